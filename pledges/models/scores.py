"""Arithmetic of the score sheet: computed leaves, checks of typed points, sums by section."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from blocs.models import CriteriaSet, Criterion, Milestone
from documents.vietnamese import number

from .deadline import is_on_time
from .pledge import PledgeSignature
from .registration import Registration


def points_fault(points: Decimal, criterion: Criterion, step: Decimal) -> str:
    """What is wrong with these points for this leaf, in one sentence; empty when they are right."""
    if not 0 <= points <= criterion.max_points:
        return f"Điểm phải từ 0 đến {number(criterion.max_points)}."
    if criterion.kind == Criterion.Kind.YES_NO and points not in (0, criterion.max_points):
        return f"Tiêu chí có/không: chỉ 0 hoặc {number(criterion.max_points)} điểm."
    if points % step and points != criterion.max_points:
        return f"Điểm lẻ theo bước {number(step)}, ví dụ {number(criterion.max_points - step)}."
    return ""


def _received(report, document: str, now=None) -> tuple:
    """When a document came from this member, and when it was due."""
    year, own = report.bloc_year, {"bloc_year": report.bloc_year, "association": report.association_id}

    def due(kind):
        return year.due(kind, report.association_id)

    if document == Criterion.Document.REGISTRATION:
        registration = Registration.objects.filter(**own).first()
        return registration and registration.first_submitted_at, due(Milestone.Kind.REGISTRATION_CLOSED)
    if document == Criterion.Document.PLEDGE:
        signed = PledgeSignature.objects.filter(
            pledge__bloc_year=year, association=report.association_id
        ).first()
        return signed and signed.signed_at, due(Milestone.Kind.PLEDGE_SIGNED)
    if document == Criterion.Document.INTERIM:
        interim = type(report).objects.filter(**own, kind=report.Kind.INTERIM).first()
        return interim and interim.first_submitted_at, due(Milestone.Kind.INTERIM_REPORTS)
    return report.first_submitted_at or now or timezone.now(), due(Milestone.Kind.SELF_SCORING_CLOSED)


def targets_met(report) -> Decimal | None:
    """Percentage of registered targets, other than those in words, that were reached; None without any."""
    results = [r for r in report.results.select_related("target") if not r.target.is_words]
    if not results:
        return None
    met = sum(r.target.is_met_by(r.actual) for r in results)
    return Decimal(met * 100) / len(results)


def computed_points(report, received=None) -> dict:
    """{line: points} for the leaves that follow from dates and figures, were it handed in now, or `received` then."""
    lines = report.lines.select_related("criterion").prefetch_related("criterion__threshold_steps")
    computed = {}
    for line in lines:
        criterion = line.criterion
        if criterion.kind == Criterion.Kind.TIMELINESS:
            computed[line] = criterion.points_on_time(
                is_on_time(*_received(report, criterion.document, received))
            )
        elif criterion.kind == Criterion.Kind.THRESHOLD:
            computed[line] = criterion.points_for(targets_met(report))
    return computed


@dataclass
class Totals:
    """Sums of one sheet, by section code (I, II, III); bonus and deductions after their caps."""

    sections: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    bonus: Decimal = Decimal(0)
    deductions: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return sum(self.sections.values(), Decimal(0)) + self.bonus - self.deductions


def add_up(criteria_set: CriteriaSet, points: dict[int, Decimal | None]) -> Totals:
    """{criterion: points} into sums. An open leaf counts as nothing yet; caps are the year's."""
    totals, root = Totals(), ""
    for criterion in criteria_set.tree:
        root = criterion.code if criterion.depth == 0 else root
        value = points.get(criterion.pk) or Decimal(0)
        if criterion.kind == Criterion.Kind.BONUS:
            totals.bonus += value
        elif criterion.kind == Criterion.Kind.DEDUCTION:
            totals.deductions += value
        elif criterion.is_leaf:
            totals.sections[root] += value
    totals.bonus = min(totals.bonus, criteria_set.bonus_cap)
    if criteria_set.deduction_cap is not None:
        totals.deductions = min(totals.deductions, criteria_set.deduction_cap)
    return totals
