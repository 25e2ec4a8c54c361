"""However two verifiers, member and secretariat go back and forth, the year can be locked once all is done."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from base.workflow import Refused
from blocs.models import BlocYear
from pledges.actions.scores import lock_scores
from pledges.actions.verification import assign, freeze
from pledges.models import Report, to_settle, verdicts_of
from tests.factories import Step, make_registration, make_report, make_user, make_year

POINTS = st.sampled_from([38, 39, 40])


class TwoVerifiers(RuleBasedStateMachine):
    """One report, scored 40 for I.1 by the member, and whoever may be named to verify it."""

    def __init__(self):
        super().__init__()
        self.held = transaction.atomic()
        self.held.__enter__()
        year = make_year(until=Step.SELF_SCORING_OPENED, verifiers=2, cross_check=True, return_limit=99)
        self.year, self.body, self.secretary = year, year.bodies[2], year.secretary
        make_registration(year, self.body)
        report = make_report(year, self.body, state="submitted", points={"I.1": 40})
        self.pk, self.line = report.pk, report.lines.get(criterion__code="I.1").pk
        self.member = make_user(signs_for=self.body)
        for _ in range(2):
            self.name_somebody()
        self.is_locked = False

    def teardown(self):
        try:
            self.finish()
        finally:
            transaction.set_rollback(True)
            self.held.__exit__(None, None, None)

    @property
    def report(self) -> Report:
        return Report.objects.select_related("bloc_year", "association").get(pk=self.pk)

    def named(self) -> list:
        return list(self.year.verifications.active().filter(association=self.body).order_by("pk"))

    def name_somebody(self) -> None:
        assign(self.year, self.body, make_user(edits_for=self.year.bodies[3]), by=self.secretary)

    def find_what_waits(self, verification, points) -> None:
        """One's own sheet: I.1 at these points, the rest as claimed; only what has no result yet."""
        found = {}
        for line in self.report.lines.filter(verified_points=None):
            given = Decimal(points) if line.pk == self.line else line.self_points or Decimal(0)
            reason = "" if given == line.self_points else "Thiếu minh chứng"
            found[line.pk] = {"verified_points": given, "verified_na": False, "reason": reason}
        verification.write(found)

    def is_open(self) -> bool:
        return not self.is_locked

    @precondition(is_open)
    @rule(who=st.sampled_from([0, 1]), points=POINTS)
    def one_finds_and_finishes(self, who, points):
        verification, report = self.named()[who], self.report
        if verification.frozen_at or report.is_open:
            return
        self.find_what_waits(verification, points)
        freeze(report, verification, by=verification.verifier)

    @precondition(is_open)
    @rule(points=POINTS)
    def both_find_the_same(self, points):
        for who in (0, 1):
            self.one_finds_and_finishes(who, points)

    @precondition(is_open)
    @rule(points=POINTS)
    def what_differs_is_settled(self, points):
        report = self.report
        lines = to_settle(report, verdicts_of(report)) if verdicts_of(report) else set()
        if lines and not report.is_open:
            verdict = {"verified_points": Decimal(points), "verified_na": False, "reason": "Thống nhất"}
            report.verify(by=self.secretary, verdicts={pk: verdict for pk in lines if pk == self.line})

    @precondition(is_open)
    @rule()
    def it_is_sent_back(self):
        report = self.report
        if not report.is_open:
            until = timezone.now() + datetime.timedelta(days=3)
            report.send_back(by=self.secretary, due_at=until, comment="Xem lại")

    @precondition(is_open)
    @rule(points=POINTS)
    def the_member_changes_it_and_hands_it_in(self, points):
        if self.report.is_open:
            self.report.write(by=self.member, typed={f"line-{self.line}-self_points": Decimal(points)})
            self.report.submit(by=self.member)

    @precondition(is_open)
    @rule(points=POINTS)
    def it_is_sent_back_and_changed(self, points):
        self.it_is_sent_back()
        self.the_member_changes_it_and_hands_it_in(points)

    @precondition(is_open)
    @rule()
    def it_is_taken_in(self):
        if self.report.state == Report.State.SUBMITTED:
            self.report.accept(by=self.secretary)

    @precondition(is_open)
    @rule(who=st.sampled_from([0, 1]))
    def one_declines_and_another_is_named(self, who):
        verification = self.named()[who]
        if not verification.frozen_at:
            verification.recuse(by=verification.verifier, reason="Có người nhà ở hội")
            self.name_somebody()

    @precondition(is_open)
    @rule()
    def the_scores_are_locked_where_they_can_be(self):
        try:
            lock_scores(self.fresh_year(), by=self.secretary)
            self.is_locked = True
        except Refused:
            pass

    def fresh_year(self) -> BlocYear:
        return BlocYear.objects.with_parties().get(pk=self.year.pk)

    @invariant()
    def what_is_locked_is_wholly_verified(self):
        if self.is_locked:
            report = self.report
            assert report.state == Report.State.ACCEPTED
            assert not report.lines.filter(verified_points=None).exists()

    @invariant()
    def two_are_named(self):
        assert len(self.named()) == 2

    def finish(self) -> None:
        """From wherever it stands, everybody does their part once, and the scores can be locked."""
        if self.is_locked:
            return
        self.the_member_changes_it_and_hands_it_in(40)
        self.it_is_taken_in()
        self.one_finds_and_finishes(0, 40)
        self.one_finds_and_finishes(1, 39)
        self.what_differs_is_settled(39)
        year = self.fresh_year()
        if not year.is_done(Step.SELF_SCORING_CLOSED):
            year.reach(Step.SELF_SCORING_CLOSED, by=self.secretary)
        lock_scores(self.fresh_year(), by=self.secretary)
        self.is_locked = True
        self.what_is_locked_is_wholly_verified()


@pytest.mark.django_db
def test_the_year_can_always_be_locked_and_only_once_all_is_verified():
    bounded = settings(
        max_examples=12,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # making a failing walk shorter takes minutes
    )
    run_state_machine_as_test(TwoVerifiers, settings=bounded)
