"""What is held of a text whose session ended: limits by person, size and age."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from base.middleware import HELD_AN_HOUR, HELD_LIMIT
from tests.factories import make_user

from .writing_case import post_text

pytestmark = pytest.mark.django_db


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
