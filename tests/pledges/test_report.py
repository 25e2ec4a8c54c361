"""The moves of a report, what it must have, and that no tab overwrites another."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from base.workflow import Refused
from blocs.models import Milestone, open_year
from pledges.actions.evidence import add_evidence
from pledges.actions.scores import lock_scores
from pledges.models import Report, ScoreLine
from tests.factories import (
    Step,
    fill,
    make_criteria,
    make_registration,
    make_report,
    make_user,
    make_year,
    send_back,
    verify,
)

pytestmark = pytest.mark.django_db

ALLOWED = {
    ("draft", "submit"),
    ("returned", "submit"),
    ("submitted", "send_back"),
    ("accepted", "send_back"),
    ("submitted", "accept"),
}
VERBS = {
    "submit": lambda report, by: report.submit(by=by),
    "send_back": lambda report, by: send_back(report, "Vì sao?"),
    "accept": lambda report, by: report.accept(by=by),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", Report.State.values)
def test_a_report_moves_only_along_the_table(state, verb):
    report = fill(make_report()) if state == "draft" else make_report(state=state)

    if (state, verb) in ALLOWED:
        VERBS[verb](report, make_user())
        assert report.history.last().to_state == report.state
    else:
        with pytest.raises(Refused):
            VERBS[verb](report, make_user())


def test_there_is_one_report_however_often_it_is_started():
    report = make_report()

    again = Report.start(year=report.bloc_year, association=report.association, kind="annual")

    assert again == report
    assert again.lines.count() == 5


def test_an_empty_report_says_what_is_missing_and_is_not_submitted():
    report = make_report()

    assert report.missing() == [
        "Mục “Kết quả” chưa viết.",
        "Tiêu chí I.1 chưa tự chấm điểm.",
        "Tiêu chí I.2 chưa tự chấm điểm.",
        "Tiêu chí II.1 chưa tự chấm điểm.",
    ]
    with pytest.raises(Refused, match="Kết quả"):
        report.submit(by=make_user())


def test_gaps_of_one_kind_are_told_in_one_line(client):
    report = make_report()
    client.force_login(make_user(edits_for=report.association))

    page = " ".join(client.get(report.url("submit")).text.split())

    assert "3 tiêu chí chưa tự chấm điểm: <a" in page
    assert "Tiêu chí I.1 chưa tự chấm điểm." not in page
    (line,) = report.lines.filter(criterion__code="I.2")
    assert f'#id_line-{line.pk}-self_points">I.2</a>' in page


def test_a_score_of_zero_is_a_score():
    report = fill(make_report(), points={"I.1": 0, "I.2": 0, "II.1": 0})

    assert report.missing() == []


def test_registered_targets_come_back_as_the_plan():
    year = make_year(until=Step.SELF_SCORING_OPENED)
    make_registration(year, year.bodies[2], plan=1980)

    report = make_report(year)

    assert [r.target.plan for r in report.results.all()] == [1980]
    assert "Chỉ tiêu “Suất quà” chưa có số thực hiện." in report.missing()


def test_last_years_figures_are_filled_in_beside_the_same_targets():
    year = make_year(until=Step.SELF_SCORING_OPENED)
    make_registration(year, year.bodies[2], plan=1980)
    make_report(year, state="accepted")
    following = open_year(bloc=year.bloc, year=2024, lead=year.lead, deputy=year.deputy)
    following.contents.create(code="I", title="Nhiệm vụ chính trị")
    following.reach(Step.REGISTRATION_OPENED, by=year.secretary)
    make_registration(following, year.bodies[2], plan=2100)

    report = Report.start(year=following, association=year.bodies[2], kind="interim")
    assert report.results.get().previous is None

    make_criteria(following).publish(by=year.secretary)
    following.reach(Step.SELF_SCORING_OPENED, by=year.secretary)
    report = Report.start(year=following, association=year.bodies[2], kind="annual")
    assert (report.results.get().target.plan, report.results.get().previous) == (2100, 100)


def test_a_stale_tab_cannot_reopen_or_overwrite_a_submitted_report():
    report = make_report(state="submitted")
    section = report.sections.get()

    with pytest.raises(Refused, match="đã nộp"):
        report.write(by=make_user(), typed={f"section-{section.pk}-text": "Ghi đè"})

    section.refresh_from_db()
    assert section.text == "Đã làm."


def test_a_return_reopens_the_report_and_keeps_when_it_first_came():
    report = make_report(state="returned")
    first = report.first_submitted_at

    fill(report)
    report.submit(by=make_user())

    assert report.first_submitted_at == first
    assert [m.to_state for m in report.history.all()] == ["submitted", "returned", "submitted"]


def test_a_return_says_why():
    report = make_report(state="submitted")

    with pytest.raises(Refused):
        send_back(report, "  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        report.history.create(from_state="submitted", to_state="returned", by=make_user(), comment="")


DUE = datetime.datetime(2023, 12, 10, 17, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True), (60 * 60 * 24 * 30, True)])
def test_lateness_is_the_servers_clock_against_the_deadline(seconds, late):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)

    with time_machine.travel(DUE + datetime.timedelta(seconds=seconds), tick=False):
        report = make_report(year, state="submitted")

    assert Report.objects.get(pk=report.pk).is_late is late


def test_a_criterion_that_asks_for_evidence_must_have_it():
    year = make_year()
    criteria_set = make_criteria(year)
    criteria_set.criteria.filter(code="I.1").update(needs_evidence=True)
    criteria_set.publish(by=year.secretary)
    year.reach(Step.SELF_SCORING_OPENED, by=year.secretary)
    report = fill(make_report(year))

    assert report.missing() == ["Tiêu chí I.1 cần minh chứng."]

    line = report.lines.get(criterion__code="I.1")
    add_evidence(
        report, by=make_user(), lines={line: ""}, document_number="12/BC-HLG", document_title="Báo cáo"
    )
    assert report.missing() == []


def test_verified_points_that_differ_need_a_reason_in_the_database_too():
    report = make_report(state="accepted")
    line = report.lines.get(criterion__code="I.1")

    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreLine.objects.filter(pk=line.pk).update(
            verified_points=1, verified_by=make_user(), verified_at=timezone.now(), reason=""
        )


def test_points_claimed_anew_after_a_return_are_verified_anew():
    report = make_report(state="accepted")
    verify(report)
    send_back(report, "Chấm lại I.1")

    fill(report, points={"I.1": 30})
    report.submit(by=make_user())

    verified = dict(report.lines.values_list("criterion__code", "verified_points"))
    assert verified["I.1"] is None
    assert verified["II.1"] == 40


def test_scores_are_locked_only_when_all_are_accepted_and_verified_and_then_nothing_moves():
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    report = make_report(year, state="submitted")

    with pytest.raises(Refused, match=report.association.short_name):
        lock_scores(year, by=year.secretary)
    report.accept(by=year.secretary)
    with pytest.raises(Refused, match="Chưa thẩm định xong"):
        lock_scores(year, by=year.secretary)
    verify(report)
    lock_scores(year, by=year.secretary)

    with pytest.raises(Refused, match="khóa"):
        verify(report, I_1=10)
    with pytest.raises(Refused, match="khóa"):
        send_back(report, "Sửa")
    assert report.lines.get(criterion__code="I.1").verified_points == Decimal(50)


def test_a_report_is_changed_only_through_its_verbs():
    report = make_report()
    report.state = "accepted"

    with pytest.raises(TypeError):
        report.save()


def test_targets_registered_after_the_report_was_begun_are_asked_for_on_submission():
    year = make_year(until=Step.SELF_SCORING_OPENED)
    report = fill(make_report(year))
    make_registration(year, year.bodies[2])

    with pytest.raises(Refused, match="“Suất quà” chưa có số thực hiện"):
        report.submit(by=make_user())


def test_nothing_begins_once_the_scores_are_locked():
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    year.reach(Step.SCORES_LOCKED, by=year.secretary)

    with pytest.raises(Refused, match="đã khóa"):
        Report.start(year=year, association=year.bodies[2], kind="annual")


def test_a_document_without_a_file_is_named_once():
    report, by = make_report(), make_user()
    named = {"document_number": "12/BC", "document_title": "Báo cáo chuyên đề"}
    add_evidence(report, by=by, **named)

    with pytest.raises(Refused, match="đã có trong minh chứng"):
        add_evidence(report, by=by, **named)
    add_evidence(report, by=by, **named, document_date=datetime.date(2023, 5, 1))
    assert report.evidence.count() == 2


@pytest.mark.parametrize("reports_interim", [True, False])
def test_the_score_table_is_read_in_a_year_without_interim_reports_too(client, reports_interim):
    report = make_report()
    type(report.bloc_year).objects.filter(pk=report.bloc_year_id).update(reports_interim=reports_interim)
    client.force_login(make_user(edits_for=report.association))

    assert "Tự chấm</th>" in client.get(report.get_absolute_url()).text
