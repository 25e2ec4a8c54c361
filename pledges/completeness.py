"""Who has handed in what, when, and late or not: five queries, however many members."""

from dataclasses import dataclass, field

from blocs.models import BlocYear, Milestone
from members.models import Association

from .models import PledgeSignature, Registration, Report, ScoreLine, is_on_time


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


def _cell(submission, due_at) -> Cell:
    received = submission.first_submitted_at
    return Cell(submission.state, received, is_on_time(received, due_at) is False, submission)


def completeness(year: BlocYear) -> list[Row]:
    """A line for each member of the year, in alphabetical order."""
    rows = {association.pk: Row(association, dict.fromkeys(PAPERS, Cell())) for association in year.members()}
    for registration in Registration.objects.filter(bloc_year=year, association__in=rows):
        due_at = year.due(PAPERS["registration"])
        rows[registration.association_id].cells["registration"] = _cell(registration, due_at)
    for signature in PledgeSignature.objects.filter(pledge__bloc_year=year, association__in=rows):
        late = is_on_time(signature.signed_at, year.due(PAPERS["pledge"])) is False
        rows[signature.association_id].cells["pledge"] = Cell("accepted", signature.signed_at, late)
    reports = {}
    for report in Report.objects.filter(bloc_year=year, association__in=rows):
        reports[report.pk] = report
        rows[report.association_id].cells[report.kind] = _cell(report, year.due(PAPERS[report.kind]))
    for report in ScoreLine.objects.filter(report__in=reports, verified_points=None).values_list(
        "report", flat=True
    ):
        rows[reports[report].association_id].unverified += 1
    return list(rows.values())
