"""The order of merit: facts in, places out. No queries; the same facts always give the same places."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

RANKED, NOT_ELIGIBLE, NOT_RANKED = "ranked", "not_eligible", "not_ranked"

WOMEN_SHARE = Decimal(70)  # % of women from which a collective is preferred among equals


@dataclass(frozen=True)
class Standing:
    """What is known of one member when it is ranked. Points are verified points."""

    member: Hashable
    total: Decimal
    sections: dict[str, Decimal] = field(default_factory=dict)  # by rung
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


def _first_difference(one: tuple, other: tuple) -> int:
    return next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)


def _deciding_rungs(merits: Sequence[tuple], ladder: Sequence[str]) -> dict[tuple, str]:
    """{merit: the last rung needed to part it from all others of the same total}; empty if none was.

    `merits` are in order, so that the one hardest to tell apart stands next to it.
    """
    deepest = dict.fromkeys(merits, 0)
    for above, below in pairwise(deepest):
        depth = _first_difference(above, below)
        deepest[above], deepest[below] = max(deepest[above], depth), depth
    return {merit: ladder[depth - 1] if depth else "" for merit, depth in deepest.items()}


def rank(standings: Sequence[Standing], ladder: Sequence[str] = ()) -> list[Place]:
    """Places by merit: 1, 2, 2, 4 where the ladder leaves equals. Those not ranked follow, without a rank."""
    merits = [(merit(s, ladder), s) for s in standings if s.outcome != NOT_RANKED]
    merits.sort(key=lambda key: key[0], reverse=True)
    order = [key for key, _ in merits]
    first: dict[tuple, int] = {}
    count, decided = Counter(order), _deciding_rungs(order, ladder)
    for n, key in enumerate(order, 1):
        first.setdefault(key, n)
    places = [Place(s, first[key], count[key] > 1, decided[key]) for key, s in merits]
    return places + [Place(s, None) for s in standings if s.outcome == NOT_RANKED]


def rank_with(
    standings: Sequence[Standing], ladder: Sequence[str], member: object, points: Decimal
) -> int | None:
    """The rank a member would have with that many points more (or fewer), all else being equal."""
    changed = [replace(s, total=s.total + points) if s.member == member else s for s in standings]
    return next(place.rank for place in rank(changed, ladder) if place.standing.member == member)


def _gaps(standings: Sequence[Standing], own: Standing, step: Decimal, *, up: bool) -> list[Decimal]:
    """Changes worth trying, the smallest first: to the nearest other total, and a step beyond it."""
    others = {s.total - own.total for s in standings if s.outcome != NOT_RANKED and s is not own}
    tries = [gap + more for gap in others for more in (Decimal(0), step if up else -step)]
    wanted = [change for change in tries if (change > 0 if up else change < 0)]
    return sorted(wanted, key=abs)


def what_would_change(
    standings: Sequence[Standing], ladder: Sequence[str], member: object, step: Decimal
) -> dict[str, tuple[Decimal, int]]:
    """{"up": (points more, rank then), "down": (points fewer, rank then)}: the least that moves this member.

    Tries the totals of the others and one step beyond; a side is left out where nothing moves it.
    """
    own = next(s for s in standings if s.member == member)
    changes: dict[str, tuple[Decimal, int]] = {}
    now = rank_with(standings, ladder, member, Decimal(0))
    if now is None:
        return {}
    for side, up in (("up", True), ("down", False)):
        for change in _gaps(standings, own, step, up=up):
            then = rank_with(standings, ladder, member, change)
            if then is not None and (then < now if up else then > now):
                changes[side] = (abs(change), then)
                break
    return changes
