"""How far self-scores lay above what was verified: by association and criterion, over the years."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from blocs.models import BlocYear, Criterion
from members.models import Association

from .models import ScoreLine

YEARS = 5


@dataclass
class MemberClaims:
    """One association: {year: points claimed above what was verified}, and how many leaves were changed this year."""

    association: Association
    by_year: dict[int, Decimal] = field(default_factory=dict)
    changed: int = 0

    @property
    def differs(self) -> bool:
        return bool(self.changed) or any(self.by_year.values())


@dataclass(frozen=True)
class CriterionClaims:
    """One leaf of this year: points claimed too many in all, and for how many members it was changed."""

    code: str
    text: str
    points: Decimal
    changed: int


def _verified_lines():
    """Leaves that were verified and count for points; a deduction claimed too low is another matter."""
    lines = ScoreLine.objects.filter(verified_points__isnull=False, self_points__isnull=False)
    return lines.exclude(criterion__kind=Criterion.Kind.DEDUCTION)


OVER = F("self_points") - F("verified_points")
CHANGED = Count("pk", filter=~Q(self_points=F("verified_points")))


def by_member(year: BlocYear) -> list[MemberClaims]:
    """The members of the year, who claimed most above first; two queries."""
    rows = {a.pk: MemberClaims(a) for a in year.members()}
    lines = _verified_lines().filter(
        report__bloc_year__bloc=year.bloc_id,
        report__bloc_year__year__range=(year.year - YEARS + 1, year.year),
        report__association__in=rows,
    )
    sums = lines.values("report__association", "report__bloc_year__year").annotate(
        over=Sum(OVER), changed=CHANGED
    )
    for total in sums.order_by("report__bloc_year__year"):
        row, in_year = rows[total["report__association"]], total["report__bloc_year__year"]
        row.by_year[in_year] = total["over"]
        if in_year == year.year:
            row.changed = total["changed"]
    return sorted(rows.values(), key=lambda row: (-row.by_year.get(year.year, 0), row.association.sort_key))


def by_criterion(year: BlocYear) -> list[CriterionClaims]:
    """The leaves of the year that were changed, the most claimed above first."""
    lines = _verified_lines().filter(report__bloc_year=year)
    sums = lines.values("criterion__code", "criterion__text").annotate(over=Sum(OVER), changed=CHANGED)
    claims = [
        CriterionClaims(s["criterion__code"], s["criterion__text"], s["over"], s["changed"])
        for s in sums
        if s["changed"]
    ]
    return sorted(claims, key=lambda row: (-row.points, row.code))
