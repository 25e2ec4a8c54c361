"""Closing a vote: who was there, who voted, and whether the urn agrees with the list."""

import datetime

import pytest
from django.urls import reverse

from audit.models import AuditEntry
from awards import urn
from awards.actions.motions import decide_motion
from awards.actions.paper_vote import enter_count
from awards.actions.voting import cancel_poll, close_poll, open_poll
from awards.models import Poll, Vote
from base.workflow import Refused
from tests.factories import make_user

from .voting_case import HANDS, PAPER, begin, cast

pytestmark = pytest.mark.django_db


def leaves(conference, body, at="10:20"):
    """That member goes home."""
    facts = {"is_present": True, "left_at": datetime.time.fromisoformat(at)}
    conference.call_roll({body: facts}, by=make_user())


def test_a_proxy_neither_counts_nor_votes_once_its_holder_has_left(conference):
    one, two, three, four, absent = conference.bloc_year.bodies
    proxy = {"is_present": False, "proxy_to": two, "proxy_document": "12/GUQ"}
    conference.call_roll({absent: proxy}, by=make_user())
    poll = begin(conference, one)
    assert (poll.present, poll.proxies, conference.present().count()) == (5, 1, 5)

    leaves(conference, two)

    assert conference.present().count() == 3
    for body in (two, absent):
        with pytest.raises(Refused, match="đã về, không bỏ phiếu được"):
            cast(poll, body, one)
    cast(poll, one, one)


def test_while_a_vote_is_open_only_leaving_is_written_down(conference):
    one, two, *_, absent = conference.bloc_year.bodies
    begin(conference, one)

    with pytest.raises(Refused, match="chỉ ghi được giờ về"):
        conference.call_roll({absent: {"is_present": True}}, by=make_user())
    leaves(conference, two)

    assert conference.attendances.get(association=two).times == "về 10:20"


def test_who_leaves_after_the_vote_does_not_make_the_conference_too_small(conference):
    one, two, three, four, absent = conference.bloc_year.bodies
    poll = begin(conference, one)
    for body in (one, two, three, four):
        cast(poll, body, one)
    vote = close_poll(poll, by=make_user())
    for body in (two, three, four):
        leaves(conference, body)

    assert not conference.has_quorum()
    assert [line for line in conference.missing() if "đủ" in line] == []
    assert (vote.present, vote.members) == (4, 5)


def test_a_vote_that_too_few_took_part_in_stops_the_closing(conference):
    one, two, three, four, absent = conference.bloc_year.bodies
    vote = close_poll(begin(conference, one), by=make_user(), accept_missing=True)
    Vote.objects.filter(pk=vote.pk).update(present=2, issued=2, returned=0, valid=0)

    assert any("chỉ có 2/5 thành viên" in line for line in conference.missing())


def test_closing_before_everybody_has_voted_is_said_knowingly(client, conference):
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, one)
    cast(poll, two, one)

    with pytest.raises(Refused, match="Còn 3 lá phiếu chưa bỏ"):
        close_poll(poll, by=make_user())
    client.force_login(conference.bloc_year.secretary)
    page = client.get(reverse("awards:poll", args=[poll.pk])).text
    assert "Mới bỏ 1 trên 4 phiếu" in page
    client.post(reverse("awards:poll-close", args=[poll.pk]), {})
    poll.refresh_from_db()
    assert poll.is_open
    client.post(reverse("awards:poll-close", args=[poll.pk]), {"accept_missing": "1"})

    poll.refresh_from_db()
    assert not poll.is_open


@pytest.mark.parametrize("added", [1, 2])
def test_ballots_that_nobody_cast_refuse_to_be_counted(client, conference, added):
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, one)
    cast(poll, two, one)
    held = Poll.objects.get(pk=poll.pk)
    ballots = held.sealed_ballots() | {f"AAAA-AAA{n}": [one.pk] for n in range(added)}
    sealed = urn.seal(ballots, held.nonce, slots=4, nominees=held.ballot_order)
    Poll.objects.filter(pk=poll.pk).update(urn=sealed)

    told = f"Trong hòm có {1 + added} lá phiếu, danh sách ghi 1 đơn vị"
    with pytest.raises(Refused, match=told):
        close_poll(poll, by=make_user(), accept_missing=True)

    assert Poll.objects.get(pk=poll.pk).is_open
    assert AuditEntry.objects.get(action="poll.mismatch").what.count(told) == 1
    client.force_login(conference.bloc_year.secretary)
    assert told in client.get(reverse("awards:poll", args=[poll.pk])).text


def test_a_ballot_for_more_than_there_are_seats_is_not_counted_either(conference):
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, one, two)
    cast(poll, two, one)
    held = Poll.objects.get(pk=poll.pk)
    stuffed = {code: [one.pk, two.pk] for code in held.sealed_ballots()}
    Poll.objects.filter(pk=poll.pk).update(
        urn=urn.seal(stuffed, held.nonce, slots=4, nominees=held.ballot_order)
    )

    with pytest.raises(Refused, match="đồng ý quá 1 đơn vị"):
        close_poll(poll, by=make_user(), accept_missing=True)


def test_nobody_joins_the_tellers_while_a_vote_is_open(client, conference):
    one, *_ = conference.bloc_year.bodies
    begin(conference, one, method=PAPER)
    client.force_login(conference.bloc_year.secretary)
    url = reverse("awards:agenda-edit", args=[conference.bloc_year_id])
    page = client.get(url)
    sent = {}
    for formset in (page.context["agenda"], page.context["tellers"]):
        for form in (formset.management_form, *formset.forms):
            values = {bound.html_name: bound.value() for bound in form}
            sent |= {name: "" if value is None else value for name, value in values.items()}
    sent["tellers-1-name"], sent["tellers-1-association"] = "Người của đơn vị", one.pk
    before = conference.tellers.count()

    answer = client.post(url, sent)

    assert "không đổi ban kiểm phiếu được" in answer.text
    assert conference.tellers.count() == before


def test_somebody_of_a_nominee_does_not_count(client, conference):
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, one, method=PAPER)
    own = make_user(signs_for=one)
    conference.tellers.create(name="Chen vào", association=one)
    client.force_login(own)

    assert client.get(reverse("awards:poll-count", args=[poll.pk])).status_code == 403
    with pytest.raises(Refused, match="không kiểm phiếu"):
        counts = {"issued": 4, "returned": 4, "valid": 4}
        enter_count(poll, by=own, counts=counts, tallies={one: {"approve": 4, "against": 0}})


def test_every_act_of_a_vote_stands_in_the_log_with_who_did_it(conference):
    secretary = conference.bloc_year.secretary
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, one, two)
    poll.withdraw_nominee(two, by=secretary)
    close_poll(poll, by=secretary, accept_missing=True)
    second = open_poll(
        conference, by=secretary, subject=Vote.Subject.LEAD, award_type=None, seats=1, method=HANDS, nominees=[two]
    )  # fmt: skip
    cancel_poll(second, by=secretary, reason="Nhầm")
    decide_motion(conference, by=secretary, text="Thông qua báo cáo", approve=4, against=0)

    acts = AuditEntry.objects.filter(actor_id=secretary.pk).values_list("action", flat=True)
    assert {
        "poll.nominee_withdrawn", "vote.recorded", "poll.closed", "poll.opened", "poll.cancelled", "motion.decided",
    } <= set(acts)  # fmt: skip
    second.refresh_from_db()
    assert second.cancelled_by == secretary
