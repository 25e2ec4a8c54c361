"""What computed points follow from, for one report: dates, figures, returns, attendance, points that others gave."""

from copy import copy
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from base.vietnamese import number
from blocs.attendance import Attended, attendance_of
from blocs.models import Criterion

from .contents import ReportContents
from .deadlines import is_on_time
from .models.correction import Correction
from .models.given import GivenScore
from .scoring import quantity, received

if TYPE_CHECKING:
    from .models import ScoreLine


class Computing:
    """The computed leaves of one report, were it handed in now, or `at` then. Reads only what is asked for."""

    def __init__(self, contents: ReportContents, at=None):
        self.contents, self.report, self.at = contents, contents.report, at
        self.year = self.report.bloc_year

    def points(self, criterion: Criterion) -> Decimal | None:
        """Points of a computed leaf; None where nobody has given them yet."""
        if criterion.is_given:
            given = self.given.get(criterion.code)
            return min(given.points, criterion.max_points) if given else None
        if criterion.kind == Criterion.Kind.THRESHOLD:
            return criterion.points_for(self._quantity(criterion))
        if criterion.per == Criterion.Per.RETURN and criterion.is_deduction_for_lateness:
            return criterion.points_for_returns(self._returns(criterion.document))
        came, due_at = received(self.report, criterion.document, self.at)
        if criterion.kind == Criterion.Kind.TIMELINESS:
            return criterion.points_on_time(is_on_time=is_on_time(came, due_at))
        return criterion.points_deducted(came, due_at, self.at)

    def why(self, criterion: Criterion) -> str:
        """What the points of a given leaf, or of attendance, rest on; empty for the others."""
        if criterion.is_given:
            given = self.given.get(criterion.code)
            return given.why if given else ""
        if criterion.basis == Criterion.Basis.ATTENDANCE:
            return (
                f"Dự {self.attended} hội nghị, hoạt động chung ({number(round(self.attended.percent, 1))} %)"
            )
        return ""

    def _quantity(self, criterion: Criterion) -> Decimal | None:
        if criterion.basis == Criterion.Basis.ATTENDANCE:
            return self.attended.percent
        return quantity(criterion, self.contents.results)

    def _returns(self, document: str) -> int:
        own = {"bloc_year": self.year, "association": self.report.association_id}
        if document == Criterion.Document.REGISTRATION:
            named = {f"registration__{name}": value for name, value in own.items()}
        else:
            named = {f"report__{name}": value for name, value in own.items()} | {"report__kind": document}
        return Correction.objects.filter(**named).count()

    @cached_property
    def attended(self) -> Attended:
        return attendance_of(self.year).get(self.report.association_id, Attended())

    @cached_property
    def given(self) -> dict[str, GivenScore]:
        own = self.year.given_scores.filter(association=self.report.association_id)
        return {score.code: score for score in own}


def computed_points(contents: ReportContents, at=None) -> dict:
    """{line: points} of the leaves that a member does not type, were it handed in now, or `at` then.

    A leaf whose points nobody has given yet is not among them.
    """
    computing = Computing(contents, at)
    computed = {
        line: computing.points(line.criterion)
        for line in contents.lines
        if line.criterion.is_computed and not line.not_applicable
    }
    return {line: points for line, points in computed.items() if points is not None}


def as_handed_in(contents: ReportContents) -> "list[ScoreLine]":
    """The lines; of an open report with the points that handing it in now would fix, unsaved, the stored ones apart."""
    if not contents.report.is_open:
        return contents.lines
    computed = {line.pk: points for line, points in computed_points(contents).items()}
    lines = [copy(line) for line in contents.lines]
    for line in lines:
        line.self_points = computed.get(line.pk, line.self_points)
    return lines


def proposed_verdicts(report, lines) -> dict[int, dict]:
    """{line: verdict} that a verifier begins with: the claim; for attendance and given points what they are by now.

    Lines whose points nobody has given yet have none.
    """
    computing = Computing(ReportContents(report))
    verdicts = {}
    for line in lines:
        points, reason = line.self_points, ""
        if line.criterion.is_given or line.criterion.basis == Criterion.Basis.ATTENDANCE:
            points = computing.points(line.criterion)
            reason = computing.why(line.criterion) if points != line.self_points else ""
        if points is None and line.criterion.is_given:
            continue
        verdicts[line.pk] = {
            "verified_points": points,
            "verified_na": line.not_applicable,
            "reason": reason,
        }
    return verdicts
