"""Votes from opening to result: modes of the year, proxies, counts by two, written opinions, the chair's last word."""

from decimal import Decimal
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from awards.actions.motions import decide_motion
from awards.actions.paper_vote import enter_count
from awards.actions.voting import (
    cancel_poll,
    choose_by_score,
    close_poll,
    nominable,
    open_ranking,
)
from awards.forms.votes import nominee_label
from awards.models import Ballot, Poll, Vote
from awards.standings import score_table
from base.workflow import Refused
from blocs.models import AwardType
from tests.factories import make_user

from .voting_case import HANDS, PAPER, begin, cast, rule

pytestmark = pytest.mark.django_db


def chosen(vote):
    return [result.association for result in vote.results() if result.is_chosen]


def test_each_member_that_is_there_has_one_ballot_and_uses_it_once(conference):
    one, two, three, four, absent = conference.bloc_year.bodies
    poll = begin(conference, one, two)

    codes = [cast(poll, body, one) for body in (one, two, three, four)]
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        cast(poll, one, two)
    with pytest.raises(Refused, match="không có quyền"):
        cast(poll, absent, two)
    vote = close_poll(poll, by=make_user())

    assert (vote.issued, vote.returned, vote.valid) == (4, 4, 4)
    assert [(t.association, t.approve, t.against) for t in vote.tallies.order_by("pk")] == [
        (one, 4, 0),
        (two, 0, 4),
    ]
    assert sorted(codes) == [ballot.code for ballot in Ballot.objects.all()]
    assert all(ballot.approved == [one.pk] for ballot in Ballot.objects.all())


def test_more_names_than_seats_and_a_changed_list_are_refused_and_the_ballot_is_kept(conference):
    one, two, three, *_ = conference.bloc_year.bodies
    poll = begin(conference, one, two, three)
    seen = {a.pk: a == one for a in (one, two, three)}

    with pytest.raises(Refused, match="tối đa 1 đơn vị"):
        cast(poll, one, one, two)
    poll.withdraw_nominee(three, by=make_user())
    with pytest.raises(Refused, match="có đơn vị rút tên"):
        poll.cast(one, choices=seen)
    cast(poll, one, two)

    vote = close_poll(poll, by=make_user(), accept_missing=True)
    assert vote.returned == 1
    assert vote.tallies.get(association=three).withdrawn


def test_a_proxy_in_writing_votes_and_counts(client, conference):
    one, two, three, four, absent = conference.bloc_year.bodies
    conference.call_roll(
        {absent: {"is_present": False, "proxy_to": two, "proxy_document": "12/GUQ"}}, by=make_user()
    )
    poll = begin(conference, one)
    holder, own = make_user(signs_for=two), make_user(signs_for=absent)
    address = reverse("awards:poll-cast", args=[poll.pk, absent.pk])

    client.force_login(own)
    assert client.get(address).status_code == 403
    client.force_login(holder)
    assert "Mã lá phiếu" in client.post(address, {f"n{one.pk}": "1"}).text

    assert conference.present().count() == 5
    assert poll.rights.count() == 5


def test_a_proxy_needs_its_paper_and_a_holder_that_is_there(conference):
    *_, four, absent = conference.bloc_year.bodies
    with pytest.raises(Refused, match="phải có mặt"):
        conference.call_roll({
            four: {"is_present": False},
            absent: {"is_present": False, "proxy_to": four, "proxy_document": "12/GUQ"},
        }, by=make_user())  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        conference.attendances.filter(association=absent).update(proxy_to=four)


def test_a_member_that_left_the_bloc_after_the_roll_call_does_not_vote(conference):
    one, two, three, four, _ = conference.bloc_year.bodies
    poll = begin(conference, one)
    conference.bloc_year.bloc.memberships.filter(association=four).update(left_on=conference.day)

    with pytest.raises(Refused, match="không còn là thành viên"):
        cast(poll, four, one)
    assert not poll.rights.get(association=four).has_voted


def test_nominees_do_not_vote_where_the_year_says_so(conference):
    rule(conference, nominee_may_vote=False)
    one, two, *_ = conference.bloc_year.bodies

    poll = begin(conference, one)

    assert one not in [right.association for right in poll.rights.all()]
    with pytest.raises(Refused, match="không có quyền"):
        cast(poll, one, one)


def test_paper_is_closed_only_on_two_counts_that_agree(conference):
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, one, method=PAPER)
    first, second = make_user(), make_user()
    counts = {"issued": 4, "returned": 4, "valid": 4}

    enter_count(poll, by=first, counts=counts, tallies={one: {"approve": 4, "against": 0}})
    with pytest.raises(Refused, match="hai người nhập"):
        close_poll(poll, by=first)
    enter_count(poll, by=second, counts=counts, tallies={one: {"approve": 3, "against": 1}})
    with pytest.raises(Refused, match="hai người nhập"):
        close_poll(poll, by=first)
    enter_count(poll, by=second, counts=counts, tallies={one: {"approve": 4, "against": 0}})
    vote = close_poll(poll, by=first)

    assert (vote.method, vote.tallies.get().approve) == (PAPER, 4)


def test_nobody_of_a_nominee_is_among_the_tellers(conference):
    one, *_ = conference.bloc_year.bodies
    conference.tellers.create(name="Trần Văn D", association=one)

    with pytest.raises(Refused, match="Trần Văn D là người của đơn vị được đề cử"):
        begin(conference, one, method=PAPER)


def test_opinions_in_writing_of_absent_members_are_counted_and_told(conference):
    rule(conference, threshold_base="members")
    one, two, three, four, absent = conference.bloc_year.bodies
    poll = begin(conference, one)
    for body in (one, two, three):
        cast(poll, body, one)
    cast(poll, four)
    poll.write_opinion(absent, document="15/CV-H", choices={one.pk: True}, by=make_user())
    with pytest.raises(Refused, match="không lấy ý kiến văn bản"):
        poll.write_opinion(two, document="1/CV", choices={one.pk: True}, by=make_user())

    vote = close_poll(poll, by=make_user())

    tally = vote.tallies.get()
    assert (vote.issued, vote.written, tally.approve, tally.written_approve, tally.against) == (4, 1, 4, 1, 1)
    assert [result.share for result in vote.results()] == ["đồng ý 4/5 thành viên, đạt 80,0\u00a0%"]
    assert chosen(vote) == [one]


def test_equals_at_the_last_seat_are_parted_by_the_chair_only_where_the_year_says_so(conference):
    one, two, three, four, _ = conference.bloc_year.bodies
    rule(conference, threshold="1/2")
    poll = begin(conference, one, two, seats=1)
    for body, name in ((one, one), (two, two), (three, one), (four, two)):
        cast(poll, body, name)
    rule(conference, threshold="1/2")
    vote = close_poll(poll, by=make_user(), accept_missing=True)
    Vote.objects.filter(pk=vote.pk).update(threshold="1/2", base="valid", valid=3, returned=3)
    vote = Vote.objects.get(pk=vote.pk)
    assert vote.tied_for_the_last_seat() == [one, two]

    with pytest.raises(Refused, match="không để chủ tọa quyết định"):
        conference.decide_last_seat(vote, one, by=make_user())
    rule(conference, chair_casting_vote=True)
    conference.decide_last_seat(vote, two, by=make_user())

    decided = Vote.objects.get(pk=vote.pk)
    assert chosen(decided) == [two]
    assert decided.tied_for_the_last_seat() == []


def test_rounds_end_where_the_year_says(conference):
    rule(conference, max_rounds=1)
    one, *_ = conference.bloc_year.bodies
    close_poll(begin(conference, one), by=make_user(), accept_missing=True)

    with pytest.raises(Refused, match="đủ số vòng"):
        begin(conference, one)


def test_the_first_by_score_alone_go_to_the_ballot_where_the_year_says_so(conference):
    rule(conference, selection="score_then_vote", ballot_first=2)
    one, two, three, *_ = conference.bloc_year.bodies

    assert [row.association for row in nominable(conference.bloc_year)] == [one, two]
    with pytest.raises(Refused, match="xếp hạng 3; chỉ 2 đơn vị"):
        begin(conference, three)
    begin(conference, one, two)


def test_by_score_alone_nobody_votes_and_the_first_are_chosen(conference):
    rule(conference, selection="score")
    one, two, *_ = conference.bloc_year.bodies
    flag = AwardType.objects.get(code="co-ubnd-tinh")

    with pytest.raises(Refused, match="theo điểm xếp hạng"):
        begin(conference, one)
    vote = choose_by_score(conference, by=make_user(), award_type=flag, seats=2)

    assert chosen(vote) == [one, two]
    assert [result.share for result in vote.results()] == ["theo điểm xếp hạng"] * 2
    with pytest.raises(Refused, match="Danh hiệu này đã có kết quả"):
        choose_by_score(conference, by=make_user(), award_type=flag, seats=2)
    conference.close(by=make_user())


def test_consensus_is_a_count_of_hands(conference):
    rule(conference, selection="consensus")
    one, *_ = conference.bloc_year.bodies

    with pytest.raises(Refused, match="hội nghị thống nhất suy tôn"):
        begin(conference, one)
    poll = begin(conference, one, method=HANDS)
    with pytest.raises(Refused, match="từ 0 đến 4"):
        close_poll(poll, by=make_user(), approve={one.pk: 5})
    vote = close_poll(poll, by=make_user(), approve={one.pk: 4})

    assert chosen(vote) == [one]


def test_the_second_of_two_who_close_at_once_is_told_so(conference):
    one, *_ = conference.bloc_year.bodies
    poll = begin(conference, one)
    stale = Poll.objects.get(pk=poll.pk)
    close_poll(poll, by=make_user(), accept_missing=True)

    with pytest.raises(Refused, match="đã đóng"):
        close_poll(stale, by=make_user())
    with pytest.raises(Refused, match="đã đóng"):
        cast(stale, one, one)
    assert conference.votes.count() == 1


def test_one_vote_is_open_at_a_time_and_locks_the_roll(conference):
    one, two, *_ = conference.bloc_year.bodies
    begin(conference, one)

    with pytest.raises(Refused, match="Đang có một cuộc bỏ phiếu mở"):
        begin(conference, two, award=None)
    with pytest.raises(Refused, match="Đang mở bỏ phiếu"):
        conference.call_roll({two: {"is_present": False}}, by=make_user())
    assert "Còn một cuộc bỏ phiếu đang mở." in conference.missing()


def test_a_cancelled_vote_leaves_its_urn_unread(conference):
    one, *_ = conference.bloc_year.bodies
    poll = begin(conference, one)
    cast(poll, one, one)

    cancel_poll(poll, by=make_user(), reason="Nhầm danh hiệu")

    assert (poll.urn, poll.nonce) == ("", "")
    assert not conference.votes.exists()
    assert not Ballot.objects.exists()


def test_without_a_quorum_nothing_is_voted(conference):
    one, *rest = conference.bloc_year.bodies
    conference.call_roll({body: {"is_present": False} for body in rest}, by=make_user())

    with pytest.raises(Refused, match="Chưa đủ thành viên"):
        begin(conference, one)


# Resolutions on scores, and the sealed table


def line_of(conference, body, code="I.1"):
    from pledges.models import ScoreLine

    lines = ScoreLine.objects.filter(report__bloc_year=conference.bloc_year, report__association=body)
    return lines.select_related("criterion").get(criterion__code=code)


def test_a_resolution_corrects_a_locked_score_and_keeps_the_verified_one(conference):
    second = conference.bloc_year.bodies[1]
    line = line_of(conference, second)

    lost = decide_motion(conference, by=make_user(), text="Sửa", approve=2, against=2, line=line, points=50)
    assert not lost.is_passed
    assert score_table(conference.bloc_year).row_of(second.pk).final.total == 99
    won = decide_motion(conference, by=make_user(), text="Sửa", approve=3, against=1, line=line, points=50)

    row = score_table(conference.bloc_year).row_of(second.pk)
    assert won.is_passed
    assert (row.verified.total, row.final.total, row.rank) == (99, 100, 1)
    line.refresh_from_db()
    assert (line.verified_points, line.conference_points) == (49, 50)


@pytest.mark.parametrize(
    ("count", "points", "sentence"), [((4, 1), 50, "quá số có mặt"), ((3, 0), 51, "từ 0 đến 50")]
)
def test_a_resolution_that_cannot_be_is_refused(conference, count, points, sentence):
    line = line_of(conference, conference.bloc_year.bodies[1])

    with pytest.raises(Refused, match=sentence):
        decide_motion(
            conference,
            by=make_user(),
            text="Sửa",
            approve=count[0],
            against=count[1],
            line=line,
            points=points,
        )


def test_a_sealed_table_is_seen_by_nobody_until_it_is_opened_before_the_conference(client, conference):
    rule(conference, is_sealed=True)
    year, one = conference.bloc_year, conference.bloc_year.bodies[0]
    client.force_login(year.secretary)
    address = reverse("awards:ranking", args=[year.pk])
    draft = reverse("awards:paper-draft", args=[year.pk, "bang-tong-hop-diem", year.pk])

    assert client.get(address).context["rows"] == [
        row for row in client.get(address).context["rows"] if row.association == year.lead
    ]
    assert client.get(draft).status_code == 404
    with pytest.raises(Refused, match="niêm phong"):
        begin(conference, one)
    open_ranking(conference, by=make_user())

    assert len(client.get(address).context["rows"]) == 5
    assert client.get(draft).status_code == 200


def test_nominees_are_offered_by_rank_with_their_points(client, conference):
    year = conference.bloc_year
    client.force_login(year.secretary)

    page = client.get(reverse("awards:poll-open", args=[year.pk]))

    labels = [said(label) for _, label in page.context["form"].fields["nominees"].choices]
    names = [row.association.short_name for row in score_table(year).rows]
    points = (100, 99, 98, 97, 96)
    assert labels == [f"{n}. {names[n - 1]}: {points[n - 1]} điểm" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("rank", "is_eligible", "label"),
    [
        (2, True, "2. Hội A: 98,5 điểm"),
        (3, False, "3. Hội A: 98,5 điểm, không xét khen thưởng"),
        (None, False, "Hội A: không xếp hạng, chỉ bầu Trưởng khối, Phó Trưởng khối"),
    ],
)
def test_who_may_not_be_nominated_says_so(rank, is_eligible, label):
    row = SimpleNamespace(
        association=SimpleNamespace(short_name="Hội A"),
        rank=rank,
        is_eligible=is_eligible,
        final=SimpleNamespace(total=Decimal("98.5")),
    )

    assert said(nominee_label(row)) == label


def test_what_a_nominee_registered_for_stands_below_its_points():
    row = SimpleNamespace(
        association=SimpleNamespace(short_name="Hội <A>"),
        rank=1,
        is_eligible=True,
        final=SimpleNamespace(total=Decimal(100)),
    )

    label = nominee_label(row, "đăng ký Cờ thi đua")

    assert said(label) == "1. Hội <A>: 100 điểm Đăng ký Cờ thi đua"
    assert "Hội &lt;A&gt;" in label


def said(label: str) -> str:
    """The label without its marks."""
    return " ".join(unescape(strip_tags(label)).split())
