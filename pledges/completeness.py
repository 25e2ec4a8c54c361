"""Who has handed in what, when, and late or not: five queries, however many members."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from blocs.models import BlocYear, Milestone
from members.models import Association
from pledges.deadlines import end_of_day, is_on_time

from .models import PledgeSignature, Registration, Report, Submission, with_versions


@dataclass(frozen=True)
class Cell:
    """One paper of one member. `state` is missing, draft, submitted, returned or accepted."""

    state: str = "missing"
    at: datetime.datetime | None = None
    is_late: bool = False
    submission: Any = None

    @property
    def last_version_url(self) -> str:
        """What came last, readable while it is with the member again; empty where nothing is kept."""
        kept = getattr(self.submission, "kept", None)
        page = f"pledges:{self.submission._meta.model_name}-version" if kept else ""
        return reverse(page, args=[self.submission.pk, kept]) if kept else ""

    @property
    def is_missing(self) -> bool:
        return self.state == "missing"

    @property
    def is_returned(self) -> bool:
        return self.state == Submission.State.RETURNED

    @property
    def is_in(self) -> bool:
        return self.state in ("submitted", "accepted")


@dataclass
class Row:
    """One member's line of the matrix."""

    association: Association
    cells: dict[str, Cell] = field(default_factory=dict)
    unverified: int = 0
    verified_at: datetime.datetime | None = None

    @property
    def lacking(self) -> int:
        """How many papers have not come in."""
        return sum(not cell.is_in for cell in self.cells.values())

    @property
    def cells_by_heading(self) -> list[tuple[str, Cell]]:
        return [(HEADINGS[paper], cell) for paper, cell in self.cells.items()]

    def lacks(self, paper: str) -> bool:
        return paper in self.cells and not self.cells[paper].is_in


PAPERS = {
    "registration": Milestone.Kind.REGISTRATION_CLOSED,
    "pledge": Milestone.Kind.PLEDGE_SIGNED,
    "interim": Milestone.Kind.INTERIM_REPORTS,
    "annual": Milestone.Kind.SELF_SCORING_CLOSED,
}


def papers_of(year: BlocYear) -> list[str]:
    """What every member hands in or signs in this year."""
    return [paper for paper in PAPERS if paper != "interim" or year.reports_interim]


def _cell(submission, year: BlocYear, paper: str) -> Cell:
    received, due_at = submission.first_submitted_at, year.due(PAPERS[paper], submission.association_id)
    return Cell(submission.state, received, is_on_time(received, due_at) is False, submission)


def completeness(year: BlocYear) -> list[Row]:
    """A line for each member of the year, in alphabetical order."""
    papers = papers_of(year)
    rows = {association.pk: Row(association, dict.fromkeys(papers, Cell())) for association in year.members()}
    for registration in with_versions(Registration.objects.filter(bloc_year=year, association__in=rows)):
        rows[registration.association_id].cells["registration"] = _cell(registration, year, "registration")
    for signature in PledgeSignature.objects.filter(pledge__bloc_year=year, association__in=rows):
        due_at = end_of_day(year.due(PAPERS["pledge"], signature.association_id))
        late = is_on_time(signature.signed_at, due_at) is False
        rows[signature.association_id].cells["pledge"] = Cell("accepted", signature.signed_at, late)
    unverified = Count("lines", filter=Q(lines__verified_points=None))
    reports = Report.objects.filter(bloc_year=year, association__in=rows)
    counted = reports.annotate(unverified=unverified, verified_at=Max("lines__verified_at"))
    for report in with_versions(counted):
        row = rows[report.association_id]
        row.cells[report.kind] = _cell(report, year, report.kind)
        row.unverified += report.unverified
        row.verified_at = report.verified_at or row.verified_at
    return list(rows.values())


SORTS = {
    "name": ("Theo tên", lambda row: row.association.sort_key),
    "lacking": ("Thiếu nhiều trước", lambda row: -row.lacking),
    "late": ("Muộn trước", lambda row: -sum(cell.is_late for cell in row.cells.values())),
}
STATES = {
    "missing": "Chưa có",
    "draft": "Đang soạn",
    "submitted": "Đã nộp",
    "returned": "Bị trả lại",
    "accepted": "Đã tiếp nhận",
}
HEADINGS = {
    "registration": "Đăng ký",
    "pledge": "Giao ước",
    "interim": "Báo cáo 6 tháng",
    "annual": "Báo cáo năm, tự chấm",
}


def columns_of(year: BlocYear) -> list[tuple[str, int]]:
    """(heading, width in characters) of the matrix as a spreadsheet."""
    columns = [("Đơn vị", 34)]
    for paper in papers_of(year):
        columns += [(HEADINGS[paper], 14), ("Lúc", 17)]
    return [*columns, ("Thẩm định", 18), ("Lúc", 17)]


def as_table(rows: list[Row]) -> list[list]:
    """The matrix as rows of a spreadsheet: each paper's state, marked where late, and when it came."""
    table = []
    for row in rows:
        line: list[Any] = [row.association.short_name]
        for paper, cell in row.cells.items():
            state = "Đã ký" if paper == "pledge" and cell.is_in else STATES[cell.state]
            line += [state + (" (muộn)" if cell.is_late else ""), cell.at]
        waits = f"Còn {row.unverified} tiêu chí" if row.unverified else "Xong"
        table.append([*line, waits if row.cells["annual"].is_in else "", row.verified_at])
    return table


TITLES = {
    "registration": "Đăng ký thi đua",
    "pledge": "Ký giao ước",
    "interim": "Báo cáo 6 tháng",
    "annual": "Báo cáo năm, tự chấm điểm",
}


def progress(rows: list[Row]) -> list[tuple[str, int]]:
    """How many members have each paper in, and are verified."""
    papers = list(rows[0].cells) if rows else []
    counted = [(TITLES[paper], sum(row.cells[paper].is_in for row in rows)) for paper in papers]
    verified = sum(row.cells["annual"].is_in and not row.unverified for row in rows)
    return [*counted, ("Thẩm định xong", verified)]
