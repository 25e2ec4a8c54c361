"""A member declares a conflict of interest: kept in the minutes, and where the year says so, out of the arithmetic."""

import pytest
from django.urls import reverse

from awards.actions.conflicts import declare_conflict, withdraw_conflict
from awards.actions.voting import close_poll, open_poll, record_vote
from awards.models import ConflictOfInterest
from awards.papers.conference import minutes_paper
from awards.papers.counting import ballot_minutes_paper
from base.workflow import Refused
from blocs.models import AwardType
from pledges.models import Verification
from tests.factories import make_association, make_user

from .voting_case import rule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def who_is_concerned_does_not_vote(conference):
    rule(conference, conflicts_excluded=True)


@pytest.fixture
def bodies(conference):
    return conference.bloc_year.bodies


def declare(conference, who, about=None):
    by = conference.bloc_year.secretary
    return declare_conflict(conference, who, about=about, reason="Lãnh đạo hai hội là anh em", by=by)


def opened(conference, *nominees, seats=1):
    return open_poll(
        conference,
        by=conference.bloc_year.secretary,
        subject="award",
        award_type=AwardType.objects.get(code="co-ubnd-tinh"),
        seats=seats,
        method="hands",
        nominees=nominees,
    )


def test_who_declared_gets_no_ballot_and_does_not_count(conference, bodies):
    declare(conference, bodies[1], about=bodies[0])

    poll = opened(conference, bodies[0])

    assert set(poll.rights.values_list("association", flat=True)) == {bodies[n].pk for n in (0, 2, 3)}
    assert poll.present == 3
    vote = close_poll(poll, by=conference.bloc_year.secretary, approve={bodies[0].pk: 3})
    assert (vote.members, vote.present, vote.excluded, vote.issued) == (4, 3, 1, 3)
    (result,) = vote.results()
    assert result.share.startswith("đồng ý 3/3")


def test_about_another_nominee_it_votes(conference, bodies):
    declare(conference, bodies[1], about=bodies[0])

    poll = opened(conference, bodies[2])

    assert poll.rights.count() == 4
    assert poll.present == 4


def test_who_is_close_to_all_votes_on_nobody(conference, bodies):
    declare(conference, bodies[1])

    assert opened(conference, bodies[2]).rights.count() == 3


def test_where_the_year_only_writes_it_down_everybody_votes(conference, bodies):
    conference.bloc_year.conflicts_excluded = False
    conference.bloc_year.save()
    declare(conference, bodies[1], about=bodies[0])

    poll = opened(conference, bodies[0])

    assert poll.rights.count() == 4
    assert close_poll(poll, by=conference.bloc_year.secretary, approve={bodies[0].pk: 4}).excluded == 0


def test_the_quorum_is_asked_of_those_who_count(conference, bodies):
    """Four of five are there. Without two of the present, two of three remain: two thirds, enough."""
    for body in bodies[:2]:
        declare(conference, body, about=bodies[2])
    assert opened(conference, bodies[2]).present == 2


def test_too_few_of_those_who_count_are_no_quorum(conference, bodies):
    for body in bodies[:3]:
        declare(conference, body)

    with pytest.raises(Refused, match="Chưa đủ thành viên"):
        opened(conference, bodies[3])


def test_counts_written_down_by_hand_leave_them_out_too(conference, bodies):
    declare(conference, bodies[1], about=bodies[0])
    given = {
        "subject": "award",
        "award_type": AwardType.objects.get(code="co-ubnd-tinh"),
        "seats": 1,
        "tallies": {bodies[0]: {"approve": 3, "against": 0}},
        "by": conference.bloc_year.secretary,
    }

    with pytest.raises(Refused, match="nhiều hơn số thành viên có mặt"):
        record_vote(conference, counts={"issued": 4, "returned": 4, "valid": 4}, **given)
    vote = record_vote(conference, counts={"issued": 3, "returned": 3, "valid": 3}, **given)

    assert (vote.members, vote.excluded) == (4, 1)


@pytest.mark.parametrize("about", [None, 0])
def test_the_same_is_declared_once(conference, bodies, about):
    other = None if about is None else bodies[about]
    declare(conference, bodies[1], about=other)

    with pytest.raises(Refused, match="đã được khai báo"):
        declare(conference, bodies[1], about=bodies[0])


def test_nobody_declares_for_a_stranger_for_itself_or_during_a_vote(conference, bodies):
    with pytest.raises(Refused, match="không phải thành viên"):
        declare(conference, make_association())
    with pytest.raises(Refused, match="không cần khai"):
        declare(conference, bodies[0], about=bodies[0])
    conflict = declare(conference, bodies[1], about=bodies[0])
    opened(conference, bodies[2])
    with pytest.raises(Refused, match="Đang bỏ phiếu"):
        declare(conference, bodies[3])
    with pytest.raises(Refused, match="Đang bỏ phiếu"):
        withdraw_conflict(conflict, by=conference.bloc_year.secretary)
    assert ConflictOfInterest.objects.count() == 1


def test_the_minutes_tell_who_declared_and_who_did_not_verify(conference, bodies):
    year = conference.bloc_year
    declare(conference, bodies[1], about=bodies[0])
    declined = Verification.objects.create(
        bloc_year=year, association=bodies[2], verifier=year.verifier, assigned_by=year.secretary
    )
    declined.recuse(by=year.verifier, reason="Từng công tác tại hội")

    told = str(minutes_paper(conference, conference.day).blocks)

    assert (
        f"{bodies[1].official_name} có quan hệ với {bodies[0].official_name}: Lãnh đạo hai hội là anh em"
        in told
    )
    assert "không tính vào số thành viên" in told
    assert f"{year.verifier} không thẩm định bảng điểm của {bodies[2].official_name}" in told


def test_the_minutes_of_the_count_say_how_many_did_not_count(conference, bodies):
    declare(conference, bodies[1], about=bodies[0])
    close_poll(opened(conference, bodies[0]), by=conference.bloc_year.secretary, approve={bodies[0].pk: 3})
    conference.votes.update(method="paper")

    assert "không tính 01 đơn vị đã khai có quan hệ lợi ích" in str(
        ballot_minutes_paper(conference, conference.day).blocks
    )


def address(conference, name="conflicts", *more):
    return reverse(f"awards:{name}", args=[conference.bloc_year_id, *more])


def test_a_member_declares_for_itself_only(client, conference, bodies):
    client.force_login(make_user(edits_for=bodies[1]))
    typed = {"about": bodies[0].pk, "reason": "Cùng cơ quan chủ quản"}

    page = client.post(address(conference), typed | {"association": bodies[2].pk})
    assert page.context["form"].errors.keys() == {"association"}
    assert "Cùng cơ quan chủ quản" in page.text
    client.post(address(conference), typed | {"association": bodies[1].pk})

    assert ConflictOfInterest.objects.get().association == bodies[1]
    assert client.post(address(conference, "conflict-withdraw", 1)).status_code == 403


def test_the_secretariat_declares_for_all_and_takes_back(client, conference, bodies):
    client.force_login(conference.bloc_year.secretary)
    client.post(address(conference), {"association": bodies[3].pk, "about": "", "reason": "Đồng sáng lập"})
    conflict = ConflictOfInterest.objects.get()

    client.post(address(conference, "conflict-withdraw", conflict.pk))

    assert not ConflictOfInterest.objects.exists()


def test_why_somebody_declined_to_verify_is_not_for_every_member(client, conference, bodies):
    year = conference.bloc_year
    own = {"bloc_year": year, "association": bodies[2], "verifier": year.verifier}
    Verification.objects.create(assigned_by=year.secretary, **own).recuse(
        by=year.verifier, reason="Việc riêng"
    )

    client.force_login(make_user(edits_for=bodies[1]))
    assert "Việc riêng" not in client.get(address(conference)).text
    client.force_login(year.secretary)
    assert "Việc riêng" in client.get(address(conference)).text


def test_who_reads_only_does_not_declare(client, conference):
    officer = make_user(province=conference.bloc_year.bloc.province)
    client.force_login(officer)

    assert client.get(address(conference)).context["form"] is None
    assert client.post(address(conference), {"reason": "x"}).status_code == 403
