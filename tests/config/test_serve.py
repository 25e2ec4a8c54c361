"""What bin/run starts, where it must not start."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.management.commands import serve
from members.models import User

pytestmark = pytest.mark.django_db


def test_the_demo_and_its_published_password_come_onto_no_public_site(settings):
    settings.HTTPS = True

    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("serve")
    assert not User.objects.exists()


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
    assert len(started) == 1 and started[0].command[2:] == ["work", "--loop"]

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
