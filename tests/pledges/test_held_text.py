"""What is held of a text whose session ended: limits by person, size and age."""

import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from config.middleware import HELD_AN_HOUR, HELD_LIMIT
from pledges.models import mark_of
from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-rat-dai"


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def member(client, report):
    user = make_user(signs_for=report.association, full_name="Lê Thị Hoa", password=PASSWORD)
    client.force_login(user)
    return user


def url(name, report, *more):
    return reverse(f"pledges:{name}", args=[report.pk, *more])


def text_of(report):
    return report.sections.get().text


def box_of(report):
    return f"section-{report.sections.get().pk}-text"


def post_text(client, report, text, read=None):
    """Post the text page; `read` is what the page showed, empty unless said."""
    box = box_of(report)
    marks = {box: mark_of(read or "")}
    return client.post(url("report-text", report), {box: text, "read": json.dumps(marks)})


@pytest.mark.parametrize("text", ["", "Đã trao 1.980 suất quà 🎁 cho hội viên", "ổ" * 40_000])
def is_held(client, report, text="Viết tiếp") -> bool:
    """Whether what is sent now, without a session, is held for its person."""
    client.session.flush()
    return "resume" in post_text(client, report, text).url


def test_what_is_held_is_limited_by_person_size_and_age(client, report, settings):
    cache.clear()
    client.force_login(make_user(signs_for=report.association))
    client.get("/")
    person = client.cookies["person"].value

    assert not is_held(client, report, "x" * (HELD_LIMIT + 1))
    assert [is_held(client, report) for _ in range(HELD_AN_HOUR + 2)] == [True] * HELD_AN_HOUR + [False] * 2
    cache.clear()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)):
        client.cookies["person"] = person
        assert not is_held(client, report)
