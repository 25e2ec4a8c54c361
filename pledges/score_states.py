"""What became of every score of a year: claimed, explained, verified, changed by the conference."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from blocs.models import BlocYear

from .models import Report, ScoreLine, Submission

STANDS = Coalesce("conference_points", "verified_points", "self_points")


def score_lines(year: BlocYear) -> QuerySet[ScoreLine]:
    """The leaves of every annual report that was handed in, by criterion and member, with what was explained."""
    lines = ScoreLine.objects.filter(
        report__bloc_year=year, report__kind=Report.Kind.ANNUAL, report__state__in=Submission.HANDED_IN
    )
    named = lines.select_related("criterion", "report__association", "explanation")
    return named.annotate(points=STANDS, difference=STANDS - F("self_points")).order_by(
        "criterion__code", "report__association__sort_key", "pk"
    )


def changed(lines: QuerySet[ScoreLine]) -> QuerySet[ScoreLine]:
    """Those that do not simply stand as claimed."""
    is_other = Q(verified_points__isnull=False) & ~Q(verified_points=F("self_points"))
    not_claimed = Q(verified_points__isnull=False, self_points=None)
    return lines.filter(
        is_other | not_claimed | Q(conference_points__isnull=False) | Q(explanation__isnull=False)
    )


@dataclass(frozen=True)
class CriterionStates:
    """One leaf, summed over the members, in points."""

    code: str
    text: str
    claimed: Decimal
    verified: Decimal | None  # None: nobody's was verified yet
    stands: Decimal

    @property
    def difference(self) -> Decimal:
        return self.stands - self.claimed


def by_criterion(year: BlocYear) -> list[CriterionStates]:
    """Every leaf of the year that somebody scored, in the order of the codes; one query."""
    nothing = Decimal(0)
    sums = (
        score_lines(year)
        .order_by("criterion__code")
        .values("criterion__code", "criterion__text")
        .annotate(claimed=Sum("self_points"), verified=Sum("verified_points"), now=Sum(STANDS))
    )
    return [
        CriterionStates(
            row["criterion__code"],
            row["criterion__text"],
            row["claimed"] or nothing,
            row["verified"],
            row["now"] or nothing,
        )
        for row in sums
    ]
