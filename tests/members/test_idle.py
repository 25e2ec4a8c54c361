"""A session left alone ends, and none outlasts a working day; whoever works is not disturbed."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)


def status_after(client, clock, **gone) -> int:
    clock.shift(datetime.timedelta(**gone))
    return client.get("/").status_code


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as travelled:
        yield travelled


@pytest.fixture
def person(client, clock):
    found = make_user()
    client.force_login(found)
    return found


def test_left_alone_for_two_hours_it_ends(client, clock, person):
    assert status_after(client, clock, minutes=119) == 200
    assert status_after(client, clock, minutes=119) == 200
    assert status_after(client, clock, minutes=121) == 302


def test_it_ends_with_the_day_however_busy(client, clock, person):
    assert {status_after(client, clock, hours=1) for _ in range(12)} == {200}
    assert status_after(client, clock, minutes=2) == 302


def test_what_was_being_sent_when_it_ended_is_offered_again(client, clock, person):
    client.get("/")
    clock.shift(datetime.timedelta(hours=3))
    answer = client.post(reverse("members:mail"), {"mail": "none"})

    assert answer.url.startswith(reverse("account_login"))
    client.force_login(person)
    assert "none" in client.get(reverse("resume")).text


def test_when_a_ballot_was_cast_is_noted_nowhere(client, clock, person):
    clock.shift(datetime.timedelta(minutes=10))
    client.post(reverse("awards:poll-cast", args=[1, 1]))
    assert client.session["seen"] == int(MORNING.timestamp())
    client.get("/")
    assert client.session["seen"] > int(MORNING.timestamp())
