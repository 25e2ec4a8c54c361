"""What no browser sends: lengths, broken messages, slow clients. The site answers others all the while."""

import socket
import time

from .outcome import Outcome
from .site import HOST, PORT, Site

START = b"POST /verify/ HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
MESSAGES = {
    "an address of 100 kB": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a header of 200 kB": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "500 headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: a\r\n" * 500 + b"\r\n",
    "a cookie of 7 kB": b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid="
    + b"a" * 7000
    + b"\r\n\r\n",
    "68 MB told": START + FORM + b"Content-Length: 68157441\r\n\r\n",
    "a negative length": START + FORM + b"Content-Length: -1\r\n\r\n",
    "two lengths": START + FORM + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "length and chunks": START + FORM + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks of nothing": START + FORM + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "6,000 boxes": START
    + FORM
    + b"Content-Length: 24000\r\n\r\n"
    + b"&".join(b"a=%d" % (n % 10) for n in range(6000))
    + b"&",
    "another host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    "TRACE": b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a broken encoding": b"GET /search/?q=%ff%fe%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a broken multipart": START
    + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n\r\n--y\r\n\r\n\r\n",
}
SLOW = 40  # connections that send a byte now and then


def every_message(outcome: Outcome) -> None:
    """No answer of 500, and the next one who comes is served."""
    with Site() as site:
        for name, raw in MESSAGES.items():
            status = site.answer_to(raw).partition(b"\r\n")[0]
            alive = site.status("/healthz")
            is_well = b" 5" not in status[:14] and alive == 200
            outcome.held(is_well=is_well, otherwise=f"{name}: {status!r}, then {alive}")


def slow_clients(outcome: Outcome) -> None:
    """Forty that never end what they say: gunicorn alone is nginx's to guard, but its threads come free again."""
    with Site() as site:
        lazy = [socket.create_connection((HOST, PORT)) for _ in range(SLOW)]
        for one in lazy:
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
        began = time.perf_counter()
        status = site.status("/healthz", timeout=70)
        outcome.held(is_well=status == 200, otherwise=f"/healthz {status} beside {SLOW} slow clients")
        outcome.note = f"answered after {time.perf_counter() - began:.1f} s"
        for one in lazy:
            one.close()
        outcome.held(is_well=site.status("/healthz") == 200, otherwise="not served after they left")
