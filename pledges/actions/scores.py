"""Verbs that belong to a whole year rather than to one submission."""

from django.db import transaction

from base.workflow import Refused
from blocs.models import BlocYear, Milestone, lock_of
from members.models import User
from pledges.locking import before_lock


@transaction.atomic
def lock_scores(year: BlocYear, *, by: User) -> None:
    """Freeze every sheet of the year. Refused, with names, while a gate before it is not passed."""
    lock_of(year.pk)  # whoever writes, submits or verifies waits here, and finds the scores locked
    if shut := [gate for gate in before_lock(year) if not gate.is_met]:
        raise Refused(" ".join(gate.sentence for gate in shut))
    if not year.is_done(Milestone.Kind.VERIFICATION):
        year.reach(Milestone.Kind.VERIFICATION, by=by)
    year.reach(Milestone.Kind.SCORES_LOCKED, by=by)
