"""The words that go to a ClamAV daemon over TCP, and an address that is none."""

import io
import socket
import threading

import pytest

from documents.clamd import PIECE, Verdict, scanned

pytestmark = pytest.mark.screens  # not of the database


@pytest.fixture
def daemon():
    """A daemon on this machine that finds something in what begins with X, and what it was sent."""
    listener, received = socket.create_server(("127.0.0.1", 0)), bytearray()

    def serve():
        connection, _ = listener.accept()
        with connection:
            while not received.endswith(bytes(4)):
                received.extend(connection.recv(PIECE))
            found = received[14:15] == b"X"
            connection.sendall(b"stream: " + (b"Eicar FOUND" if found else b"OK") + b"\0")

    threading.Thread(target=serve, daemon=True).start()
    yield f"127.0.0.1:{listener.getsockname()[1]}", received
    listener.close()


@pytest.mark.parametrize(
    ("content", "verdict"), [(b"X" * 10, Verdict.FOUND), (b"a" * (PIECE + 5), Verdict.CLEAN)]
)
def test_the_file_goes_in_pieces_with_their_length(daemon, content, verdict):
    address, received = daemon

    assert scanned(address, io.BytesIO(content)) == verdict
    pieces = [content[:PIECE], *([content[PIECE:]] if content[PIECE:] else [])]
    words = b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)
    assert bytes(received) == b"zINSTREAM\0" + words + bytes(4)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "clamd", "clamd:x"])
def test_a_daemon_that_is_not_there_lets_nothing_through(address):
    assert scanned(address, io.BytesIO(b"a")) == Verdict.ERROR
