"""The line of the year's steps: portal/year_line.py."""

import datetime

import pytest
from django.utils import timezone

from blocs.models import BlocYear
from portal.year_line import place_on, year_line
from tests.factories import Step, make_year

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_opened", [False, True])
def test_nobody_is_late_for_what_was_not_opened(client, is_opened):
    year = make_year(until=Step.REGISTRATION_OPENED if is_opened else None)
    year.milestones.filter(kind=Step.REGISTRATION_CLOSED).update(
        due_at=timezone.now() - datetime.timedelta(days=9)
    )

    stop = place_on(year_line(BlocYear.objects.get(pk=year.pk))).stop

    assert stop is not None
    assert stop.name == "Đăng ký"
    assert (stop.is_overdue, stop.is_opened_late) == (is_opened, not is_opened)
    assert (stop.status == "late") is is_opened
    client.force_login(year.secretary)
    page = client.get(year.get_absolute_url()).text
    assert ("quá hạn" in page, "chưa mở" in page) == (is_opened, not is_opened)
