"""Who has handed in what, when, and late or not: five queries, however many members."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from blocs.models import BlocYear, Milestone
from members.models import Association
from pledges.deadlines import end_of_day, is_on_time

from .models import (
    Correction,
    Explanation,
    PledgeSignature,
    Registration,
    Report,
    Submission,
    may_explain,
    with_versions,
)


@dataclass(frozen=True)
class Cell:
    """One paper of one member. `state` is missing, draft, submitted, returned or accepted."""

    state: str = "missing"
    at: datetime.datetime | None = None
    is_late: bool = False
    submission: Any = None
    is_open: bool = True  # whether it can be handed in already
    returned_at: datetime.datetime | None = None
    due_again: datetime.datetime | None = None

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
    def is_accepted(self) -> bool:
        return self.state == Submission.State.ACCEPTED

    @property
    def is_in(self) -> bool:
        return self.state in ("submitted", "accepted")


@dataclass
class Row:
    """One member's line of the matrix."""

    year: BlocYear
    association: Association
    cells: dict[str, Cell] = field(default_factory=dict)
    unverified: int = 0
    verified_at: datetime.datetime | None = None
    is_unanswered: bool = False  # some explanation has no reply

    @property
    def lacking(self) -> int:
        """How many papers have not come in."""
        return sum(not cell.is_in for cell in self.cells.values())

    @property
    def cells_by_heading(self) -> list[tuple[str, Cell]]:
        return [(HEADINGS[paper], cell) for paper, cell in self.cells.items()]

    def lacks(self, paper: str) -> bool:
        return paper in self.cells and not self.cells[paper].is_in

    def holds(self, state: str) -> bool:
        """Whether any of its papers is in this state."""
        return any(cell.state == state for cell in self.cells.values())

    @property
    def awaits_verification(self) -> bool:
        return self.cells["annual"].is_in and self.unverified > 0 and not self.year.is_locked

    @property
    def awaits_result(self) -> bool:
        """Verified and accepted, and the member was not sent its points, in a year with explanations."""
        annual = self.cells["annual"]
        is_ready = annual.state == Submission.State.ACCEPTED and not self.unverified
        explains = self.year.explanation_days > 0 and not self.year.is_locked
        return explains and is_ready and annual.submission.told_at is None

    @property
    def awaits_reply(self) -> bool:
        """The member explained, and nobody has answered."""
        return self.is_unanswered and not self.year.is_locked

    @property
    def may_explain(self) -> bool:
        """Whether the member's days to explain are running, and it has not."""
        report = self.cells["annual"].submission
        if report is None or not self.year.explanation_days or self.year.is_locked:
            return False
        report.bloc_year = self.year
        return may_explain(report) and not self.is_unanswered


PAPERS = {
    "registration": Milestone.Kind.REGISTRATION_CLOSED,
    "pledge": Milestone.Kind.PLEDGE_SIGNED,
    "interim": Milestone.Kind.INTERIM_REPORTS,
    "annual": Milestone.Kind.SELF_SCORING_CLOSED,
}


def papers_of(year: BlocYear) -> list[str]:
    """What every member hands in or signs in this year."""
    return [paper for paper in PAPERS if paper != "interim" or year.reports_interim]


def _opening(paper: str) -> str:
    """The step of the year from which it can be handed in."""
    is_annual = paper == Report.Kind.ANNUAL
    return Milestone.Kind.SELF_SCORING_OPENED if is_annual else Milestone.Kind.REGISTRATION_OPENED


def _cell(submission, year: BlocYear, paper: str) -> Cell:
    received, due_at = submission.first_submitted_at, year.due(PAPERS[paper], submission.association_id)
    late = is_on_time(received, due_at) is False
    if submission.state != Submission.State.RETURNED:
        return Cell(submission.state, received, late, submission)
    returned_at, due_again = submission.returned_at, submission.due_again
    return Cell(submission.state, received, late, submission, returned_at=returned_at, due_again=due_again)


def _with_returns(submissions: QuerySet) -> QuerySet:
    """Each with when it was returned last and by when it is awaited again."""
    last = Correction.objects.filter(**{submissions.model._meta.model_name: OuterRef("pk")}).order_by("-pk")
    return submissions.annotate(
        returned_at=Subquery(last.values("at")[:1]), due_again=Subquery(last.values("due_at")[:1])
    )


def completeness(year: BlocYear) -> list[Row]:
    """A line for each member of the year, in alphabetical order."""
    papers = papers_of(year)
    empty = {paper: Cell(is_open=year.is_done(_opening(paper))) for paper in papers}
    rows = {association.pk: Row(year, association, dict(empty)) for association in year.members()}
    registrations = Registration.objects.filter(bloc_year=year, association__in=rows)
    for registration in _with_returns(with_versions(registrations)):
        rows[registration.association_id].cells["registration"] = _cell(registration, year, "registration")
    for signature in PledgeSignature.objects.filter(pledge__bloc_year=year, association__in=rows):
        due_at = end_of_day(year.due(PAPERS["pledge"], signature.association_id))
        late = is_on_time(signature.signed_at, due_at) is False
        rows[signature.association_id].cells["pledge"] = Cell("accepted", signature.signed_at, late)
    unverified = Count("lines", filter=Q(lines__verified_points=None))
    reports = Report.objects.filter(bloc_year=year, association__in=rows)
    unanswered = Exists(Explanation.objects.filter(line__report=OuterRef("pk"), reply=""))
    counted = reports.annotate(
        unverified=unverified, verified_at=Max("lines__verified_at"), is_unanswered=unanswered
    )
    for report in _with_returns(with_versions(counted)):
        row = rows[report.association_id]
        row.cells[report.kind] = _cell(report, year, report.kind)
        row.unverified += report.unverified
        row.is_unanswered |= report.is_unanswered
        row.verified_at = report.verified_at or row.verified_at
    return list(rows.values())


def awaited_paper(year: BlocYear) -> str:
    """What the members are to hand in now."""
    if year.is_done(Milestone.Kind.SELF_SCORING_OPENED):
        return "annual"
    if not year.is_done(Milestone.Kind.REGISTRATION_CLOSED):
        return "registration"
    return "interim" if year.reports_interim else "annual"


# What waits in a row, as the matrix filters by it.
WAITING: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "accept": ("chưa tiếp nhận", lambda row: row.holds(Submission.State.SUBMITTED)),
    "returned": ("bị trả lại", lambda row: row.holds(Submission.State.RETURNED)),
    "verify": ("chưa thẩm định xong", lambda row: row.awaits_verification),
    "tell": ("chưa được gửi kết quả", lambda row: row.awaits_result),
    "answer": ("có giải trình chưa trả lời", lambda row: row.awaits_reply),
    "explain": ("còn trong hạn giải trình", lambda row: row.may_explain),
}


def waiting_counts(rows: list[Row]) -> list[tuple[str, str, int]]:
    """(key, words, how many members) of what waits; what waits nowhere is left out."""
    counts = [(key, words, sum(waits(row) for row in rows)) for key, (words, waits) in WAITING.items()]
    return [entry for entry in counts if entry[2]]


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


# The reports, as a sentence of the interface names them.
IN_WORDS = {"interim": "báo cáo 6 tháng", "annual": "báo cáo năm"}


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
