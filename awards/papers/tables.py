"""Tables that more than one paper prints: scores and ranks, figures, nominees, ballots."""

from decimal import Decimal

from awards.models import Vote, agreed, agreed_shortly
from awards.passed_over import BetterRanked
from awards.provenance import figures
from awards.standings import Table as ScoreTable
from base.vietnamese import number, percentage, two_digits, uncapitalised
from blocs.models import BlocYear
from documents.papers import Column, Paragraph, Table


def rank_table(scores: ScoreTable, day) -> Table:
    """Self and verified sums of every member side by side, with rank and class. Landscape."""
    sections = scores.sections
    extras = (Column("Thưởng", 6, "center"), Column("Trừ", 3.8, "center"), Column("Tổng", 5, "center"))
    sums = (*(Column(code, 11.7 / len(sections), "center") for code in sections), *extras)
    columns = (
        Column("STT", 3.7, "center"),
        Column("Tên đơn vị", 19.5),
        *sums,
        *sums,
        Column("Xếp hạng", 5.5, "center"),
        Column("Xếp loại", 7.5, "center"),
        Column("Ghi chú", 10.8),
    )
    span = len(sections) + 3
    groups = (("Đơn vị", 2), ("Điểm tự chấm", span), ("Điểm thẩm định", span), ("Kết quả", 3))
    rows = tuple(_rank_row(n, row, sections, day) for n, row in enumerate(scores.rows, 1))
    return Table(columns, rows, groups=groups)


def _rank_row(n: int, row, sections: list[str], day) -> tuple[str, ...]:
    def sums(totals):
        parts = [number(totals.sections.get(code, Decimal(0))) for code in sections]
        return *parts, number(totals.bonus), number(totals.deductions), number(totals.total)

    nothing = ("",) * (len(sections) + 3)
    points = (*sums(row.self_totals), *sums(row.verified)) if row.report_id else nothing * 2
    return (
        str(n),
        row.association.name_on(day),
        *points,
        rank_text(row),
        row.classification,
        remark(row, sections),
    )


def rank_text(row) -> str:
    """2, "2 (đồng hạng)", or a dash for who is not ranked."""
    if row.rank is None:
        return "–"
    return f"{row.rank} (đồng hạng)" if row.place.is_tied else str(row.rank)


def remark(row, sections: list[str]) -> str:
    """Why a member is not ranked or not eligible; which rung placed it among equals."""
    if row.is_awaited:
        return row.outcome_label
    if row.reasons:
        return f"{row.outcome_label}: {'; '.join(map(uncapitalised, row.reasons))}"
    notes = []
    if row.place.decided_by:
        notes.append(
            f"Tiêu chí phụ: {uncapitalised(BlocYear.tie_break_label(row.place.decided_by, sections))}"
        )
    if row.verified.adjustment:
        count = two_digits(row.verified.not_applicable)
        notes.append(f"Quy đổi +{number(row.verified.adjustment)}: {count} tiêu chí không áp dụng")
    if row.final.total != row.verified.total:
        notes.append(f"Hội nghị sửa, tổng điểm {number(row.final.total)}")
    return "; ".join(notes)


def rungs_sentence(scores: ScoreTable) -> list[Paragraph]:
    """Which rungs of the ladder parted equals, if any did."""
    rungs = "; ".join(map(uncapitalised, scores.used_rungs()))
    return (
        [Paragraph(f"Các đơn vị bằng tổng điểm được xếp theo tiêu chí phụ: {rungs}.", is_aside=True)]
        if rungs
        else []
    )


def figures_table(year: BlocYear) -> Table | None:
    """Plan and result over the bloc, only of indicators that may be summed; None if there are none."""
    figures_of_year = figures(year)
    if not figures_of_year:
        return None
    columns = (
        Column("STT", 6, "center"),
        Column("Chỉ tiêu", 24),
        Column("Đơn vị tính", 10, "center"),
        Column("Kế hoạch", 10, "right"),
        Column("Thực hiện", 11, "right"),
        Column("Đạt", 11, "right"),
        Column("Năm trước", 10, "right"),
        Column("So với năm trước", 10, "right"),
        Column("Số đơn vị", 8, "center"),
    )
    rows = tuple(
        (
            str(n),
            f.indicator.name,
            f.indicator.unit,
            number(f.plan),
            number(f.actual),
            percentage(f.actual, f.plan),
            number(f.previous),
            percentage(f.actual, f.previous) if f.previous else "",
            two_digits(len(f.results)),
        )
        for n, f in enumerate(figures_of_year, 1)
    )
    return Table(columns, rows)


def nominee_table(nominations, day) -> Table:
    """Who is proposed, with the facts the province asks for."""
    bases = list(dict.fromkeys(n.vote.whole_label for n in nominations if n.vote.method != Vote.Method.SCORE))
    base = f" (đồng ý trên số {', '.join(bases)})" if bases else ""
    columns = (
        Column("STT", 7, "center"),
        Column("Tên tập thể", 45),
        Column("Tổng điểm", 10, "center"),
        Column("Xếp hạng", 9, "center"),
        Column(f"Kết quả bỏ phiếu{base}", 29, "center"),
    )
    rows = tuple(
        (
            str(n),
            nomination.association.name_on(day),
            number(nomination.total),
            str(nomination.rank),
            short_votes_text(nomination),
        )
        for n, nomination in enumerate(nominations, 1)
    )
    return Table(columns, rows)


def out_of_rank(nominations, passed_over: list[BetterRanked], day) -> dict[int, str]:
    """{nomination: who ranks before it and is not proposed for the same award, with the reason}.

    Each is told once, beside the first nominee that ranks after it.
    """
    notes: dict[int, str] = {}
    waiting = {one.key: one for one in passed_over}
    for nomination in sorted(nominations, key=lambda nomination: nomination.rank):
        ranked_before = []
        for key, one in list(waiting.items()):
            if one.award_type.pk == nomination.award_type_id and one.rank < nomination.rank:
                why = f" vì {uncapitalised(one.reason)}" if one.reason else ""
                ranked_before.append(f"{one.association.name_on(day)} (hạng {one.rank}){why}")
                del waiting[key]
        if ranked_before:
            notes[nomination.pk] = f"Đề nghị trước {'; '.join(ranked_before)}"
    return notes


def short_votes_text(nomination) -> str:
    """The same in a cell of a table: 14/16 (87,5 %)."""
    if nomination.vote.method == Vote.Method.SCORE:
        return "Theo điểm xếp hạng"
    return agreed_shortly(nomination.vote, nomination.approve, nomination.whole)


def votes_text(nomination) -> str:
    if nomination.vote.method == Vote.Method.SCORE:
        return "theo điểm xếp hạng"
    return agreed(nomination.vote, nomination.approve, nomination.whole)


def ballot_table(vote: Vote, day) -> Table:
    """For and against each nominee of a round, the percentage with its base."""
    columns = (
        Column("STT", 7, "center"),
        Column("Đơn vị được giới thiệu", 35),
        Column("Đồng ý", 10, "center"),
        Column("Không đồng ý", 11, "center"),
        Column(f"Tỷ lệ đồng ý trên số {vote.whole_label}", 21, "center"),
        Column("Kết quả", 16, "center"),
    )
    rows = tuple(
        (
            str(n),
            result.association.name_on(day),
            two_digits(result.tally.approve),
            two_digits(result.tally.against),
            result.short_share,
            "Được chọn" if result.is_chosen else "Không được chọn",
        )
        for n, result in enumerate(vote.results(), 1)
    )
    return Table(columns, rows)
