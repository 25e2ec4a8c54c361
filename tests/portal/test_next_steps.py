"""Tasks: per person and state, with the thing itself behind the button, and no deadline in nobody's list."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Proposal
from blocs.models import BlocYear, Milestone
from pledges.actions.explanations import explain, tell
from pledges.actions.signing import ask_to_sign
from pledges.completeness import completeness
from portal.next_steps import dossier_steps, in_order, steps_for
from portal.next_steps.step import NextStep
from portal.views.pages import tasks_of
from tests.factories import (
    Step,
    fill,
    make_report,
    make_user,
    make_year,
    provincial_proposal,
    verify,
)

pytestmark = pytest.mark.django_db


def steps_of(user, year):
    year = BlocYear.objects.get(pk=year.pk)
    return steps_for(type(user).objects.get(pk=user.pk), year, completeness(year))


def urls(steps):
    return {step.text: step.url for step in steps}


class TestMember:
    @pytest.fixture
    def report(self):
        return fill(make_report())

    def test_what_is_not_begun_is_begun_by_its_button(self):
        year = make_year(until=Step.SELF_SCORING_OPENED)
        editor = make_user(edits_for=year.bodies[2])

        first = steps_of(editor, year)[0]

        assert (first.verb, first.is_sent) == ("Soạn", True)
        assert first.url == reverse("pledges:registration-start", args=[year.pk, year.bodies[2].pk])

    def test_who_signs_is_asked_to_sign_and_who_asked_sees_on_whom_it_waits(self, report):
        editor, head = make_user(edits_for=report.association), make_user(signs_for=report.association)
        name = f"báo cáo năm và bảng tự chấm điểm của {report.association.short_name}"
        assert urls(steps_of(editor, report.bloc_year))[f"Xem lại và nộp {name}"] == report.url("submit")

        ask_to_sign(report, by=editor)

        assert urls(steps_of(head, report.bloc_year))[f"Ký và nộp {name}"] == report.url("submit")
        (waiting,) = [step for step in steps_of(editor, report.bloc_year) if step.is_with_others]
        assert waiting.text == f"Chờ {head.full_name} ký {name}"

    def test_facts_of_what_is_to_be_signed_are_told(self, report):
        head = make_user(signs_for=report.association)
        ask_to_sign(report, by=make_user(edits_for=report.association))

        (step,) = [step for step in steps_of(head, report.bloc_year) if step.verb == "Xem và ký"]

        assert "tự chấm 100/100" in step.facts


class TestSecretary:
    def test_one_paper_is_opened_itself_and_many_on_the_page_for_many(self):
        year = make_year(members=4, until=Step.SELF_SCORING_OPENED)
        first = make_report(year, year.bodies[2], state="submitted")
        assert first.get_absolute_url() in urls(steps_of(year.secretary, year)).values()

        make_report(year, year.bodies[3], state="submitted")

        many = reverse("pledges:several", args=[year.pk]) + "#annual"
        assert many in urls(steps_of(year.secretary, year)).values()

    def test_what_is_awaited_says_how_many_came_in(self):
        year = make_year(members=4, until=Step.SELF_SCORING_OPENED)
        make_report(year, year.bodies[2], state="submitted")
        earlier = [Step.PLEDGE_SIGNED, Step.REGISTRATION_CLOSED, Step.INTERIM_REPORTS]
        year.milestones.filter(kind__in=earlier).update(done_at=timezone.now(), done_by=year.secretary)

        (step,) = [s for s in steps_of(year.secretary, year) if s.text.endswith("nhận báo cáo năm")]

        assert step.facts == "1/4 hội đã nộp."

    def test_who_writes_is_not_asked_to_agree(self):
        year = make_year(until=Step.SELF_SCORING_CLOSED, explanation_days=5)
        report = make_report(year, state="accepted")
        verify(report)
        tell(report, by=year.secretary)
        name = report.association.short_name

        editor = urls(steps_of(make_user(edits_for=report.association), year))
        chair = urls(steps_of(make_user(signs_for=report.association), year))

        assert f"Chờ lãnh đạo {name} đồng ý với kết quả thẩm định" in editor
        assert f"Đồng ý hoặc giải trình kết quả thẩm định của {name}" in chair

    def test_results_to_send_and_explanations_to_answer_are_tasks(self):
        year = make_year(until=Step.SELF_SCORING_CLOSED, explanation_days=5)
        report = make_report(year, state="accepted")
        verify(report, I_1=45)
        assert "Gửi kết quả thẩm định cho 1 hội" in urls(steps_of(year.secretary, year))

        tell(report, by=year.secretary)
        line = report.lines.get(criterion__code="I.1")
        explain(report, by=make_user(edits_for=report.association), texts={line.pk: "Minh chứng ở trang 3"})

        steps = urls(steps_of(year.secretary, year))
        assert "Gửi kết quả thẩm định cho 1 hội" not in steps
        assert steps[f"Trả lời giải trình của {report.association.short_name}"] == report.url("look")


def with_days(year, before: str) -> dict[str, datetime.datetime]:
    """A day of its own for each milestone; those of the year's order before this one are done."""
    start = timezone.now() + datetime.timedelta(days=30)
    days = {kind: start + datetime.timedelta(days=n) for n, kind in enumerate(Milestone.Kind.values)}
    for kind, day in days.items():
        Milestone.objects.filter(bloc_year=year, kind=kind).update(due_at=day)
    passed = Milestone.Kind.values[: Milestone.Kind.values.index(before)]
    undone = Milestone.objects.filter(bloc_year=year, kind__in=passed, done_at=None)
    undone.update(done_at=timezone.now(), done_by=year.secretary)
    return days


OF_THE_PROVINCE = {Step.RESULTS_RECORDED}


@pytest.mark.parametrize("kind", sorted(set(Milestone.Kind) - OF_THE_PROVINCE))
def test_no_deadline_of_the_year_is_in_nobodys_list(kind):
    year = make_year(until=None if kind == Step.CRITERIA_PUBLISHED else Step.CRITERIA_PUBLISHED)
    days = with_days(year, before=kind)
    if kind == Step.VERIFICATION:
        make_report(BlocYear.objects.get(pk=year.pk), year.bodies[2], state="submitted")
    everybody = [year.secretary, year.verifier, make_user(signs_for=year.bodies[2])]

    listed = {step.due_at for person in everybody for step in steps_of(person, year)}

    assert days[kind] in listed


@pytest.mark.usefixtures("demo")
def test_the_day_of_the_results_is_in_the_provinces_list():
    proposal = provincial_proposal()
    Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.RECEIVED)
    day = timezone.now() + datetime.timedelta(days=9)
    Milestone.objects.filter(bloc_year=proposal.bloc_year, kind=Step.RESULTS_RECORDED).update(due_at=day)
    officer = make_user(province=proposal.bloc_year.bloc.province)

    steps = {step.url: step for step in dossier_steps(officer)}

    assert steps[proposal.get_absolute_url()].due_at == day
    assert dossier_steps(make_user()) == []


def test_late_and_near_ones_come_first_and_what_is_with_others_last():
    now = timezone.now()
    far, none, near, late = (
        NextStep("xa", "#", due_at=now + datetime.timedelta(days=60)),
        NextStep("không hạn", "#"),
        NextStep("gần", "#", due_at=now + datetime.timedelta(days=2)),
        NextStep("muộn", "#", due_at=now - datetime.timedelta(days=2)),
    )
    waiting = NextStep("chờ", "#", due_at=now, is_with_others=True)

    assert [step.text for step in in_order([waiting, far, none, near, late])] == [
        "muộn", "gần", "không hạn", "xa", "chờ",
    ]  # fmt: skip
    assert late.when.startswith("Quá hạn") and near.when.startswith("Còn 2 ngày, đến")


def test_the_frame_says_how_many_are_unread(client):
    year = make_year(until=Step.SELF_SCORING_CLOSED, explanation_days=5)
    report = make_report(year, state="accepted")
    verify(report, I_1=45)
    head = make_user(signs_for=report.association)
    tell(report, by=year.secretary)
    client.force_login(head)

    assert client.get("/").context["unread_notices"] == 1
    assert '1<span class="visually-hidden"> tin chưa đọc' in client.get("/khong-co/").text


@pytest.mark.parametrize(("names_bloc", "named"), [(False, "Năm 2026"), (True, "Năm 2026, Khối A")])
def test_tasks_of_several_years_stand_in_one_list(names_bloc, named):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    late = NextStep("Sửa báo cáo", "/a/", due_at=timezone.now() - datetime.timedelta(days=1))
    far = NextStep("Soạn báo cáo", "/b/", due_at=tomorrow + datetime.timedelta(days=90))
    soon = NextStep("Ký báo cáo", "/c/", due_at=tomorrow)
    bloc = SimpleNamespace(short_name="Khối A")
    current = [
        {"year": SimpleNamespace(year=2026, bloc=bloc), "steps": [far]},
        {"year": SimpleNamespace(year=2025, bloc=bloc), "steps": [late, soon]},
    ]

    tasks = tasks_of(current, names_bloc=names_bloc)

    assert [task.text for task in tasks] == ["Sửa báo cáo", "Ký báo cáo", "Soạn báo cáo"]
    assert tasks[-1].of_year == named
