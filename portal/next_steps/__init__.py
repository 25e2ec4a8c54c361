"""What waits for a person in a year, from the milestones and from who has handed in what."""

from blocs.models import BlocYear
from blocs.permissions import can_run, is_verifier
from pledges.completeness import Row
from pledges.models import Verification

from .administrator import administrator_steps
from .bloc import Assigned, keeping_steps, reviewer_steps, secretary_steps, vetting_steps
from .conference import ballot_steps, count_steps, key_steps, nominee_steps, receiver_steps, session_steps
from .member import member_steps
from .province import dossier_steps
from .step import NextStep, in_order

__all__ = ["NextStep", "administrator_steps", "dossier_steps", "in_order", "steps_for"]


def steps_for(user, year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """What this person should do in this year, what presses first."""
    own = [row for row in rows if user.acts_for(row.association.pk)]
    steps = member_steps(user, year, own)
    steps += (
        ballot_steps(user, year)
        + count_steps(user, year)
        + key_steps(user, year)
        + nominee_steps(user, year)
        + receiver_steps(user, year)
    )
    if own:
        steps += session_steps(year)
    steps += _as_reviewer(user, year, rows) + vetting_steps(user, year)
    if can_run(user, year):
        steps += keeping_steps(year, rows) + secretary_steps(year, rows)
    return in_order(steps)


def _as_reviewer(user, year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """The secretariat reviews everybody but its own and the lead; the deputy's verifier reviews the lead."""
    lead = [row for row in rows if row.association.pk == year.lead_id]
    others = [r for r in rows if r.association.pk != year.lead_id and not user.acts_for(r.association.pk)]
    mine = (lead if is_verifier(user, year) else []) + (others if can_run(user, year) else [])
    assigned = Assigned(user, year, list(Verification.objects.active().filter(bloc_year=year)))
    return reviewer_steps(year, mine, rows, assigned)
