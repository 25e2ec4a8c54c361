"""What cannot be meant is refused, with a sentence, where it is typed or done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.actions.paper_vote import enter_count
from awards.actions.voting import open_poll
from awards.forms import CountForm, PollForm, PublicNoticeForm
from awards.forms.conference import ClosingForm, ConferenceForm
from awards.models import Vote
from base.workflow import Refused
from blocs.actions.extensions import extend
from blocs.models import AwardType, BlocYear
from pledges.actions.scores import lock_scores
from pledges.completeness import completeness
from portal.next_steps import steps_for
from tests.factories import (
    Step,
    make_report,
    make_scored_year,
    make_user,
    make_year,
    sign_all,
    verify,
)

pytestmark = pytest.mark.django_db


def opened(conference, method):
    year = conference.bloc_year
    award = AwardType.objects.get(code="co-ubnd-tinh")
    return open_poll(
        conference,
        by=year.secretary,
        subject=Vote.Subject.AWARD,
        award_type=award,
        seats=1,
        method=method,
        nominees=year.bodies[:2],
    )


def test_no_more_seats_than_nominees(conference):
    one, two, *_ = conference.bloc_year.bodies
    typed = {"subject": "lead", "seats": 3, "method": Vote.Method.PAPER, "nominees": [one.pk, two.pk]}

    assert PollForm(typed, conference=conference).errors["seats"] == [
        "Không thể nhiều hơn số đơn vị được đề cử (2)."
    ]
    assert PollForm(typed | {"seats": 2}, conference=conference).is_valid()


@pytest.mark.parametrize(
    ("selection", "method", "wanted"),
    [
        ("vote", Vote.Method.CONSENSUS, "một trong hai cách bỏ phiếu kín"),
        ("consensus", Vote.Method.PAPER, "Biểu quyết, thống nhất"),
        ("vote", Vote.Method.PAPER, ""),
        ("consensus", Vote.Method.CONSENSUS, ""),
    ],
)
def test_a_way_of_voting_that_the_year_does_not_know_is_said_beside_its_box(
    conference, selection, method, wanted
):
    conference.bloc_year.selection = selection
    one = conference.bloc_year.bodies[0]
    award = AwardType.objects.get(code="co-ubnd-tinh")
    typed = {"subject": "award", "award_type": award.pk, "seats": 1, "method": method, "nominees": [one.pk]}

    faults = PollForm(typed, conference=conference).errors.get("method", [])

    assert [fault.partition("Hãy chọn ")[2] for fault in faults] == ([f"{wanted}."] if wanted else [])
    assert PollForm(typed | {"subject": "lead"}, conference=conference).is_valid()


def test_votes_for_and_against_one_nominee_are_no_more_than_the_valid_ballots(conference):
    poll = opened(conference, Vote.Method.PAPER)
    one, two, *_ = conference.bloc_year.bodies
    counts = CountForm({"issued": 4, "returned": 4, "valid": 3})
    assert counts.is_valid()

    with pytest.raises(Refused, match="nhiều hơn số phiếu hợp lệ"):
        enter_count(
            poll,
            by=make_user(),
            counts=counts.cleaned_data,
            tallies={one: {"approve": 3, "against": 1}, two: {"approve": 0, "against": 3}},
        )
    assert not poll.counts.exists()


@pytest.mark.parametrize(
    ("field", "when"),
    [("starts_at", "1999-01-01T08:00"), ("starts_at", "2031-01-01T08:00")],
)
def test_a_conference_is_of_its_year(conference, field, when):
    year = conference.bloc_year
    typed = {
        "starts_at": f"{year.year + 1}-01-09T08:00",
        "place": "Đông Hà",
        "chair": "A",
        "chair_position": "B",
    }

    form = ConferenceForm(typed | {"secretary": "C", field: when}, year=year)

    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (datetime.timedelta(days=40_000), "chưa tới"),
        (datetime.timedelta(0), "Phải sau giờ bắt đầu"),
        (datetime.timedelta(hours=3), None),
    ],
)
def test_a_conference_ends_after_it_began_and_not_in_the_future(conference, after, why):
    ended_at = timezone.localtime(conference.starts_at + after)

    form = ClosingForm({"ended_at": f"{ended_at:%d/%m/%Y %H:%M}"}, conference=conference)

    assert form.is_valid() if why is None else why in str(form.errors["ended_at"])


@pytest.mark.parametrize(
    ("first", "last", "wrong"), [(-9000, 1, "opens_on"), (0, 91, "closes_on"), (0, 10, None)]
)
def test_a_list_of_nominees_is_public_about_now_and_for_a_while(first, last, wrong):
    today = timezone.localdate()
    days = [today + datetime.timedelta(days=n) for n in (first, last)]
    form = PublicNoticeForm({"opens_on": days[0].isoformat(), "closes_on": days[1].isoformat()})

    assert form.is_valid() if wrong is None else wrong in form.errors


def test_whoever_may_vote_in_the_browser_finds_it_at_home_until_they_did(conference):
    year = conference.bloc_year
    voter = make_user(signs_for=year.bodies[0])
    poll = opened(conference, Vote.Method.BROWSER)

    def waits() -> list[str]:
        return [step.url for step in steps_for(voter, year, completeness(year)) if "Bỏ phiếu" in step.text]

    assert waits() == [reverse("awards:poll", args=[poll.pk])]
    poll.cast(year.bodies[0], choices={n.association_id: False for n in poll.standing_nominees()})
    assert waits() == []


def test_scores_are_not_locked_while_somebody_may_still_hand_in():
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    late, there = year.bodies[2], year.bodies[3]
    verify(make_report(year, there, state="accepted"))
    sign_all(year)
    closes = year.milestones.filter(kind=Step.SELF_SCORING_CLOSED)
    closes.update(due_at=timezone.now() - datetime.timedelta(days=1))
    until = timezone.now() + datetime.timedelta(days=2)
    for body in (late, there):
        extend(
            BlocYear.objects.get(pk=year.pk),
            association=body,
            kind=Step.SELF_SCORING_CLOSED,
            until=until,
            reason="Bão",
            by=year.secretary,
        )

    with pytest.raises(Refused, match=f"gia hạn nộp báo cáo năm: {late.short_name}\\."):
        lock_scores(year, by=year.secretary)
    year.extensions.filter(association=late).update(until=timezone.now())
    lock_scores(year, by=year.secretary)


def test_the_place_among_equals_says_who_and_why():
    from awards.explaining import reasons
    from awards.standings import score_table

    year = make_scored_year([{"I.1": 45, "II.1": 40}, {"I.1": 50, "II.1": 35}, {"I.1": 10}], tie_breaks=["I"])
    table = score_table(year)
    first, second, third = table.rows

    assert first.association == year.bodies[1]
    assert reasons(first, table, 1)[0] == (
        f"Bằng tổng điểm với {second.association.short_name}; xếp trước vì hơn đơn vị ấy ở tiêu chí phụ"
        " “điểm nội dung I cao hơn”."
    )
    assert "xếp sau vì đơn vị ấy hơn" in reasons(second, table, 1)[0]
    of_third = reasons(third, table, 1)
    assert of_third and not any("Bằng tổng điểm" in said for said in of_third)
