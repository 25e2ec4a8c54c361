"""The line of the year's steps: portal/year_line.py."""

import datetime

import pytest
from django.utils import timezone

from blocs.models import BlocYear
from pledges.completeness import completeness
from portal.next_steps import steps_for
from portal.year_line import place_on, year_line
from tests.factories import Step, lock_scores_of, make_year

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


def test_after_the_lock_the_year_is_behind_it():
    """What was left open before changes nothing any more."""
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    assert place_on(year_line(BlocYear.objects.get(pk=year.pk))).stop.name == "Giao ước"

    lock_scores_of(year)

    locked = BlocYear.objects.get(pk=year.pk)
    assert place_on(year_line(locked)).stop.name == "Hội nghị"
    tasks = [step.text for step in steps_for(year.secretary, locked, completeness(locked))]
    assert "Tổ chức hội nghị bình xét" in tasks
    assert "Theo dõi báo cáo 6 tháng" not in tasks
