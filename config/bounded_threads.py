"""gunicorn's threads, without those that wait for ever: a client that sends nothing more is let go."""

import socket
import struct
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

SILENCE = 10  # seconds in which a client that has begun must send something


class BoundedThreadWorker(ThreadWorker):
    """A thread reads from a client only while something comes: forty slow ones held every thread for over a minute."""

    def enqueue_req(self, conn: Any) -> None:
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
        super().enqueue_req(conn)
