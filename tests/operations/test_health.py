"""Whether the machine says truly how it is."""

import datetime
import re

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from audit.models import MaintenanceRun
from audit.models.maintenance import done
from operations import health
from tests.factories import make_province, make_user

pytestmark = pytest.mark.django_db


def ready(client) -> tuple[int, set[str]]:
    """The status, and what is amiss."""
    answer = client.get("/readyz")
    return answer.status_code, {name for name, is_well in answer.json().items() if not is_well}


def test_a_process_that_answers_is_alive_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_a_site_whose_worker_made_its_round_is_ready(client):
    assert ready(client) == (503, {"worker"})
    call_command("worker")
    assert ready(client) == (200, set())
    MaintenanceRun.objects.update(at=timezone.now() - datetime.timedelta(minutes=6))
    assert ready(client) == (503, {"worker"})


@pytest.mark.parametrize(
    ("name", "error"), [("migrations", DatabaseError("gone")), ("storage", PermissionError("read-only"))]
)
def test_what_fails_is_named_and_nothing_more_is_told(client, monkeypatch, name, error):
    done(MaintenanceRun.Kind.ROUND)

    def broken():
        raise error

    checks = [(n, label, broken if n == name else check) for n, label, check in health.CHECKS]
    monkeypatch.setattr(health, "CHECKS", checks)
    assert ready(client) == (503, {name})
    assert str(error) not in client.get("/readyz").content.decode()


def test_a_full_disk_and_a_clock_that_jumped_back_are_seen(client, monkeypatch):
    done(MaintenanceRun.Kind.ROUND)
    monkeypatch.setattr(health, "FREE", 10**18)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        record("a")
    assert ready(client) == (503, {"storage", "clock"})


def test_the_system_page_is_for_administrators_alone(client):
    for person, status in ((make_user(province=make_province()), 403), (make_user(is_superuser=True), 200)):
        client.force_login(person)
        assert client.get(reverse("system")).status_code == status


def test_the_system_page_tells_of_upkeep_and_queues(client):
    done(MaintenanceRun.Kind.BACKUP, note="Hết chỗ trên đĩa", is_well=False)
    client.force_login(make_user(is_superuser=True))

    text = re.sub(r"<[^>]+>|\s+", " ", client.get(reverse("system")).content.decode())
    assert "Không xong Hết chỗ trên đĩa" in re.sub(" +", " ", text)
    assert "Chưa làm lần nào" in text
