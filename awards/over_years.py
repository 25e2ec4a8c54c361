"""What a bloc remembers: points and ranks of its members, its criteria, and titles held year after year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.db.models import Avg, Exists, F, Min, OuterRef
from django.db.models.functions import Coalesce

from base.vietnamese import percent_value
from blocs.models import AwardType, BlocYear, Criterion
from members.models import Association, User
from pledges.models import Report, ScoreLine
from pledges.overclaim import by_member

from .ledger import lineage
from .models import Award
from .permissions import can_see_ranking
from .standings import score_table

YEARS = 5


@dataclass(frozen=True)
class Result:
    """One member in one year."""

    total: Decimal
    rank: int | None
    of: int
    classification: str


@dataclass(frozen=True)
class Streak:
    """One award held without a gap, up to its last year."""

    award_type: AwardType
    since: int
    until: int

    @property
    def years(self) -> int:
        return self.until - self.since + 1

    def __str__(self):
        return f"{self.award_type}: {self.years} năm liền ({self.since}–{self.until})"


@dataclass
class MemberOverYears:
    """One member: {year: result}, {year: points claimed above what was verified}, titles held running."""

    association: Association
    results: dict[int, Result] = field(default_factory=dict)
    claimed_above: dict[int, Decimal] = field(default_factory=dict)
    streaks: list[Streak] = field(default_factory=list)

    @property
    def change(self) -> Decimal | None:
        """Points more (or fewer) than in the year before the last one with a result."""
        return change_of({year: result.total for year, result in self.results.items()})


@dataclass
class CriterionOverYears:
    """One leaf, known by its words: {year: % of the most points, as the mean of those it was verified for}."""

    code: str
    text: str
    percents: dict[int, Decimal] = field(default_factory=dict)
    claimed_above: dict[int, Decimal] = field(default_factory=dict)

    @property
    def change(self) -> Decimal | None:
        return change_of(self.percents)


def change_of(values: dict[int, Decimal]) -> Decimal | None:
    """What the last year has more than the year right before it; None where one of the two is not known."""
    last = max(values, default=None)
    if last is None or last - 1 not in values:
        return None
    return values[last] - values[last - 1]


def streak_of(years: Iterable[int]) -> tuple[int, int] | None:
    """(since, until) of the run of years that ends with the last one; None of no years."""
    ordered = sorted(set(years), reverse=True)
    if not ordered:
        return None
    since = ordered[0]
    for year, before in pairwise(ordered):
        if year - before != 1:
            break
        since = before
    return since, ordered[0]


def seen_years(user: User, year: BlocYear) -> list[BlocYear]:
    """The last years of the bloc up to this one with scores that this person may see, the oldest first."""
    reported = Report.objects.filter(bloc_year=OuterRef("pk"), kind=Report.Kind.ANNUAL).submitted()
    years = BlocYear.objects.for_user(user).with_parties().filter(Exists(reported), bloc=year.bloc_id)
    last = years.filter(year__range=(year.year - YEARS + 1, year.year)).order_by("year")
    return [one for one in last if can_see_ranking(user, one)]


def members_over_years(
    year: BlocYear, years: list[BlocYear], only: list[int] | None = None
) -> list[MemberOverYears]:
    """The members of the year, or `only` these of them. Some queries for each year, whatever the number of members."""
    members = [m for m in year.members() if only is None or m.pk in only]
    rows = {member.pk: MemberOverYears(member) for member in members}
    for one in years:
        table = score_table(one)
        ranked = sum(row.rank is not None for row in table.rows)
        for line in table.rows:
            if line.association.pk in rows and line.report_id:
                rows[line.association.pk].results[one.year] = Result(
                    line.final.total, line.rank, ranked, line.classification
                )
    seen = {one.year for one in years}
    for claims in by_member(year):
        if claims.association.pk in rows:
            above = {y: points for y, points in claims.by_year.items() if y in seen}
            rows[claims.association.pk].claimed_above = above
    for pk, streaks in streaks_of(rows, until=year.year).items():
        rows[pk].streaks = streaks
    return list(rows.values())


def streaks_of(associations: Iterable[int], until: int) -> dict[int, list[Streak]]:
    """{association: awards it held for two years running or more, by the last year before or in `until`}.

    Awards of what went into it count. Source: the ledger; rules of a year may warn (max_consecutive_years).
    """
    families = lineage(associations)
    bodies = set().union(*families.values()) if families else set()
    awards = Award.objects.filter(association__in=bodies, year__lte=until).select_related("award_type")
    given = list(awards.order_by("award_type__position"))
    held_running: dict[int, list[Streak]] = {}
    for pk, family in families.items():
        years: dict[AwardType, set[int]] = {}
        for award in given:
            if award.association_id in family:
                years.setdefault(award.award_type, set()).add(award.year)
        runs = [(award_type, streak_of(of)) for award_type, of in years.items()]
        streaks = [Streak(award_type, *run) for award_type, run in runs if run]
        held_running[pk] = [streak for streak in streaks if streak.years > 1]
    return held_running


def criteria_over_years(years: list[BlocYear], only: list[int] | None = None) -> list[CriterionOverYears]:
    """Leaves of the newest criteria first, older ones that are no longer used after them. One query.

    Bonus, deductions, and lines to which the criterion does not apply are left out.
    """
    lines = ScoreLine.objects.filter(
        report__bloc_year__in=years,
        report__kind=Report.Kind.ANNUAL,
        verified_points__isnull=False,
        verified_na=False,
    ).exclude(criterion__kind__in=Criterion.EXTRAS)
    if only is not None:
        lines = lines.filter(report__association__in=only)
    sums = lines.values(
        "report__bloc_year__year", "criterion__code", "criterion__text", "criterion__max_points"
    ).annotate(
        mean=Avg(Coalesce("conference_points", "verified_points")),
        above=Avg(F("self_points") - F("verified_points")),
        first=Min("criterion"),  # criteria are written, read and copied in their order
    )
    rows: dict[str, CriterionOverYears] = {}
    for one in sums.order_by("-report__bloc_year__year", "first"):
        year, most = one["report__bloc_year__year"], one["criterion__max_points"]
        row = rows.setdefault(
            one["criterion__text"], CriterionOverYears(one["criterion__code"], one["criterion__text"])
        )
        if most and year not in row.percents:
            row.percents[year] = percent_value(Decimal(one["mean"]) / most, 1)
            row.claimed_above[year] = round(Decimal(one["above"] or 0), 2)
    return list(rows.values())
