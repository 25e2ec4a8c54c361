"""The registration: targets replaced in place, closed with the pledge and with the scores."""

from decimal import Decimal

import pytest

from config.workflow import MoveRefused
from pledges.models import Registration, Report
from tests.factories import Step, advance, make_registration, make_user, make_year, sign_all

pytestmark = pytest.mark.django_db


def target(year, name="Suất quà", plan=100):
    return {
        "content": year.contents.get(),
        "indicator": None,
        "name": name,
        "unit": "suất",
        "plan": Decimal(plan),
    }


def write(registration, *targets):
    registration.write(
        by=make_user(), read=registration.revision, fields={}, targets=list(targets), titles=[]
    )


def test_a_target_that_a_report_speaks_of_is_changed_in_place_and_not_dropped():
    year = make_year(until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2])
    report = Report.start(year=year, association=year.bodies[2], kind="interim")
    registration.send_back(by=year.secretary, comment="Sửa kế hoạch")

    write(registration, target(year, plan=120), target(year, "Nhà tình nghĩa", 2))
    assert report.results.get().target.plan == 120

    with pytest.raises(MoveRefused, match="“Suất quà” đã có trong báo cáo"):
        write(registration, target(year, "Nhà tình nghĩa", 2))
    assert registration.targets.count() == 2


def test_what_was_registered_before_the_pledge_is_not_reopened_after_it():
    year = make_year(until=Step.REGISTRATION_OPENED)
    before = make_registration(year, year.bodies[2])
    sign_all(year)
    after = make_registration(year, year.bodies[3])

    with pytest.raises(MoveRefused, match="Giao ước đã ký"):
        Registration.objects.get(pk=before.pk).send_back(by=year.secretary, comment="Sửa")
    after.send_back(by=year.secretary, comment="Sửa")

    assert after.state == "returned"


def test_nothing_is_registered_once_the_scores_are_locked():
    year = make_year()
    advance(year, Step.SELF_SCORING_CLOSED)
    registration = make_registration(year, year.bodies[2], state="draft")
    year.reach(Step.SCORES_LOCKED, by=year.secretary)

    with pytest.raises(MoveRefused, match="khóa"):
        write(registration, target(year, plan=1))
