"""Arithmetic of the score sheet: what computed leaves are measured by, checks of typed points, sums by section."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from django.utils import timezone

from base.vietnamese import number
from blocs.models import CriteriaSet, Criterion, Milestone

from .deadlines import end_of_day
from .models.pledge import PledgeSignature
from .models.registration import Registration


def points_fault(points: Decimal, criterion: Criterion, step: Decimal) -> str:
    """What is wrong with these points for this leaf, in one sentence; empty when they are right."""
    if not 0 <= points <= criterion.max_points:
        return f"Điểm phải từ 0 đến {number(criterion.max_points)}."
    if criterion.kind == Criterion.Kind.YES_NO and points not in (0, criterion.max_points):
        return f"Tiêu chí có/không: chỉ 0 hoặc {number(criterion.max_points)} điểm."
    if points % step and points != criterion.max_points:
        return f"Điểm lẻ theo bước {number(step)}, ví dụ {number(criterion.max_points - step)}."
    return ""


def received(report, document: str, now=None) -> tuple:
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
        return signed and signed.signed_at, end_of_day(due(Milestone.Kind.PLEDGE_SIGNED))
    if document == Criterion.Document.INTERIM:
        interim = type(report).objects.filter(**own, kind=report.Kind.INTERIM).first()
        return interim and interim.first_submitted_at, due(Milestone.Kind.INTERIM_REPORTS)
    return report.first_submitted_at or now or timezone.now(), due(Milestone.Kind.SELF_SCORING_CLOSED)


def targets_met(results) -> Decimal | None:
    """Percentage of registered targets, other than those in words, that were reached; None without any."""
    figures = [r for r in results if not r.target.is_words]
    if not figures:
        return None
    met = sum(r.target.is_met_by(r.actual) for r in figures)
    return Decimal(met * 100) / len(figures)


def quantity(criterion: Criterion, results) -> Decimal | None:
    """What a threshold leaf is measured by; None where the report does not tell it."""
    if criterion.basis == Criterion.Basis.TARGETS:
        return targets_met(results)
    result = next((r for r in results if r.target.indicator_id == criterion.indicator_id), None)
    if result is None or result.actual is None or criterion.basis == Criterion.Basis.FIGURE:
        return result.actual if result else None
    return share_of_plan(result.target, result.actual)


def share_of_plan(target, actual: Decimal) -> Decimal | None:
    """Per cent of the plan that was done; for a figure that should stay low, of the result that was planned."""
    done, planned = (target.plan, actual) if target.is_better_low else (actual, target.plan)
    if not planned:
        return None if target.plan is None else Decimal(100)
    return done * 100 / planned


@dataclass
class Totals:
    """Sums of one sheet, by section code (I, II, III); bonus and deductions after their caps.

    Where criteria do not apply, the sections are converted to the full scale, and `adjustment` is what that adds.
    """

    sections: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    adjustment: Decimal = Decimal(0)
    bonus: Decimal = Decimal(0)
    deductions: Decimal = Decimal(0)
    not_applicable: int = 0

    @property
    def total(self) -> Decimal:
        return sum(self.sections.values(), Decimal(0)) + self.adjustment + self.bonus - self.deductions


def add_up(
    criteria_set: CriteriaSet, points: Mapping[int, Decimal | None], skipped: Set[int] = frozenset()
) -> Totals:
    """{criterion: points} into sums. An open leaf counts as nothing yet; caps are the year's.

    `skipped` are the criteria that do not apply: they lower the maximum, and never count as nought.
    """
    totals, root, left_out = Totals(not_applicable=len(skipped)), "", Decimal(0)
    for criterion in criteria_set.tree:
        root = criterion.code if criterion.depth == 0 else root
        value = points.get(criterion.pk) or Decimal(0)
        if criterion.kind == Criterion.Kind.BONUS:
            totals.bonus += value
        elif criterion.kind == Criterion.Kind.DEDUCTION:
            totals.deductions += value
        elif criterion.is_leaf and criterion.pk in skipped:
            left_out += criterion.max_points
        elif criterion.is_leaf:
            totals.sections[root] += value
    totals.adjustment = converted(totals, criteria_set.scale, left_out)
    totals.bonus = min(totals.bonus, criteria_set.bonus_cap)
    if criteria_set.deduction_cap is not None:
        totals.deductions = min(totals.deductions, criteria_set.deduction_cap)
    return totals


def converted(totals: Totals, scale: Decimal, left_out: Decimal) -> Decimal:
    """What conversion to the full scale adds, to two decimals, rounded down so that no band is reached by rounding.

    82 of 95 applicable points are 86,31 of 100.
    """
    reached, applicable = sum(totals.sections.values(), Decimal(0)), scale - left_out
    if not left_out or applicable <= 0:
        return Decimal(0)
    return (reached * scale / applicable).quantize(Decimal("0.01"), ROUND_DOWN) - reached
