"""Wherever a number is asked for, the year before stands beside it: points, figures, own targets, size, Excel."""

import io

import openpyxl
import pytest
from django.urls import reverse

from blocs.models import BlocYear
from members.models import Officer
from pledges.last_year import plans_and_figures_of_last_year, points_of_last_year, points_of_members
from pledges.models import Registration, Report, ScoreLine
from tests.factories import (
    Step,
    make_criteria,
    make_registration,
    make_report,
    make_user,
    make_year,
    verify,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    """Last year: 100 of 40 planned, I.1 claimed with 50 and verified with 44."""
    year = make_year(year=2022, until=Step.SELF_SCORING_OPENED)
    make_registration(year, year.bodies[2], state="accepted", plan=40)
    verify(make_report(year, year.bodies[2], state="accepted"), I_1=44)
    return year


@pytest.fixture
def year(before):
    """This year of the same bloc, with the secretariat's criterion II.1; registration still open."""
    year = make_year(year=2023)
    BlocYear.objects.filter(pk=year.pk).update(bloc=before.bloc, lead=before.lead, deputy=before.deputy)
    year.refresh_from_db()
    draft = make_criteria(year)
    draft.criteria.filter(code="II.1").update(scorer="secretariat")
    draft.publish(by=year.secretary)
    year.reach(Step.REGISTRATION_OPENED, by=year.secretary)
    return year


@pytest.fixture
def report(year, before):
    make_registration(year, before.bodies[2], state="accepted", plan=50)
    for kind in (Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(kind, by=year.secretary)
    return Report.start(year=year, association=before.bodies[2], kind="annual")


def test_last_years_plan_is_known_before_its_report_is_in(year, before):
    body = before.bodies[2]
    known = plans_and_figures_of_last_year(year, body.pk)
    assert [(one.plan, one.actual) for one in known.values()] == [("40", "100")]

    Report.objects.filter(bloc_year=before).update(state="submitted")

    assert plans_and_figures_of_last_year(year, body.pk).keys() == known.keys()
    assert [(one.plan, one.actual) for one in plans_and_figures_of_last_year(year, body.pk).values()] == [
        ("40", "")
    ]


def page(client, name, report) -> str:
    client.force_login(make_user(edits_for=report.association))
    return client.get(reverse(f"pledges:{name}", args=[report.pk])).content.decode()


def test_last_years_points_stand_below_the_box_of_points(client, report):
    shown = " ".join(page(client, "report-scores", report).split())

    assert "Năm trước 44 (tự chấm 50)" in shown
    assert "Năm trước 10</div>" in shown


def test_what_did_not_apply_last_year_tells_nothing(report):
    ScoreLine.objects.filter(report__bloc_year__year=2022, criterion__code="I.1").update(
        verified_na=True, verified_points=0, reason="Không áp dụng"
    )

    assert set(points_of_last_year(report)) == {"I.2", "II.1", "T", "TR"}


def test_a_criterion_under_another_code_is_known_by_its_words(report):
    report.criteria.criteria.filter(code="I.1").update(code="I.9")
    known = points_of_last_year(Report.objects.get(pk=report.pk))

    assert known["I.9"].verified_points == 44
    assert "I.1" not in known


def test_of_two_criteria_of_the_same_words_the_code_decides(report, before):
    twin = before.criteria_sets.get().criteria
    twin.filter(code="I.2").update(text="Tiêu chí I.1")

    known = points_of_last_year(Report.objects.get(pk=report.pk))

    assert known["I.1"].verified_points == 44


def test_last_years_plan_and_result_stand_beside_the_figure(client, report):
    assert "Năm trước: 100 (kế hoạch 40)" in page(client, "report-figures", report)


def test_the_spreadsheet_tells_last_year_and_is_read_back_without_it(client, report):
    client.force_login(make_user(edits_for=report.association))
    url = reverse("pledges:report-sheet-xlsx", args=[report.pk])
    book = openpyxl.load_workbook(io.BytesIO(client.get(url).content))

    figures = [cell.value for cell in book["Số liệu"][4]][7:]
    (scores,) = [row for row in book["Tự chấm điểm"].iter_rows(values_only=True) if row[1] == "I.1"]
    assert figures == ["40", "100"]
    assert scores[7:] == (50, 44)
    assert book["Tự chấm điểm"].cell(5, 8).protection.locked


def test_points_that_the_secretariat_gives_stand_beside_last_years(client, year, report):
    criterion = year.criteria_sets.get().criteria.get(code="II.1")
    Officer.objects.filter(user=year.secretary).update(association=year.lead)
    client.force_login(year.secretary)

    shown = client.get(reverse("pledges:given-scores-edit", args=[year.pk, criterion.pk]))

    assert list(points_of_members(year, criterion)) == [report.association_id]
    assert "Năm trước 40</div>" in " ".join(shown.text.split())


def test_a_registration_tells_last_years_size_and_own_targets(client, year, before):
    member = before.bodies[2]
    Registration.objects.filter(bloc_year=before, association=member).update(member_count=1940)
    registration = make_registration(year, member, state="draft")
    client.force_login(make_user(edits_for=member))

    shown = client.get(reverse("pledges:registration-edit", args=[registration.pk])).text

    assert "Năm trước: 1.940" in shown
    assert "Năm trước: 100 (kế hoạch 40)" in shown


def test_another_members_year_is_never_shown(client, report, before):
    year = report.bloc_year
    another = before.bodies[3]
    make_registration(year, another, state="accepted", plan=7)
    other = Report.start(year=year, association=another, kind="annual")

    assert "Năm trước" not in page(client, "report-scores", other)
    assert "Năm trước:" not in page(client, "report-figures", other)
