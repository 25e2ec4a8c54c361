"""A past year scored again under other criteria or another ladder: what would its ranks have been?"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from blocs.models import BlocYear, CriteriaSet
from members.models import Association
from pledges.scoring import Totals, add_up

from . import ranking
from .standings import Row, ScoreSheet, by_rung, contents_of, score_table, sheets_of

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Replayed:
    """One member: its total and rank then, and under the rules tried."""

    association: Association
    total: Decimal
    rank: int | None
    new_total: Decimal
    new_rank: int | None

    @property
    def moved(self) -> int:
        """Places up (positive) or down."""
        return self.rank - self.new_rank if self.rank and self.new_rank else 0


def carried(sheet: ScoreSheet, old: CriteriaSet, new: CriteriaSet) -> tuple[dict[int, Decimal], set[int]]:
    """({criterion: points}, criteria without a twin) under the new set: a leaf of the same code keeps its share."""
    twins = {criterion.code: criterion for criterion in old.leaves}
    points, unknown = {}, set()
    for criterion in new.leaves:
        twin = twins.get(criterion.code)
        if twin is None or twin.kind != criterion.kind and twin.is_extra != criterion.is_extra:
            if not criterion.is_extra:
                unknown.add(criterion.pk)
            continue
        if twin.pk in sheet.final_na:
            unknown.add(criterion.pk)
            continue
        reached = sheet.final.get(twin.pk) or Decimal(0)
        share = reached / twin.max_points if twin.max_points else Decimal(0)
        points[criterion.pk] = (share * criterion.max_points).quantize(CENT, ROUND_HALF_UP)
    return points, unknown


def without_twin(old: CriteriaSet, new: CriteriaSet) -> list[str]:
    """Leaves of the new set that the past year knows nothing of; they are left out of the maximum."""
    known = {criterion.code for criterion in old.leaves}
    return [str(c) for c in new.leaves if c.code not in known and not c.is_extra]


def replay(year: BlocYear, new: CriteriaSet, ladder: list[str]) -> list[Replayed]:
    """The members of a past year under the criteria and the ladder tried, best first by the new rank.

    RankingSealed while that year's table is sealed.
    """
    table, sheets = score_table(year), sheets_of(year)
    sets = CriteriaSet.objects.in_bulk({sheet.criteria_set_id for sheet in sheets.values()})
    standings: list[ranking.Standing] = []
    sums: dict[int, Totals] = {}
    for row in table.rows:
        if sheet := sheets.get(row.association.pk):
            totals = add_up(new, *carried(sheet, sets[sheet.criteria_set_id], new))
            sums[row.association.pk] = totals
            standings.append(_standing(row, totals, contents_of(new)))
    placed = {p.standing.member: p.rank for p in ranking.rank(standings, ladder)}
    replayed = [
        Replayed(
            row.association,
            row.final.total,
            row.rank,
            sums[row.association.pk].total,
            placed[row.association.pk],
        )
        for row in table.rows
        if row.association.pk in sums
    ]
    return sorted(replayed, key=lambda r: (r.new_rank is None, r.new_rank, r.association.sort_key))


def _standing(row: Row, totals, contents: list[str]) -> ranking.Standing:
    return ranking.Standing(
        member=row.association.pk,
        total=totals.total,
        sections=by_rung(totals.sections, contents),
        bonus=totals.bonus,
        deductions=totals.deductions,
        women_percent=row.standing.women_percent,
        outcome=row.standing.outcome,
    )
