"""However steps, hand-ins, returns, verdicts and locks follow each other, a year allows what a careful clerk would.

Proves pledges/models/submission.py, pledges/actions/scores.py, blocs/models/year.py and blocs/models/handover.py.
"""

import datetime
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from base.workflow import Refused
from blocs.models import BlocYear, Handover
from pledges.actions.corrections import extend_correction
from pledges.actions.scores import lock_scores
from pledges.models import Report
from tests.factories import Step, fill, make_user, make_year, send_back, verify

MEMBER = st.integers(0, 1)
RETURNS = 1  # the most that the year allows
PRECEDES = {  # what the clerk knows of the order of steps
    Step.REGISTRATION_CLOSED: Step.REGISTRATION_OPENED,
    Step.SELF_SCORING_CLOSED: Step.SELF_SCORING_OPENED,
    Step.CONFERENCE_CLOSED: Step.SCORES_LOCKED,
    Step.PROPOSAL_FILED: Step.CONFERENCE_CLOSED,
}


class OneYear(RuleBasedStateMachine):
    """A year of two members beside what the clerk has written down of it."""

    def __init__(self):
        super().__init__()
        self.held = transaction.atomic()
        self.held.__enter__()
        self.year = make_year(members=2, until=Step.CRITERIA_PUBLISHED, return_limit=RETURNS)
        self.by = self.year.secretary
        self.done = {Step.CRITERIA_PUBLISHED}
        self.reports: dict[int, str] = {}  # member: state of its annual report
        self.claims: dict[int, Decimal] = {}  # member: points claimed for II.1
        self.verified: set[int] = set()
        self.returns = dict.fromkeys(range(2), 0)
        self.versions = dict.fromkeys(range(2), 0)
        now = timezone.now()
        self.handover = Handover.objects.create(
            bloc_year=self.year,
            receiver=self.year.bodies[1],
            held_at=now,
            place="Đông Hà",
            giver_name="A",
            giver_position="Chủ tịch",
            receiver_name="B",
            receiver_position="Chủ tịch",
            writes_begin=timezone.localdate(),
            writes_end=timezone.localdate(),
        )
        self.handover.items.create(text="Hồ sơ", quantity="01 bộ", is_given=True)

    def teardown(self):
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)

    @property
    def is_locked(self) -> bool:
        return Step.SCORES_LOCKED in self.done

    def has_reports(self) -> bool:
        return bool(self.reports)

    def is_near_its_end(self) -> bool:
        return Step.CONFERENCE_CLOSED in self.done

    def report(self, member: int) -> Report:
        return Report.objects.get(bloc_year=self.year, association=self.year.bodies[member])

    @contextmanager
    def only_if(self, may: bool):
        """What is inside is done, or refused, as the clerk expects."""
        try:
            with transaction.atomic():
                yield
        except Refused:
            assert not may, "refused, and the clerk would have allowed it"
        else:
            assert may, "allowed, and the clerk would have refused it"

    @initialize(
        is_under_way=st.sampled_from([True, True, True, False]),
        handed_in=st.sets(MEMBER),
        accepts=st.booleans(),
    )
    def begin(self, is_under_way, handed_in, accepts):
        """Most walks begin where the annual reports are coming in."""
        if is_under_way:
            self.take_a_step(Step.SELF_SCORING_OPENED)
            self.take_a_step(Step.SELF_SCORING_CLOSED)  # late ones are still taken
            for member in sorted(handed_in):
                self.start(member)
                self.write(member, 40)
                self.hand_in(member)
                if accepts:
                    self.accept(member)

    @rule(step=st.sampled_from([*PRECEDES, Step.REGISTRATION_OPENED, Step.SELF_SCORING_OPENED]))
    def take_any_step(self, step):
        self.take_a_step(step)

    @precondition(lambda self: self.is_locked)
    @rule(step=st.sampled_from([Step.CONFERENCE_CLOSED, Step.PROPOSAL_FILED]))
    def take_a_late_step(self, step):
        self.take_a_step(step)

    def take_a_step(self, step):
        before = PRECEDES.get(step)
        may = step not in self.done and (before is None or before in self.done)
        with self.only_if(may):
            BlocYear.objects.get(pk=self.year.pk).reach(step, by=self.by)
        if may:
            self.done.add(step)

    @rule(member=MEMBER)
    def start(self, member):
        is_new = member not in self.reports
        may = Step.SELF_SCORING_OPENED in self.done and not (is_new and self.is_locked)
        with self.only_if(may):
            year = BlocYear.objects.get(pk=self.year.pk)
            Report.start(year=year, association=self.year.bodies[member], kind=Report.Kind.ANNUAL)
        if may and is_new:
            self.reports[member] = "draft"

    @precondition(has_reports)
    @rule(member=MEMBER, points=st.integers(0, 40))
    def write(self, member, points):
        if member not in self.reports:
            return
        may = self.reports[member] in ("draft", "returned") and not self.is_locked
        with self.only_if(may):
            fill(self.report(member), points={"II.1": points})
        if may and self.claims.get(member) != points:
            self.claims[member] = Decimal(points)
            self.verified.discard(member)

    @precondition(has_reports)
    @rule(member=MEMBER)
    def hand_in(self, member):
        if member not in self.reports:
            return
        is_open = self.reports[member] in ("draft", "returned")
        may = is_open and member in self.claims and not self.is_locked
        with self.only_if(may):
            self.report(member).submit(by=make_user())
        if may:
            self.reports[member] = "submitted"
            self.versions[member] += 1

    @precondition(has_reports)
    @rule(member=MEMBER)
    def send_back(self, member):
        if member not in self.reports:
            return
        is_in = self.reports[member] in ("submitted", "accepted")
        may = is_in and self.returns[member] < RETURNS and not self.is_locked
        with self.only_if(may):
            send_back(self.report(member))
        if may:
            self.reports[member] = "returned"
            self.returns[member] += 1

    @precondition(has_reports)
    @rule(member=MEMBER)
    def give_longer(self, member):
        if member not in self.reports:
            return
        may = self.reports[member] == "returned" and not self.is_locked
        report = self.report(member)
        last = report.corrections.last()
        until = (last.due_at if last else timezone.now()) + datetime.timedelta(days=1)
        with self.only_if(may):
            extend_correction(report, by=self.by, until=until, reason="Bão lụt")

    @precondition(has_reports)
    @rule(member=MEMBER)
    def accept(self, member):
        if member not in self.reports:
            return
        may = self.reports[member] == "submitted" and not self.is_locked
        with self.only_if(may):
            self.report(member).accept(by=self.by)
        if may:
            self.reports[member] = "accepted"

    @precondition(has_reports)
    @rule(member=MEMBER)
    def verify(self, member):
        if member not in self.reports:
            return
        may = self.reports[member] in ("submitted", "accepted") and not self.is_locked
        with self.only_if(may):
            report = self.report(member)
            report.bloc_year.secretary = self.by
            verify(report)
        if may:
            self.verified.add(member)

    @precondition(has_reports)
    @rule()
    def lock(self):
        settled = all(
            state == "draft" or state == "accepted" and member in self.verified
            for member, state in self.reports.items()
        )
        may = settled and Step.SELF_SCORING_CLOSED in self.done and not self.is_locked
        with self.only_if(may):
            lock_scores(BlocYear.objects.get(pk=self.year.pk), by=self.by)
        if may:
            self.done |= {Step.SCORES_LOCKED, Step.VERIFICATION}

    @precondition(is_near_its_end)
    @rule()
    def hand_over(self):
        may = Step.PROPOSAL_FILED in self.done and Step.HANDED_OVER not in self.done
        with self.only_if(may):
            Handover.objects.get(pk=self.handover.pk).hand_over(by=self.by, missing=[])
        if may:
            self.done.add(Step.HANDED_OVER)

    @invariant()
    def the_year_says_what_the_clerk_wrote_down(self):
        year = BlocYear.objects.get(pk=self.year.pk)
        assert {kind for kind in Step.values if year.is_done(kind)} == set(self.done)
        assert year.is_locked == self.is_locked
        assert year.is_handed_over == (Step.HANDED_OVER in self.done)

    @invariant()
    def each_report_says_what_the_clerk_wrote_down(self):
        stored = Report.objects.filter(bloc_year=self.year)
        assert stored.count() == len(self.reports)
        for member, state in self.reports.items():
            report = self.report(member)
            assert report.state == state
            assert report.versions.count() == self.versions[member]
            assert report.corrections.count() == self.returns[member]
            assert report.history.count() >= self.versions[member] + self.returns[member]
            unverified = report.lines.filter(verified_points=None).exists()
            assert unverified == (member not in self.verified)


@pytest.mark.django_db
def test_a_year_allows_what_a_careful_clerk_would():
    bounded = settings(
        max_examples=40,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # making a failing walk shorter takes minutes
    )
    run_state_machine_as_test(OneYear, settings=bounded)
