"""Dates in the admin are read and shown day before month: 12/10 is 12 October."""

import datetime

import pytest
from django.urls import reverse

from members.models import Officer
from tests.factories import make_association, make_user

pytestmark = pytest.mark.django_db


def test_a_day_is_typed_and_shown_as_it_is_said_here(client):
    office = Officer.objects.create(
        user=make_user(),
        association=make_association(),
        role="editor",
        position="Kế toán",
        since=datetime.date(2026, 10, 12),
    )
    client.force_login(make_user(is_staff=True, is_superuser=True))

    form = client.get(reverse("admin:members_officer_change", args=[office.pk])).text
    rows = client.get(reverse("admin:members_officer_changelist")).text

    assert 'value="12/10/2026"' in form
    assert "12/10/2026" in rows


def test_a_day_before_its_month_is_not_taken_for_the_other_way_round(client):
    person, association = make_user(), make_association()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    typed = {
        "user": person.pk, "association": association.pk, "role": "editor", "position": "Kế toán",
        "since": "12/10/2026", "until": "",
    }  # fmt: skip

    client.post(reverse("admin:members_officer_add"), typed)

    (office,) = association.officers.all()
    assert office.since == datetime.date(2026, 10, 12)
