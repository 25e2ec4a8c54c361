"""Asks a ClamAV daemon about a file, by its command INSTREAM: pieces, each after its length, an empty one last."""

import socket
from enum import StrEnum
from typing import BinaryIO

TIMEOUT = 60  # seconds
PIECE = 1 << 16  # bytes
LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """How the daemon's answer ends; whatever else comes, or nothing, is an error."""

    CLEAN = "OK"
    FOUND = "FOUND"
    ERROR = "ERROR"


def scanned(address: str, file: BinaryIO) -> Verdict:
    """What the daemon at this address (a socket's path, or host:port) says of the file, read from where it stands."""
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                connection.sendall(len(piece).to_bytes(4, "big") + piece)
            connection.sendall(bytes(4))
            answer = _answer(connection)
    except OSError:
        return Verdict.ERROR
    last = answer.rstrip("\0\n").rpartition(" ")[2]
    return Verdict(last) if answer.startswith("stream: ") and last in set(Verdict) else Verdict.ERROR


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    if not port.isdecimal():
        raise OSError(f"{address} is neither a path nor host:port")
    return socket.create_connection((host, int(port)), TIMEOUT)


def _answer(connection: socket.socket) -> str:
    received = b""
    while len(received) < LONGEST_ANSWER and not received.endswith(b"\0"):
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        received += piece
    return received.decode("utf-8", "replace")
