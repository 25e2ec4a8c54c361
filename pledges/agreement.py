"""How far two verifiers found the same, and who settled what they did not."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from blocs.models import BlocYear

from .models import Report, ScoreLine, Verdict, Verification


@dataclass(frozen=True)
class Compared:
    """One criterion of one sheet that two have finished: what each found, and what stands."""

    line: ScoreLine
    first: Verdict
    second: Verdict

    @property
    def agrees(self) -> bool:
        return self.first.outcome == self.second.outcome

    @property
    def apart(self) -> Decimal:
        """Points between the two."""
        return abs(self.first.verified_points - self.second.verified_points)

    @property
    def settled_by(self) -> str:
        """Who decided, where the two differ and somebody has."""
        return "" if self.agrees or self.line.verified_points is None else str(self.line.verified_by)


@dataclass(frozen=True)
class Agreement:
    """A figure over some rows: how many of them both found the same, and how far apart they were on the mean."""

    same: int
    of: int
    apart: Decimal  # points, the mean over all rows

    @property
    def percent(self) -> Decimal | None:
        return Decimal(self.same * 100) / self.of if self.of else None


def agreement(rows: Iterable[Compared]) -> Agreement:
    compared = list(rows)
    apart = sum((row.apart for row in compared), Decimal(0))
    return Agreement(
        same=sum(row.agrees for row in compared),
        of=len(compared),
        apart=apart / len(compared) if compared else Decimal(0),
    )


def compared_rows(year: BlocYear) -> list[Compared]:
    """Every criterion that two found on sheets that are finished; nothing of a sheet before, so that each stays alone.

    The same few queries for any number of members.
    """
    if year.verifiers == 1:
        return []
    named: dict[int, list[Verification]] = {}
    for one in year.verifications.deciding():
        named.setdefault(one.association_id, []).append(one)
    finished = [body for body, own in named.items() if len(own) > 1 and all(one.frozen_at for one in own)]
    verdicts = Verdict.objects.filter(
        verification__bloc_year=year,
        verification__recused_at=None,
        verification__only_asks=False,
        verification__association__in=finished,
        line__report__kind=Report.Kind.ANNUAL,
        line__report__state__in=Report.HANDED_IN,
    ).select_related(
        "verification__verifier", "line__criterion", "line__report__association", "line__verified_by"
    )
    in_order = verdicts.order_by(
        "line__report__association__sort_key",
        "line__criterion__code",
        "line",
        "verification__assigned_at",
        "pk",
    )
    by_line: dict[int, list[Verdict]] = {}
    for verdict in in_order:
        by_line.setdefault(verdict.line_id, []).append(verdict)
    return [Compared(own[0].line, own[0], own[1]) for own in by_line.values() if len(own) > 1]


def by_criterion(rows: list[Compared]) -> list[tuple[str, str, Agreement]]:
    """(code, text, figure) of each criterion, the least agreed on first."""
    groups: dict[tuple[str, str], list[Compared]] = {}
    for row in rows:
        groups.setdefault((row.line.criterion.code, row.line.criterion.text), []).append(row)
    figures = [(code, text, agreement(own)) for (code, text), own in groups.items()]
    return sorted(figures, key=lambda one: (one[2].percent or 0, one[0]))


def by_pair(rows: list[Compared]) -> list[tuple[str, Agreement]]:
    """(names of the two, figure) of each pair of verifiers."""
    groups: dict[str, list[Compared]] = {}
    for row in rows:
        names = sorted(str(verdict.verification.verifier) for verdict in (row.first, row.second))
        groups.setdefault(" và ".join(names), []).append(row)
    return [(names, agreement(own)) for names, own in sorted(groups.items())]
