"""Two people count paper ballots: who they may be is said, and they are told. Proves awards/permissions.counters_of."""

import pytest

from awards.actions.paper_vote import enter_count
from awards.actions.voting import cancel_poll
from awards.permissions import can_count, counters_of
from blocs.models import BlocYear
from members.models import Notice
from portal.next_steps.conference import count_steps
from tests.factories import make_user

from .voting_case import PAPER, begin

pytestmark = pytest.mark.django_db


def test_who_may_count_is_told_when_a_paper_vote_opens_and_named_on_its_page(conference, client):
    year = conference.bloc_year
    nominee, of_tellers = year.bodies[2], year.bodies[3]
    teller, of_nominee = make_user(edits_for=of_tellers), make_user(edits_for=nominee)
    client.force_login(year.secretary)
    poll = begin(conference, nominee, method=PAPER)
    assert "Chưa có người thứ hai để nhập." in client.get(poll.get_absolute_url()).text
    cancel_poll(poll, by=year.secretary, reason="Thiếu người kiểm phiếu")

    conference.tellers.update(association=of_tellers)
    conference.tellers.create(name="Người của đơn vị được đề cử", association=None)
    poll = begin(conference, nominee, method=PAPER)

    assert {year.secretary, teller} <= set(counters_of(poll))
    assert of_nominee not in counters_of(poll)
    assert all(can_count(person, poll) for person in counters_of(poll))
    assert Notice.objects.filter(to=teller, key=f"count:{poll.pk}").exists()
    assert not Notice.objects.filter(to=of_nominee, key=f"count:{poll.pk}").exists()
    page = client.get(poll.get_absolute_url()).text
    assert teller.full_name in page
    assert "Chưa có người thứ hai" not in page


def test_who_may_count_finds_it_among_their_tasks_until_they_did(conference):
    year = conference.bloc_year
    nominee, of_tellers = year.bodies[2], year.bodies[3]
    teller, of_nominee = make_user(edits_for=of_tellers), make_user(edits_for=nominee)
    conference.tellers.update(association=of_tellers)
    poll = begin(conference, nominee, method=PAPER)

    def tasks(person) -> list[str]:
        return [step.text for step in count_steps(person, BlocYear.objects.get(pk=year.pk))]

    assert [tasks(person) for person in (teller, year.secretary)] == [[f"Nhập kiểm phiếu: {poll}"]] * 2
    assert tasks(of_nominee) == []
    counts = {"issued": 4, "returned": 4, "valid": 4}
    enter_count(poll, by=teller, counts=counts, tallies={nominee: {"approve": 4, "against": 0}})
    assert tasks(teller) == []
    assert tasks(year.secretary) == [f"Nhập kiểm phiếu: {poll}"]
