"""Two people count paper ballots: who they may be is said, and they are told. Proves awards/permissions.counters_of."""

import pytest
from django.urls import reverse

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


def test_one_teller_does_not_see_what_the_other_counted(client, conference):
    _, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, two, method=PAPER)
    counts = {"issued": 4, "returned": 4, "valid": 3}
    enter_count(poll, by=make_user(), counts=counts, tallies={two: {"approve": 3, "against": 0}})
    client.force_login(conference.bloc_year.secretary)

    alone = client.get(reverse("awards:poll-count", args=[poll.pk])).context["form"]
    on_the_vote = client.get(reverse("awards:poll", args=[poll.pk])).context["count_form"]

    for form in (alone, on_the_vote):
        assert form["issued"].value() == 4
        assert form["valid"].value() is None


def test_one_counts_on_the_page_of_the_vote_and_finds_there_what_one_entered(client, conference):
    one, two, *_ = conference.bloc_year.bodies
    poll = begin(conference, two, method=PAPER)
    client.force_login(conference.bloc_year.secretary)
    page = client.get(reverse("awards:poll", args=[poll.pk])).text
    assert "Kết quả tôi đếm" in page

    counts = {
        "issued": "4",
        "returned": "4",
        "valid": "3",
        f"row{two.pk}-approve": "3",
        f"row{two.pk}-against": "0",
    }
    client.post(reverse("awards:poll-count", args=[poll.pk]), counts)

    answer = client.get(reverse("awards:poll", args=[poll.pk]))
    assert "Sửa kết quả tôi đã đếm" in answer.text
    assert answer.context["count_form"]["valid"].value() == 3
    client.force_login(make_user(edits_for=one))
    assert "count_form" not in client.get(reverse("awards:poll", args=[poll.pk])).context
