"""However ballots, counts, withdrawals and crashes follow each other, a vote says what was cast, once a right."""

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from awards.actions.paper_vote import enter_count
from awards.actions.voting import cancel_poll, close_poll
from awards.models import Ballot, Poll
from base.workflow import Refused
from tests.factories import make_conference, make_user

from .voting_case import BROWSER, PAPER, begin
from .voting_case import rule as set_rule

VOTER = st.integers(0, 4)  # the fifth member is absent and has no right
NOMINEE = st.integers(0, 2)
NAMES = st.sets(NOMINEE, max_size=2)
SEATS = 1


class Crash(Exception):
    """The power is cut before the transaction is committed."""


class OneConference(RuleBasedStateMachine):
    """Votes one after the other, beside what a careful clerk would have written down."""

    def __init__(self):
        super().__init__()
        self.held = transaction.atomic()
        self.held.__enter__()
        self.conference = make_conference()
        set_rule(self.conference, max_rounds=99)
        self.bodies = self.conference.bloc_year.bodies
        self.tellers = [make_user(), make_user()]
        self.by = make_user()
        self.poll = None
        self.ballots: dict[int, set[int]] = {}  # by voter
        self.counts: dict[int, int] = {}  # by teller: how many approve the first nominee
        self.gone: set[int] = set()  # nominees that took their name off
        self.votes = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)

    def is_open(self) -> bool:
        return self.poll is not None

    def is_closed(self) -> bool:
        return self.poll is None

    def begin_anew(self):
        self.poll, self.ballots, self.counts, self.gone = None, {}, {}, set()

    def choices(self, names: set[int]) -> dict[int, bool]:
        standing = [n for n in range(3) if n not in self.gone]
        return {self.bodies[n].pk: n in names for n in standing}

    @precondition(is_closed)
    @rule(method=st.sampled_from([BROWSER, PAPER]))
    def open(self, method):
        self.poll = begin(self.conference, *self.bodies[:3], seats=SEATS, method=method)

    @precondition(is_open)
    @rule()
    def nobody_opens_a_second_one(self):
        with pytest.raises(Refused, match="Đang có một cuộc bỏ phiếu mở"):
            begin(self.conference, self.bodies[0])

    @precondition(is_open)
    @rule(ballots=st.lists(st.tuples(VOTER, NAMES, st.booleans()), min_size=1, max_size=8))
    def several_cast(self, ballots):
        for voter, names, crashes in ballots:
            self.cast(voter, names, crashes=crashes)

    def cast(self, voter, names, *, crashes):
        chosen = names - self.gone
        may = self.poll.method == BROWSER and voter < 4 and voter not in self.ballots and len(chosen) <= SEATS
        try:
            with transaction.atomic():
                self.poll.cast(self.bodies[voter], choices=self.choices(chosen))
                if crashes:
                    raise Crash
        except Refused:
            assert not may
        except Crash:
            assert may
        else:
            assert may
            self.ballots[voter] = chosen

    @precondition(is_open)
    @rule(teller=st.integers(0, 1), approve=st.integers(0, 5))
    def count(self, teller, approve):
        counts = {"issued": 4, "returned": 4, "valid": 4}
        tallies = {
            body: {"approve": approve if n == 0 else 0, "against": max(4 - approve, 0) if n == 0 else 4}
            for n, body in enumerate(self.bodies[:3])
        }
        may = self.poll.method == PAPER and approve <= 4
        try:
            enter_count(self.poll, by=self.tellers[teller], counts=counts, tallies=tallies)
        except Refused:
            assert not may
        else:
            assert may
            self.counts[teller] = approve

    @precondition(is_open)
    @rule(nominee=NOMINEE)
    def withdraw(self, nominee):
        may = nominee not in self.gone and len(self.gone) < 2
        try:
            self.poll.withdraw_nominee(self.bodies[nominee], by=self.by)
        except Refused:
            assert not may
        else:
            assert may
            self.gone.add(nominee)

    @precondition(is_open)
    @rule()
    def cancel(self):
        cancel_poll(self.poll, by=self.by, reason="Nhầm danh sách")
        self.begin_anew()

    def may_close(self, accepts: bool) -> bool:
        if self.poll.method == PAPER:
            return len(self.counts) == 2 and len(set(self.counts.values())) == 1
        return accepts or len(self.ballots) == 4

    @precondition(is_open)
    @rule(accepts=st.booleans(), crashes=st.booleans())
    def close(self, accepts, crashes):
        poll, may = self.poll, self.may_close(accepts)
        try:
            with transaction.atomic():
                vote = close_poll(poll, by=self.by, accept_missing=accepts)
                if crashes:
                    raise Crash
        except Refused:
            assert not may
        except Crash:
            assert may
            self.poll = Poll.objects.get(pk=poll.pk)
        else:
            assert may
            self.check(vote, poll)
            self.votes += 1
            self.begin_anew()

    def check(self, vote, poll):
        """The result is what the clerk has written down."""
        got = {t.association_id: t.approve for t in vote.tallies.all()}
        if poll.method == PAPER:
            (first,) = set(self.counts.values())
            expected = {body.pk: first if n == 0 else 0 for n, body in enumerate(self.bodies[:3])}
            assert (vote.issued, vote.returned) == (4, 4)
        else:
            cast = list(self.ballots.values())
            expected = {body.pk: sum(n in names for names in cast) for n, body in enumerate(self.bodies[:3])}
            assert (vote.issued, vote.returned) == (4, len(cast))
            stored = sorted(tuple(ballot.approved) for ballot in Ballot.objects.filter(poll=poll))
            assert stored == sorted(tuple(self.bodies[n].pk for n in names) for names in cast)
        assert got == expected
        chosen = {result.association.pk for result in vote.results() if result.is_chosen}
        assert len(chosen) <= SEATS
        assert not chosen & {self.bodies[n].pk for n in self.gone}

    @invariant()
    def the_urn_holds_one_ballot_for_each_right_that_was_used(self):
        if self.poll is not None:
            now = Poll.objects.get(pk=self.poll.pk)
            assert now.is_open and now.mismatch() == ""
            assert now.rights.filter(has_voted=True).count() == len(self.ballots)

    @invariant()
    def only_closed_votes_have_a_result(self):
        assert self.conference.votes.count() == self.votes
        assert Poll.objects.open().count() == (self.poll is not None)


@pytest.mark.django_db
def test_a_vote_says_what_was_cast(law):
    bounded = settings(
        max_examples=20,
        stateful_step_count=16,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # making a failing walk shorter takes minutes
    )
    run_state_machine_as_test(OneConference, settings=bounded)
