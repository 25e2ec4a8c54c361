"""Who has handed in what, when, and late or not: five queries, however many members."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from blocs.models import BlocYear, Milestone
from members.models import Association

from .models import PledgeSignature, Registration, Report, is_on_time


@dataclass(frozen=True)
class Cell:
    """One paper of one member. `state` is missing, draft, submitted, returned or accepted."""

    state: str = "missing"
    at: object = None
    is_late: bool = False
    submission: object = None

    @property
    def is_in(self) -> bool:
        return self.state in ("submitted", "accepted")


@dataclass
class Row:
    """One member's line of the matrix."""

    association: Association
    cells: dict[str, Cell] = field(default_factory=dict)
    unverified: int = 0

    def lacks(self, paper: str) -> bool:
        return paper in self.cells and not self.cells[paper].is_in


PAPERS = {
    "registration": Milestone.Kind.REGISTRATION_CLOSED,
    "pledge": Milestone.Kind.PLEDGE_SIGNED,
    "interim": Milestone.Kind.INTERIM_REPORTS,
    "annual": Milestone.Kind.SELF_SCORING_CLOSED,
}


def _cell(submission, year: BlocYear, paper: str) -> Cell:
    received, due_at = submission.first_submitted_at, year.due(PAPERS[paper], submission.association_id)
    return Cell(submission.state, received, is_on_time(received, due_at) is False, submission)


def completeness(year: BlocYear) -> list[Row]:
    """A line for each member of the year, in alphabetical order."""
    rows = {association.pk: Row(association, dict.fromkeys(PAPERS, Cell())) for association in year.members()}
    for registration in Registration.objects.filter(bloc_year=year, association__in=rows):
        rows[registration.association_id].cells["registration"] = _cell(registration, year, "registration")
    for signature in PledgeSignature.objects.filter(pledge__bloc_year=year, association__in=rows):
        late = is_on_time(signature.signed_at, year.due(PAPERS["pledge"], signature.association_id)) is False
        rows[signature.association_id].cells["pledge"] = Cell("accepted", signature.signed_at, late)
    unverified = Count("lines", filter=Q(lines__verified_points=None))
    for report in Report.objects.filter(bloc_year=year, association__in=rows).annotate(unverified=unverified):
        row = rows[report.association_id]
        row.cells[report.kind] = _cell(report, year, report.kind)
        row.unverified += report.unverified
    return list(rows.values())
