"""The site behind gunicorn on the loopback address, started, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException

PORT = 8766
HOST = "127.0.0.1"


class Site:
    """One gunicorn with two processes, over the database and the uploads that the environment names."""

    def __init__(self, **environment: str) -> None:
        self.environment = {**os.environ, **environment}
        self.server: subprocess.Popen | None = None

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill(signal.SIGTERM)

    def start(self) -> None:
        if self.status("/healthz"):
            raise SystemExit(f"Another site answers on port {PORT}: end it first.")
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "config/gunicorn.py",
            "-b",
            f"{HOST}:{PORT}",
            "config.wsgi",
        ]
        self.server = subprocess.Popen(
            command, env=self.environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        for _ in range(300):
            if self.status("/healthz") == 200:
                return
            time.sleep(0.1)
        raise SystemExit("gunicorn does not answer")

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Master and processes at once."""
        assert self.server
        os.killpg(self.server.pid, number)
        self.server.wait()

    def status(
        self, path: str, *, cookie: str = "", method: str = "GET", body: str = "", timeout: int = 60
    ) -> int:
        """What the site answers; 0 where it does not."""
        headers = {"Cookie": cookie, "Host": f"localhost:{PORT}", "Referer": f"http://localhost:{PORT}/"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(HOST, PORT, timeout=timeout)
        try:
            connection.request(method, path, body=body.encode() or None, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    @staticmethod
    def answer_to(raw: bytes, *, wait: float = 10) -> bytes:
        """What comes back to these very bytes; nothing where the connection is closed or the time is over."""
        with socket.create_connection((HOST, PORT), timeout=wait) as connection:
            try:
                connection.sendall(raw)
                return connection.recv(65536)
            except OSError:
                return b""
