"""The order of merit: facts in, places out. No queries; the same facts always give the same places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

RANKED, NOT_ELIGIBLE, NOT_RANKED = "ranked", "not_eligible", "not_ranked"

WOMEN_SHARE = Decimal(70)  # % of women from which a collective is preferred among equals


@dataclass(frozen=True)
class Standing:
    """What is known of one member when it is ranked. Points are verified points."""

    member: object
    total: Decimal
    sections: dict[str, Decimal] = field(default_factory=dict)
    bonus: Decimal = Decimal(0)
    deductions: Decimal = Decimal(0)
    women_percent: Decimal | None = None
    outcome: str = RANKED
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A standing with its rank, None where it is not ranked, and the rung that decided it among equals."""

    standing: Standing
    rank: int | None
    is_tied: bool = False
    decided_by: str = ""


def rung_value(standing: Standing, rung: str) -> Decimal:
    """What a rung of the tie-break ladder compares; more is better."""
    if rung == "deductions":
        return -standing.deductions
    if rung == "women":
        return Decimal(standing.women_percent is not None and standing.women_percent >= WOMEN_SHARE)
    return standing.sections.get(rung, Decimal(0))


def merit(standing: Standing, ladder: Sequence[str]) -> tuple[Decimal, ...]:
    """The total first, then each rung of the year's ladder, in its order."""
    return standing.total, *(rung_value(standing, rung) for rung in ladder)


def _deciding_rung(standing: Standing, others: Sequence[Standing], ladder: Sequence[str]) -> str:
    """The last rung needed to part this one from all others with the same total; empty if none was."""
    equals = [other for other in others if other.total == standing.total and other is not standing]
    deepest = -1
    for other in equals:
        for depth, rung in enumerate(ladder):
            if rung_value(standing, rung) != rung_value(other, rung):
                deepest = max(deepest, depth)
                break
    return ladder[deepest] if deepest >= 0 else ""


def rank(standings: Sequence[Standing], ladder: Sequence[str] = ()) -> list[Place]:
    """Places by merit: 1, 2, 2, 4 where the ladder leaves equals. Those not ranked follow, without a rank."""
    ranked = [s for s in standings if s.outcome != NOT_RANKED]
    ranked.sort(key=lambda s: merit(s, ladder), reverse=True)
    keys = [merit(s, ladder) for s in ranked]
    places = []
    for standing, key in zip(ranked, keys, strict=True):
        decided_by = _deciding_rung(standing, ranked, ladder)
        places.append(Place(standing, keys.index(key) + 1, keys.count(key) > 1, decided_by))
    return places + [Place(s, None) for s in standings if s.outcome == NOT_RANKED]
