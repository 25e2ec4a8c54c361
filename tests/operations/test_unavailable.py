"""A full disk, a database that goes and comes back, a clock that jumps: nothing half done, and on it goes."""

import datetime
import errno
import json
import os

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections, connection, connections
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.log import find_tampering, seal_days
from audit.models import AuditEntry
from pledges.merging import mark_of
from pledges.models import Registration
from tests.factories import PICTURE, Step, make_registration, make_report, make_user, make_year, send_back

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def member(client, report):
    client.raise_request_exception = False
    user = make_user(edits_for=report.association)
    client.force_login(user)
    return user


def text_of(report):
    return report.sections.get().text


def sent(report, text: str) -> tuple[str, dict]:
    """Where the text page goes, and what it sends."""
    box = f"section-{report.sections.get().pk}-text"
    marks = json.dumps({box: mark_of(text_of(report))})
    return reverse("pledges:report-text", args=[report.pk]), {box: text, "read": marks}


def said(answer) -> None:
    assert answer.status_code == 503 and answer["Retry-After"] == "30"
    assert "Hệ thống tạm nghỉ" in answer.text and "Traceback" not in answer.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own limit stands for the disk")
def test_a_disk_that_is_full_keeps_what_was_there(client, report, member):
    client.post(*sent(report, "Đã lưu trước đó."))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no page that other tests emptied is left to be used again
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        said(client.post(*sent(report, "Dài hơn chỗ còn lại. " * 4000)))
        assert text_of(report) == "Đã lưu trước đó."
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert client.post(*sent(report, "Có chỗ rồi.")).status_code == 302
    assert text_of(report) == "Có chỗ rồi."


def test_no_room_for_a_file_leaves_no_evidence_without_one(client, report, member, monkeypatch):
    def full(self, name, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    address = reverse("pledges:report-evidence", args=[report.pk])
    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", full)
        said(client.post(address, {"file": SimpleUploadedFile("a.png", PICTURE)}))
    assert not report.evidence.exists()
    client.post(address, {"file": SimpleUploadedFile("a.png", PICTURE)})
    assert report.evidence.count() == 1


def test_a_database_that_is_away_is_said_and_the_site_goes_on_when_it_is_back(
    client, report, member, monkeypatch
):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    written = sent(report, "Chưa lưu được.")
    with monkeypatch.context() as patch:
        patch.setattr(type(connections["default"]), "_cursor", away)
        said(client.get("/"))
        said(client.post(*written))
        assert Client().get("/healthz").status_code == 200
    assert text_of(report) == ""
    assert client.get("/").status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a server that can end a connection")
def test_a_connection_that_the_server_ended_is_replaced(client, report, member):
    client.get("/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    other = connection.copy()
    other.settings_dict["OPTIONS"].pop("pool")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [number])
    other.close()

    assert client.get("/").status_code == 503
    close_old_connections()  # what ends every request of a server
    assert client.get("/").status_code == 200


@pytest.fixture
def returned():
    """A registration that was handed in and sent back."""
    year = make_year(until=Step.REGISTRATION_OPENED)
    found = make_registration(year, year.bodies[2])
    send_back(found)
    return found


@pytest.mark.parametrize("jump", [datetime.timedelta(hours=-3), datetime.timedelta(days=2)])
def test_a_clock_that_jumps_disturbs_no_order(returned, jump):
    """Versions and the log go by their numbers; the hour is what the machine says."""
    with time_machine.travel(timezone.now() + jump):
        again = Registration.objects.with_parties().get(pk=returned.pk)
        by = make_user(signs_for=again.association)
        again.submit(by=by)
        seal_days()

    assert list(again.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert AuditEntry.objects.count() > 2 and not list(find_tampering())
