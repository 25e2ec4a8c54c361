"""What was found is told to the member, explained inside its window, looked at again, and only then locked."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from base.workflow import Refused
from blocs.models import BlocYear, open_year
from members.models import Notice
from pledges.actions.explanations import agree, explain, look_again, tell
from pledges.actions.scores import lock_scores
from pledges.actions.verification import assign
from pledges.models import Report
from pledges.overclaim import by_criterion, by_member
from tests.factories import (
    Step,
    make_criteria,
    make_registration,
    make_report,
    make_user,
    make_year,
    send_back,
    verify,
)

pytestmark = pytest.mark.django_db


def url(name, report):
    return reverse(f"pledges:report-{name}", args=[report.pk])


@pytest.fixture
def found(client):
    """An accepted report with points taken off, in a year with five days to explain; told to the member."""
    year = make_year(until=Step.SELF_SCORING_CLOSED, explanation_days=5)
    make_registration(year, year.bodies[2])
    report = make_report(year, state="accepted")
    verify(report, I_1=45)
    tell(report, by=year.secretary)
    return report


def test_the_member_sees_old_new_reason_and_who_only_once_it_is_told(client):
    year = make_year(until=Step.SELF_SCORING_OPENED, explanation_days=5)
    report = make_report(year, state="accepted")
    verify(report, I_1=45)
    client.force_login(make_user(signs_for=report.association))
    assert "Thiếu minh chứng" not in client.get(report.get_absolute_url()).text

    tell(report, by=year.secretary)

    page = client.get(url("explain", report)).text
    assert "Tự chấm <strong>50</strong>, thẩm định <strong>45</strong>/50. Thiếu minh chứng" in " ".join(
        page.split()
    )
    assert year.secretary.full_name in page


def test_results_sent_again_on_the_same_day_are_told_again(found):
    member, secretary = make_user(signs_for=found.association), make_user()
    for _ in range(2):
        send_back(found)
        found.submit(by=member)
        found.accept(by=secretary)
        tell(found, by=secretary)

    assert Notice.objects.filter(to=member, subject__startswith="CẦN XEM, giải trình").count() == 2


def test_an_explanation_gets_a_second_look_and_the_points_with_it(client, found):
    member, year = make_user(signs_for=found.association), found.bloc_year
    client.force_login(member)
    line = found.lines.get(criterion__code="I.1")
    client.post(url("explain", found), {f"line-{line.pk}-text": "Minh chứng ở trang 3"})
    secretary = year.appointments.get(role="secretary").user
    assert Notice.objects.filter(to=secretary, subject__startswith="CẦN PHÚC TRA").exists()

    client.force_login(secretary)
    asked = found.lines.get(criterion__code="I.1").explanation
    answer = {
        "explanation": asked.pk,
        f"e{asked.pk}-reply": "Đã xem trang 3",
        f"e{asked.pk}-verified_points": "48",
    }
    answer |= {f"e{asked.pk}-reason": "Chấp nhận một phần"}
    client.post(url("look", found), answer)

    line.refresh_from_db()
    assert (line.verified_points, line.reason) == (48, "Chấp nhận một phần")
    client.force_login(member)
    assert "Đã xem trang 3" in client.get(url("explain", found)).text
    with pytest.raises(Refused, match="đã được trả lời"):
        look_again(
            found,
            asked,
            by=secretary,
            reply="Nữa",
            verdict={"verified_points": 1, "verified_na": False, "reason": "x"},
        )


def test_the_member_learns_that_its_explanation_was_answered(client, found):
    member = make_user(signs_for=found.association)
    line = found.lines.get(criterion__code="I.1")
    explain(found, by=member, texts={line.pk: "Có minh chứng trang 3"})
    keep = {"verified_points": 48, "verified_na": False, "reason": "Chấp nhận một phần"}

    look_again(found, line.explanation, by=make_user(), reply="Đã xem trang 3", verdict=keep)

    notice = Notice.objects.get(to=member, subject__startswith="ĐÃ PHÚC TRA: I.1")
    assert notice.body == "Trả lời: Đã xem trang 3\nĐiểm sau phúc tra: 48."
    assert notice.url == url("explain", found)
    client.force_login(member)
    page = " ".join(client.get(url("explain", found)).text.split())
    assert "Gửi giải trình" not in page
    assert "Tổng điểm thẩm định <strong>98</strong>, hội tự chấm 100." in page
    assert "Đồng ý sau phúc tra" in client.get("/").text


def test_what_the_lead_explains_comes_to_the_deputys_verifier_alone(client):
    year = make_year(until=Step.SELF_SCORING_CLOSED, explanation_days=5)
    report = make_report(year, year.lead, state="accepted")
    verify(report, I_1=45)
    tell(report, by=year.verifier)

    explain(report, by=make_user(), texts={report.lines.get(criterion__code="I.1").pk: "Giải trình"})

    notices = Notice.objects.filter(subject__startswith="CẦN PHÚC TRA")
    assert set(notices.values_list("to", flat=True)) == {year.verifier.pk}


@pytest.mark.parametrize(("clock", "taken"), [((0, 0, 0), True), ((23, 59, 59), True), ((24, 0, 0), False)])
def test_the_window_ends_with_its_last_day(found, clock, taken):
    told_on = timezone.localtime(datetime.datetime(2023, 12, 1, 9, 30, tzinfo=datetime.UTC))
    Report.objects.filter(pk=found.pk).update(told_at=told_on)
    line, last_day = found.lines.get(criterion__code="I.1"), datetime.datetime(2023, 12, 6)
    hours, minutes, seconds = clock
    moment = last_day + datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)

    with time_machine.travel(timezone.make_aware(moment), tick=False):
        if taken:
            assert explain(found, by=make_user(), texts={line.pk: "Giải trình"}) == 1
        else:
            with pytest.raises(Refused, match="Không còn trong thời gian giải trình"):
                explain(found, by=make_user(), texts={line.pk: "Giải trình"})


def test_scores_are_not_locked_while_the_member_may_still_explain(found):
    year, secretary = found.bloc_year, found.bloc_year.appointments.get(role="secretary").user

    with pytest.raises(Refused, match="Còn trong hạn giải trình"):
        lock_scores(year, by=secretary)
    explain(found, by=make_user(), texts={found.lines.get(criterion__code="I.1").pk: "Giải trình"})
    with time_machine.travel(timezone.now() + datetime.timedelta(days=6), tick=False):
        with pytest.raises(Refused, match="chưa trả lời"):
            lock_scores(year, by=secretary)
        asked = found.lines.get(criterion__code="I.1").explanation
        keep = {"verified_points": 45, "verified_na": False, "reason": "Giữ nguyên"}
        look_again(found, asked, by=secretary, reply="Giữ nguyên", verdict=keep)
        lock_scores(year, by=secretary)

    assert year.is_done(Step.SCORES_LOCKED)


def test_a_member_that_agrees_does_not_keep_the_others_waiting(client, found):
    client.force_login(make_user(signs_for=found.association))
    client.post(url("agree", found))

    lock_scores(found.bloc_year, by=found.bloc_year.appointments.get(role="secretary").user)
    with pytest.raises(Refused):
        agree(Report.objects.get(pk=found.pk), by=make_user())


def test_who_verified_learns_that_the_member_explains(found):
    year = BlocYear.objects.get(pk=found.bloc_year_id)
    year.cross_check = True
    year.save()
    checker = make_user(edits_for=year.members().exclude(pk__in=[year.lead_id, found.association_id]).last())
    secretary = year.appointments.get(role="secretary").user
    assign(year, found.association, checker, by=secretary)
    line = found.lines.get(criterion__code="I.1")

    explain(found, by=make_user(signs_for=found.association), texts={line.pk: "Có quyết định kèm theo."})

    subjects = {notice.to: notice.subject for notice in Notice.objects.filter(key__startswith="explained")}
    assert subjects[checker].startswith("CÓ GIẢI TRÌNH")
    assert subjects[secretary].startswith("CẦN PHÚC TRA")


def test_what_is_not_wholly_verified_is_not_told():
    year = make_year(until=Step.SELF_SCORING_OPENED, explanation_days=5)
    report = make_report(year, state="accepted")

    with pytest.raises(Refused, match="Còn 5 tiêu chí chưa thẩm định"):
        tell(report, by=year.secretary)


def test_over_claiming_is_told_by_member_and_criterion_over_the_years(client):
    first = make_year(until=Step.SELF_SCORING_OPENED)
    member = first.bodies[2]
    verify(make_report(first, member, state="accepted"), I_1=44)
    second = open_year(bloc=first.bloc, year=2024, lead=first.lead, deputy=first.deputy)
    make_criteria(second).publish(by=first.secretary)
    second.reach(Step.REGISTRATION_OPENED, by=first.secretary)
    second.reach(Step.SELF_SCORING_OPENED, by=first.secretary)
    second.outline.create(title="Kết quả", position=1)
    second.secretary = first.secretary
    verify(make_report(second, member, state="accepted"), I_1=48, II_1=39)

    rows = {row.association: row for row in by_member(second)}

    assert rows[member].by_year == {2023: 6, 2024: 3}
    assert rows[member].changed == 2
    assert [(row.code, row.points) for row in by_criterion(second)] == [("I.1", 2), ("II.1", 1)]
