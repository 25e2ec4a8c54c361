"""What bin/run starts, where it must not start."""

import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from members.models import User
from operations.management.commands import serve
from tests.factories import free_port

pytestmark = pytest.mark.django_db


def test_the_demo_and_its_published_password_come_onto_no_public_site(settings):
    settings.HTTPS = True

    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("serve")
    assert not User.objects.exists()


def answer_of(port: int, server: subprocess.Popen) -> int:
    """The status of the sign-in page, once the server answers or has ended."""
    for _ in range(1200):  # ten minutes: a slow machine with two suites on it took more than two
        if server.poll() is not None:
            return 0
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=20) as page:
                return page.status
        except OSError:
            time.sleep(0.5)
    return 0


@pytest.mark.screens  # it always starts on a SQLite of its own
def test_the_very_first_start_loads_the_demo_and_serves(tmp_path):
    """On an empty folder, as a new user starts it: nothing is there yet, not even the database."""
    port, own = (
        free_port(),
        {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "MEDIA_ROOT": str(tmp_path / "media")},
    )
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            status = answer_of(port, server)
        finally:
            server.terminate()
            server.wait(30)

    assert status == 200, (tmp_path / "log").read_text()
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM blocs_bloc WHERE is_demo").fetchone() == (1,)


class Started:
    """A worker that was started, alive until it is killed."""

    def __init__(self, command):
        self.command, self.code = command, None

    def poll(self):
        return self.code


def test_a_worker_that_was_killed_is_started_again(monkeypatch):
    clock, started = [100.0], []
    monkeypatch.setattr(serve.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(
        serve.subprocess, "Popen", lambda command: started.append(Started(command)) or started[-1]
    )
    site = serve.Site(8000, lambda: None)

    site.keep_working()
    site.keep_working()
    assert len(started) == 1 and started[0].command[2:] == ["worker", "--loop"]

    started[0].code = -9
    site.keep_working()
    assert len(started) == 1  # not at once, where it cannot start at all
    clock[0] += serve.RESTART_AFTER
    site.keep_working()
    assert len(started) == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a pool of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_no_pool_is_open_when_the_site_forks():
    User.objects.exists()
    assert connection.pool is not None and not connection.pool.closed
    pool = connection.pool

    serve.close_connections()

    assert pool.closed
