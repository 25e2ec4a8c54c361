"""Sums, caps, steps, and the leaves that follow from dates and figures."""

from decimal import Decimal

import pytest

from base.vietnamese import read_number
from blocs.models import Criterion, Milestone
from pledges.computed import computed_points
from pledges.contents import ReportContents
from pledges.scoring import Totals, add_up, converted, points_fault
from tests.factories import Step, fill, make_criteria, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db


def by_code(criteria_set, **points):
    codes = {c.code: c.pk for c in criteria_set.criteria.all()}
    return {codes[code.replace("_", ".")]: Decimal(str(value)) for code, value in points.items()}


def test_the_parts_add_up_and_caps_hold():
    criteria_set = make_criteria(make_year(), deduction_cap=3)

    totals = add_up(criteria_set, by_code(criteria_set, I_1=48.5, I_2=10, II_1=39.5, T=8, TR=4))

    assert dict(totals.sections) == {"I": Decimal("58.5"), "II": Decimal("39.5")}
    assert (totals.bonus, totals.deductions, totals.total) == (5, 3, 100)


def test_a_total_may_exceed_the_scale():
    criteria_set = make_criteria(make_year(), bonus_cap=10)

    assert add_up(criteria_set, by_code(criteria_set, I_1=50, I_2=10, II_1=37, T=10)).total == 107


@pytest.mark.parametrize(
    ("points", "kind", "fault"),
    [
        ("14.5", "judged", ""),
        ("14,5", "judged", ""),
        ("15", "judged", ""),
        ("0", "judged", ""),
        ("14.3", "judged", "Điểm lẻ theo bước 0,5, ví dụ 14,5."),
        ("15.5", "judged", "Điểm phải từ 0 đến 15."),
        ("-1", "judged", "Điểm phải từ 0 đến 15."),
        ("7", "yes_no", "Tiêu chí có/không: chỉ 0 hoặc 15 điểm."),
    ],
)
def test_typed_points_are_checked(points, kind, fault):
    criterion = Criterion(code="I.1", kind=kind, max_points=Decimal(15))

    assert points_fault(read_number(points, thousands=False), criterion, Decimal("0.5")) == fault


@pytest.mark.parametrize(("actual", "points"), [(100, 20), (99, 0)])
def test_a_threshold_leaf_follows_from_the_targets_met(actual, points):
    year = make_year()
    criteria_set = make_criteria(year)
    leaf = criteria_set.criteria.get(code="II.1")
    Criterion.objects.filter(pk=leaf.pk).update(kind="threshold")
    leaf.threshold_steps.create(at_least=100, points=20)
    criteria_set.publish(by=year.secretary)
    year.reach(Step.REGISTRATION_OPENED, by=year.secretary)
    year.reach(Step.SELF_SCORING_OPENED, by=year.secretary)
    make_registration(year, year.bodies[2], plan=100)
    report = fill(make_report(year), actual=actual)

    report.submit(by=make_user())

    assert report.lines.get(criterion=leaf).self_points == points


def test_an_on_time_leaf_counts_the_hour_of_receipt_and_what_never_came_counts_nothing():
    year = make_year()
    criteria_set = make_criteria(year)
    leaf = criteria_set.criteria.filter(code="II.1")
    leaf.update(kind="timeliness", document="interim", late_points=10)
    criteria_set.publish(by=year.secretary)
    year.reach(Step.SELF_SCORING_OPENED, by=year.secretary)
    Milestone.objects.filter(bloc_year=year, kind=Step.INTERIM_REPORTS).update(
        due_at="2023-06-20T17:00+07:00"
    )
    year.__dict__.pop("timeline", None)
    report = make_report(year)

    assert list(computed_points(ReportContents(report)).values()) == [0]

    make_report(year, report.association, kind="interim", state="submitted")
    assert list(computed_points(ReportContents(report)).values()) == [10]


def test_conversion_to_the_full_scale_is_rounded_down_so_that_it_reaches_no_band():
    totals = Totals(sections={"I": Decimal("82")})

    assert Decimal("82") + converted(totals, Decimal(100), Decimal(5)) == Decimal("86.31")
    assert Decimal("82") + converted(totals, Decimal(100), Decimal(0)) == Decimal("82")
