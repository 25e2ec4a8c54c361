"""Quorum, counts that add up, thresholds with their base, rounds kept, and a single closing."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from awards.actions.proposals import draw_up_proposals
from awards.actions.voting import record_vote
from awards.models import Conference, Violation, Vote, VoteTally, share_reached
from awards.models.vote import fewest
from awards.papers import draft, obstacles, year_papers
from base.workflow import Refused
from blocs.models import AwardType, BlocYear
from documents.papers import Paragraph
from tests.factories import make_scored_year, make_user, make_year

pytestmark = pytest.mark.django_db
SHARE = BlocYear.Share


@pytest.mark.parametrize(
    ("part", "whole", "share", "reached"),
    [
        (12, 15, SHARE.FOUR_FIFTHS, True),
        (12, 16, SHARE.FOUR_FIFTHS, False),
        (13, 16, SHARE.FOUR_FIFTHS, True),
        (8, 16, SHARE.MAJORITY, False),
        (9, 16, SHARE.MAJORITY, True),
        (10, 15, SHARE.TWO_THIRDS, True),
        (0, 0, SHARE.MAJORITY, False),
    ],
)
def test_a_threshold_is_exact(part, whole, share, reached):
    assert share_reached(part, whole, share) is reached


@given(st.integers(0, 200), st.integers(1, 200))
def test_four_fifths_is_never_rounded(part, whole):
    assert share_reached(part, whole, SHARE.FOUR_FIFTHS) is (part * 5 >= whole * 4)


def count(conference, votes: dict, *, seats=1, award="co-ubnd-tinh", by=None, **counts):
    return record_vote(
        conference,
        by=by or make_user(),
        subject="award",
        award_type=AwardType.objects.get(code=award),
        seats=seats,
        counts={"issued": 4, "returned": 4, "valid": 4} | counts,
        tallies={a: {"approve": yes, "against": no} for a, (yes, no) in votes.items()},
    )


def chosen(vote):
    return [result.association for result in vote.results() if result.is_chosen]


def test_the_chosen_reach_the_threshold_and_are_no_more_than_the_seats(conference):
    one, two, three, *_ = conference.bloc_year.bodies

    vote = count(conference, {one: (4, 0), two: (4, 0), three: (3, 1)}, seats=2)

    assert chosen(vote) == [one, two]
    assert [result.share for result in vote.results()] == [
        "đồng ý 4/4 thành viên có mặt, đạt 100\u00a0%",
        "đồng ý 4/4 thành viên có mặt, đạt 100\u00a0%",
        "đồng ý 3/4 thành viên có mặt, đạt 75,0\u00a0%",
    ]


def test_equals_at_the_last_seat_are_not_chosen_by_chance(conference):
    one, two, three, *_ = conference.bloc_year.bodies

    vote = count(conference, {one: (4, 0), two: (4, 0), three: (4, 0)}, seats=2)

    assert chosen(vote) == []


def test_rounds_are_kept(conference):
    one, *_ = conference.bloc_year.bodies

    first = count(conference, {one: (2, 2)})
    second = count(conference, {one: (4, 0)})

    assert (first.round, second.round) == (1, 2)
    assert VoteTally.objects.filter(vote__conference=conference).count() == 2


@pytest.mark.parametrize(
    ("counts", "votes", "sentence"),
    [
        ({"returned": 5}, (1, 0), "Phiếu thu về (5) không thể nhiều hơn phiếu phát ra (4)"),
        ({"valid": 5}, (1, 0), "Phiếu hợp lệ (5) không thể nhiều hơn"),
        ({}, (3, 2), "không thể quá số phiếu hợp lệ (4)"),
        ({"issued": 5, "returned": 5}, (1, 0), "nhiều hơn số thành viên có mặt (4)"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(conference, counts, votes, sentence):
    with pytest.raises(Refused) as refusal:
        count(conference, {conference.bloc_year.bodies[0]: votes}, **counts)

    assert sentence in str(refusal.value)
    assert not conference.votes.exists()


def test_the_database_refuses_more_returned_than_issued(conference):
    vote = count(conference, {conference.bloc_year.bodies[0]: (4, 0)})

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(returned=5)


def test_a_member_that_is_not_ranked_cannot_be_nominated(conference):
    outsider = make_scored_year([{}, {}]).bodies[0]

    with pytest.raises(Refused, match="không đủ điều kiện"):
        count(conference, {outsider: (4, 0)})


def test_it_closes_once_and_nothing_changes_after(conference):
    one, *_ = conference.bloc_year.bodies
    assert conference.missing() == ["Chưa có kết quả bình xét khen thưởng."]
    count(conference, {one: (4, 0)})
    conference.close(by=make_user())

    with pytest.raises(Refused, match="bế mạc"):
        conference.close(by=make_user())
    with pytest.raises(Refused, match="bế mạc"):
        count(conference, {one: (3, 1)})
    with pytest.raises(Refused, match="bế mạc"):
        conference.call_roll({one: {"is_present": False}}, by=make_user())


def test_without_a_quorum_it_closes_only_for_a_stated_reason(conference):
    conference.call_roll({a: {"is_present": False} for a in conference.bloc_year.bodies[2:]}, by=make_user())
    count(conference, {conference.bloc_year.bodies[0]: (2, 0)}, issued=2, returned=2, valid=2)

    with pytest.raises(Refused, match="Chưa đủ thành viên"):
        conference.close(by=make_user())
    conference.write(by=make_user(), quorum_override="Bão số 6, họp bù theo chỉ đạo")
    conference.close(by=make_user())

    assert conference.is_closed


def test_the_proposal_holds_the_facts_of_the_conference(conference):
    one, two, *_ = conference.bloc_year.bodies
    count(conference, {one: (4, 0), two: (4, 0)}, seats=2)
    count(conference, {one: (4, 0)}, award="co-chinh-phu")
    conference.close(by=make_user())

    proposals = draw_up_proposals(conference.bloc_year)
    draw_up_proposals(conference.bloc_year)

    assert [proposal.authority for proposal in proposals] == [
        "Thủ tướng Chính phủ",
        "Chủ tịch Ủy ban nhân dân tỉnh",
    ]
    assert [
        (n.award_type.code, n.association, n.rank, n.total, n.approve, n.whole, n.basis)
        for proposal in proposals
        for n in proposal.nominations.all()
    ] == [
        ("co-chinh-phu", one, 1, 100, 4, 4, "khoản 1 Điều 25 Luật Thi đua, khen thưởng năm 2022"),
        ("co-ubnd-tinh", one, 1, 100, 4, 4, "khoản 1 Điều 26 Luật Thi đua, khen thưởng năm 2022"),
        ("co-ubnd-tinh", two, 2, 99, 4, 4, "khoản 1 Điều 26 Luật Thi đua, khen thưởng năm 2022"),
    ]
    assert [proposal.warnings() for proposal in proposals] == [[], []]


def test_authorities_are_separated_where_the_year_says_so_and_conflicts_are_warned_of(conference):
    BlocYear.objects.filter(pk=conference.bloc_year.pk).update(separate_by_authority=True, flag_quota=0)
    conference.bloc_year.refresh_from_db()
    one, *_ = conference.bloc_year.bodies
    for award in ("co-chinh-phu", "co-ubnd-tinh", "bang-khen-tinh"):
        count(conference, {one: (4, 0)}, award=award)
    conference.close(by=make_user())

    state, province = draw_up_proposals(conference.bloc_year)

    assert (state.authority, province.authority) == ("Thủ tướng Chính phủ", "Chủ tịch Ủy ban nhân dân tỉnh")
    assert len(province.warnings()) == 2
    assert "một thành tích không khen nhiều hình thức" in province.warnings()[0]
    assert province.warnings()[1] == "Đề nghị 1 Cờ thi đua của Ủy ban nhân dân tỉnh, chỉ tiêu của khối là 0."


def test_who_is_no_longer_eligible_is_left_out_and_stops_the_filing(conference):
    one, two, *_ = conference.bloc_year.bodies
    count(conference, {one: (4, 0), two: (4, 0)}, seats=2)
    conference.close(by=make_user())
    year = conference.bloc_year
    year.criteria_sets.get().gates.create(fact="finding", outcome="not_eligible")
    violation = {
        "bloc_year": year,
        "reason": "Đang thanh tra",
        "source": "Thanh tra tỉnh",
        "recorded_by": make_user(),
    }
    Violation.objects.create(association=two, **violation)

    (proposal,) = draw_up_proposals(year)
    assert [n.association for n in proposal.nominations.all()] == [one]

    Violation.objects.create(association=one, **violation)
    assert (
        obstacles(year, proposal)[0]
        == f"{one.short_name} không còn đủ điều kiện: Đang thanh tra. Hãy rút đề nghị."
    )
    proposal.nominations.get().withdraw(by=make_user())
    assert not any("đủ điều kiện" in line for line in obstacles(year, proposal))


def test_a_conference_that_chose_nobody_still_leads_to_a_dossier(conference):
    count(conference, {conference.bloc_year.bodies[0]: (1, 3)})
    conference.close(by=make_user())

    (proposal,) = draw_up_proposals(conference.bloc_year)

    assert not proposal.nominations.exists()


def test_members_are_not_told_that_a_dossier_they_do_not_see_yet_is_missing(client, conference):
    count(conference, {conference.bloc_year.bodies[0]: (1, 3)})
    conference.close(by=make_user())
    client.force_login(make_user(edits_for=conference.members().last()))
    address = reverse("awards:proposals", args=[conference.bloc_year_id])

    assert "Chưa lập hồ sơ" in client.get(address).text
    draw_up_proposals(conference.bloc_year)
    page = client.get(address).text
    assert "Thư ký khối đang lập hồ sơ" in page and "Chưa lập hồ sơ" not in page


def test_nobody_is_present_until_somebody_says_so(client):
    year = make_year()
    names = {"place": "Đông Hà", "chair": "A", "chair_position": "B", "secretary": "C"}
    conference = Conference.objects.create(bloc_year=year, starts_at=timezone.now(), **names)
    client.force_login(year.secretary)
    address = reverse("awards:roll-call", args=[year.pk])

    answer = client.post(address, {})

    assert answer.text.count("Chọn có mặt hay vắng.") == len(year.bodies)
    assert not conference.attendances.exists()
    assert "checked" not in client.get(address).text
    assert client.get(address, {"all": "present"}).text.count("checked") == len(year.bodies)


def test_a_motion_on_the_conferences_own_order_needs_no_text_and_stands_in_the_minutes(client, conference):
    client.force_login(conference.bloc_year.secretary)
    address = reverse("awards:motion-create", args=[conference.bloc_year_id])

    client.post(address, {"about": "tellers", "approve": 4, "against": 0})
    nothing = client.post(address, {"about": "", "approve": 4, "against": 0})

    assert conference.motions.get().text == "Bầu ban kiểm phiếu"
    assert nothing.context["form"].errors["text"] == ["Ghi nội dung biểu quyết."]
    sheet = next(s for s in year_papers(conference.bloc_year) if s.kind.code == "bien-ban-hop")
    said = [block.text for block in draft(sheet, conference.bloc_year).blocks if isinstance(block, Paragraph)]
    assert "Bảng tổng hợp điểm, xếp hạng của khối như sau:" in said  # nobody voted on it
    elected = (
        "Hội nghị biểu quyết thông qua ban kiểm phiếu gồm 01 người, đồng ý 4/4 đơn vị có mặt, đạt 100\u00a0%:"
    )
    assert elected in said
    assert said[said.index(elected) + 1] == "- Nguyễn Văn C, trưởng ban."


def test_the_teller_team_has_one_head(client, conference):
    client.force_login(conference.bloc_year.secretary)
    address = reverse("awards:agenda-edit", args=[conference.bloc_year_id])
    page = client.get(address)
    sent = {}
    for formset in (page.context["agenda"], page.context["tellers"]):
        for form in (formset.management_form, *formset.forms):
            values = {bound.html_name: bound.value() for bound in form}
            sent |= {name: "" if value is None else value for name, value in values.items()}
    sent |= {"tellers-1-name": "Trần Thị D", "tellers-1-role": "head"}

    two_heads = client.post(address, sent)
    client.post(
        address, sent | {"tellers-1-role": "secretary", "counting_from": "10:10", "counting_until": "10:40"}
    )

    assert "Ban kiểm phiếu có một trưởng ban" in two_heads.text
    assert sorted(conference.tellers.values_list("role", flat=True)) == ["head", "secretary"]
    conference.refresh_from_db()
    assert (conference.counting_from.hour, conference.counting_until.minute) == (10, 40)


def test_a_delegate_sees_whether_their_association_is_counted(client, conference):
    there, absent = conference.bloc_year.bodies[2], conference.bloc_year.bodies[4]
    address = reverse("awards:conference", args=[conference.bloc_year_id])

    client.force_login(make_user(signs_for=there))
    page = client.get(address)
    assert [one.association for one in page.context["own_attendances"]] == [there]
    assert "Khi thư ký mở, nút bỏ phiếu hiện ở đây" in page.text

    client.force_login(make_user(signs_for=absent))
    (own,) = client.get(address).context["own_attendances"]
    assert not own.is_present


def test_a_motion_says_how_many_must_agree(client, conference):
    client.force_login(conference.bloc_year.secretary)

    form = client.get(reverse("awards:motion-create", args=[conference.bloc_year_id])).context["form"]

    assert form["approve"].value() == 4
    assert form["approve"].help_text == "Có mặt 4; thông qua khi từ 3 tán thành."


@pytest.mark.parametrize(
    ("whole", "share", "least"),
    [(4, "1/2", 3), (5, "1/2", 3), (16, "4/5", 13), (15, "2/3", 10), (0, "1/2", 1)],
)
def test_fewest_is_the_least_that_reaches_the_share(whole, share, least):
    assert fewest(whole, share) == least
