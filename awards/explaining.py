"""Why a member has its rank: from its own score to the final one, the rung that parted equals, what would move it."""

from dataclasses import dataclass
from decimal import Decimal

from base.vietnamese import number, uncapitalised
from pledges.scoring import Totals

from . import ranking
from .standings import Row, Table


@dataclass(frozen=True)
class Step:
    """One step of the way: what it is, what it adds or takes, and where the total then stands. Points."""

    label: str
    change: Decimal
    reaches: Decimal


def _changes(before: Totals, after: Totals, sections: list[str]) -> list[tuple[str, Decimal]]:
    """What differs between two sums, part by part; what does not differ is left out."""
    parts = [
        (f"nội dung {code}", after.sections.get(code, Decimal(0)) - before.sections.get(code, Decimal(0)))
        for code in sections
    ]
    parts += [
        ("quy đổi do có tiêu chí không áp dụng", after.adjustment - before.adjustment),
        ("điểm thưởng", after.bonus - before.bonus),
        ("điểm trừ", before.deductions - after.deductions),
    ]
    return [(label, change) for label, change in parts if change]


def waterfall(row: Row, sections: list[str]) -> list[Step]:
    """From the self-scored total over the verifiers' changes to those of the conference. Ends at the final total."""
    reached = row.self_totals.total
    steps = [Step("Tự chấm", reached, reached)]
    for before, after, who in (
        (row.self_totals, row.verified, "Thẩm định"),
        (row.verified, row.final, "Hội nghị"),
    ):
        for label, change in _changes(before, after, sections):
            reached += change
            steps.append(Step(f"{who}: {label}", change, reached))
    return [*steps, Step("Tổng điểm xếp hạng", Decimal(0), reached)]


def _beside_equals(row: Row, table: Table) -> list[str]:
    """Who of the same total stands just above and just below, and by which rung of the ladder."""
    equal = [r for r in table.rows if r.rank and r.final.total == row.final.total]
    at = equal.index(row)
    beside = [(equal[at - 1], "sau vì đơn vị ấy hơn")] if at else []
    beside += [(other, "trước vì hơn đơn vị ấy") for other in equal[at + 1 : at + 2]]
    return [
        f"Bằng tổng điểm với {other.association.short_name}; xếp {why} ở tiêu chí phụ “{rung}”."
        for other, why in beside
        if (rung := _parted_by(row, other, table))
    ]


def _parted_by(row: Row, other: Row, table: Table) -> str:
    """The first rung at which two of the same total differ, in words; empty where none does."""
    own, others = (ranking.merit(r.standing, table.ladder)[1:] for r in (row, other))
    rungs = (rung for rung, a, b in zip(table.ladder, own, others, strict=True) if a != b)
    return uncapitalised(table.rung_label(rung)) if (rung := next(rungs, "")) else ""


def place_reasons(row: Row, table: Table) -> list[str]:
    """Sentences on the place: the rung that decided, equals that stay equals; none where the total says it all."""
    if row.rank is None:
        return [f"Không xếp hạng: {'; '.join(map(uncapitalised, row.reasons))}."]
    sentences = []
    if row.place.decided_by:
        sentences += _beside_equals(row, table)
    if row.place.is_tied:
        equal = (
            "Bằng nhau ở mọi tiêu chí phụ"
            if table.ladder
            else "Bằng tổng điểm, năm này không đặt tiêu chí phụ,"
        )
        sentences.append(f"{equal} nên xếp đồng hạng.")
    return sentences


def reasons(row: Row, table: Table, step: Decimal) -> list[str]:
    """The same, and what would change the order, for a page where one asks."""
    sentences = place_reasons(row, table)
    if row.rank is None:
        return sentences
    standings = [r.standing for r in table.rows]
    moves = ranking.what_would_change(standings, table.ladder, row.association.pk, step)
    if up := moves.get("up"):
        sentences.append(f"Thêm {number(up[0])} điểm thì xếp hạng {up[1]}.")
    if down := moves.get("down"):
        sentences.append(f"Bớt {number(down[0])} điểm thì xếp hạng {down[1]}.")
    return sentences
