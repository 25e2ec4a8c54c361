"""Whoever tries the site finds a year that runs today: nothing of it is late. Proves demo/current.py."""

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import BlocYear
from demo.current import load_current_year
from demo.people import ACCOUNTS, DOMAIN
from members.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]


def test_todays_year_is_half_way_and_nobodys_home_shows_anything_late(client):
    opened = load_current_year()

    assert opened.year == timezone.localdate().year
    assert load_current_year() is None
    assert {name for name, _ in ACCOUNTS} >= {"soan.ctd", "lanhdao.tnxp", "tinh"}
    for name, _ in ACCOUNTS:
        client.force_login(User.objects.get(email=f"{name}@{DOMAIN}"))
        page = client.get(reverse("home"))
        assert opened in {about["year"] for about in page.context["current"]}
        steps = [step for about in page.context["current"] for step in about["steps"]]
        assert not any(step.is_late for step in steps)
        stops = [about["place"].stop for about in page.context["current"]]
        assert {stop.status for stop in stops} <= {"due", "ahead"}
    waiting = {step.text for step in steps_of(client, "soan.ctd", opened)}
    assert "Xem và tiếp nhận 2 báo cáo 6 tháng" in waiting


def steps_of(client, name: str, year: BlocYear) -> list:
    client.force_login(User.objects.get(email=f"{name}@{DOMAIN}"))
    current = client.get(reverse("home")).context["current"]
    return next(about["steps"] for about in current if about["year"] == year)
