"""A year's figures as drawings, the table behind each saying the same."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from base.vietnamese import capitalised, number, percent_value, percentage, short_date
from blocs.documents import with_years
from blocs.models import BlocYear, Milestone
from blocs.permissions import can_read_all
from documents import charts
from pledges.completeness import Row, completeness

from .models import Conference
from .permissions import can_see_ranking, can_see_votes
from .standings import Table, score_table, sheets_of

YEARS = 5  # of ranks side by side


@dataclass(frozen=True)
class DrawnRow:
    """One line of a drawing on a page, its places in % of the width: letters stay as large as the page's."""

    name: str
    value: str
    end: str
    begin: str = ""  # of a pair: a dot here, one at the end, joined; else a bar from 0 to the end
    limit: str = ""  # where enough begins
    is_short: bool = False  # of that

    @classmethod
    def bar(cls, name: str, value: str, share: Fraction | Decimal, *, limit: Fraction) -> "DrawnRow":
        return cls(name, value, _place(share), limit=_place(limit), is_short=share < limit)


def _place(share: Any) -> str:
    return f"{float(share) * 100:.1f}%"


# Of the maximum; what is lost beyond each is a shade darker.
LOST = (Decimal(0), Decimal("0.05"), Decimal("0.15"), Decimal("0.3"))


@dataclass(frozen=True)
class Shade:
    """A share of the maximum as a cell of a page: the more was lost, the darker."""

    head: str
    text: str
    level: int  # 0 where nothing was lost, or nothing is known, to 4

    @classmethod
    def of(cls, head: str, share: Decimal | None) -> "Shade":
        lost = Decimal(0) if share is None else 1 - share
        return cls(head, _percent(share), sum(lost > step for step in LOST))


@dataclass(frozen=True)
class Picture:
    """A drawing, the sentence under it, and its table: heads and rows of cells. A page prefers `drawn` lines or
    `shades`, rows of cells in the letters of the page.
    """

    title: str
    svg: str
    caption: str
    heads: list[str]
    rows: list[list[str]]
    is_wide: bool = False
    drawn: tuple[DrawnRow, ...] = ()
    shades: tuple[tuple[str, tuple[Shade, ...]], ...] = ()
    group: str = ""  # the card that it shares with others on a page
    shades_caption: str = ""  # the sentence under the shades, where it is not that under the drawing


def pictures(user, year: BlocYear) -> list[Picture]:
    """Those that this person may see and for which there are figures."""
    pictures_of_year: list[Picture | None] = []
    if can_read_all(user, year):
        rows = completeness(year)
        for paper, title, kind in (
            ("registration", "Nộp bản đăng ký theo ngày", Milestone.Kind.REGISTRATION_CLOSED),
            ("annual", "Nộp báo cáo năm theo ngày", Milestone.Kind.SELF_SCORING_CLOSED),
        ):
            pictures_of_year.append(submissions(rows, paper, title, year.due(kind)))
    table = score_table(year) if can_see_ranking(user, year) else None
    if table and any(row.report_id for row in table.rows):
        pictures_of_year += [claimed_and_found(table), by_section(table), by_criterion(year, table)]
    conference = Conference.objects.filter(bloc_year=year).first()
    if conference and can_see_votes(user, conference):
        pictures_of_year += [
            vote_picture(vote) for vote in conference.votes.prefetch_related("tallies__association")
        ]
    return sorted(filter(None, pictures_of_year), key=lambda picture: picture.is_wide)


def submissions(rows: list[Row], paper: str, title: str, due_at) -> Picture | None:
    """The days on which papers came in, against the deadline."""
    came = [(row.association.short_name, cell) for row in rows if (cell := row.cells[paper]).at]
    if not came:
        return None
    days = [timezone.localtime(cell.at).date() for _, cell in came]
    due = timezone.localtime(due_at).date() if due_at else None
    ordered = sorted(zip(days, came, strict=True), key=lambda pair: pair[0])
    late = sum(cell.is_late for _, cell in came)
    finding = f"{len(came)} trên {len(rows)} hội đã nộp, {late} nộp muộn."
    cells = [[short_date(day), name, "muộn" if cell.is_late else "đúng hạn"] for day, (name, cell) in ordered]
    limit = f" Đường nét đứt: hạn {short_date(due)}." if due else ""
    return Picture(
        title, charts.step_chart(days, total=len(rows), due=due), finding + limit, ["Ngày", "Hội", ""], cells
    )


def claimed_and_found(table: Table) -> Picture:
    rows = [row for row in table.rows if row.report_id]
    pairs = [(row.association.short_name, row.self_totals.total, row.final.total) for row in rows]
    higher = sum(claimed > final for _, claimed, final in pairs)
    return Picture(
        f"{higher} trên {len(pairs)} hội tự chấm cao hơn kết quả",
        charts.pair_chart(pairs),
        "Vòng rỗng: điểm tự chấm; chấm đặc: kết quả.",
        ["Hội", "Tự chấm", "Kết quả", "Chênh lệch"],
        [[name, number(claimed), number(final), number(final - claimed)] for name, claimed, final in pairs],
        drawn=_drawn_pairs(pairs),
    )


def _drawn_pairs(pairs: list[tuple[str, Decimal, Decimal]]) -> tuple[DrawnRow, ...]:
    """On a scale from the lowest to the highest of all values; the ends are written in each line's figures."""
    values = [value for _, *pair in pairs for value in pair]
    low, high = min(values), max(values)
    span = high - low or Decimal(1)

    def place(value: Decimal) -> str:
        return _place(Decimal("0.02") + (value - low) / span * Decimal("0.96"))

    return tuple(
        DrawnRow(
            name,
            number(final) if claimed == final else f"{number(claimed)} → {number(final)}",
            place(final),
            begin=place(claimed),
        )
        for name, claimed, final in pairs
    )


def by_section(table: Table) -> Picture:
    """A panel for each member, best first: its share of the maximum of each section, all on one scale."""
    tree = table.criteria_set.tree if table.criteria_set else []
    most = {c.code: c.max_points for c in tree if c.code in table.sections and c.max_points}
    panels = [
        (row.association.short_name, [(code, row.final.sections.get(code, 0) / most[code]) for code in most])
        for row in table.rows
        if row.report_id
    ]
    names = "; ".join(f"{c.code}. {c.text}" for c in tree if c.code in most and c.depth == 0)
    rows = [(name, [share for _, share in bars]) for name, bars in panels]
    return Picture(
        _weakest(list(most), rows) or "Từng hội theo nội dung (%)",
        charts.small_multiples(panels),
        f"Phần trăm điểm tối đa của từng nội dung. {names}.",
        ["Hội", *most],
        [[name, *(_percent(share) for _, share in bars)] for name, bars in panels],
        is_wide=True,
        shades=_shaded(list(most), rows),
        shades_caption=f"{names}. Ô càng đậm càng mất nhiều điểm.",
    )


def _shaded(codes: list[str], rows: list[tuple]) -> tuple[tuple[str, tuple[Shade, ...]], ...]:
    return tuple((name, tuple(map(Shade.of, codes, shares))) for name, shares in rows)


def _weakest(codes: list[str], rows: list[tuple]) -> str:
    """The finding of a table of shares: where members lost most on the average; empty where nobody lost anything."""
    means = []
    for n, code in enumerate(codes):
        known = [shares[n] for _, shares in rows if shares[n] is not None]
        if known:
            means.append((sum(known) / len(known), code))
    if not means or min(means)[0] >= 1:
        return ""
    mean, code = min(means)
    return f"Mất điểm nhiều nhất ở {code}: bình quân đạt {_percent(mean)} điểm tối đa"


def by_criterion(year: BlocYear, table: Table) -> Picture:
    """Each member's share of the maximum, criterion by criterion; only on the version in force."""
    own = table.criteria_set
    leaves = [c for c in (own.leaves if own else []) if not c.is_extra and c.max_points]
    sheets = sheets_of(year)
    rows = []
    for row in table.rows:
        sheet = sheets.get(row.association.pk)
        if sheet and own and sheet.criteria_set_id == own.pk:
            rows.append((row.association.short_name, [_share(sheet, leaf) for leaf in leaves]))
    codes = [leaf.code for leaf in leaves]
    return Picture(
        _weakest(codes, rows) or "Điểm đạt được theo từng tiêu chí (%)",
        charts.heat_map(codes, rows),
        "Ô càng đậm càng mất nhiều điểm; gạch ngang: không áp dụng hoặc chưa có điểm.",
        ["Hội", *codes],
        [[name, *(_percent(share) for share in shares)] for name, shares in rows],
        is_wide=True,
        shades=_shaded(codes, rows),
    )


def _share(sheet, leaf) -> Decimal | None:
    points = sheet.final.get(leaf.pk)
    if points is None or leaf.pk in sheet.final_na:
        return None
    return points / leaf.max_points


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{percent_value(share, 0)} %"


def vote_picture(vote) -> Picture | None:
    """Votes against what was needed; nothing where scores decided."""
    if vote.method == vote.Method.SCORE:
        return None
    results = vote.results()
    rows = [(result.association.short_name, result.tally.approve, vote.whole) for result in results]
    needed = Fraction(vote.threshold)
    return Picture(
        f"Phiếu đồng ý: {with_years(str(vote), vote.conference.bloc_year.year)}",
        charts.vote_chart(rows, needed=float(needed)),
        f"Đường nét đứt: mức cần đạt, {vote.get_threshold_display()} tính trên {vote.get_base_display()}.",
        ["Hội", "Đồng ý", "Tỷ lệ", "Kết quả"],
        [
            [
                name,
                f"{votes}/{whole}",
                percentage(votes, whole),
                "Được chọn" if result.is_chosen else "Không được chọn",
            ]
            for (name, votes, whole), result in zip(rows, results, strict=True)
        ],
        drawn=tuple(
            DrawnRow.bar(name, f"{votes}/{whole}", Fraction(votes, whole or 1), limit=needed)
            for name, votes, whole in rows
        ),
        group="Phiếu đồng ý",
    )


def ranks_over_years(user, association) -> Picture | None:
    """This member's rank in the last years of its blocs, where whoever looks may see the ranking."""
    years = BlocYear.objects.for_user(user).with_parties().filter(bloc__memberships__association=association)
    seen = [year for year in years.order_by("-year").distinct()[:YEARS] if can_see_ranking(user, year)]
    tables = [(year, score_table(year)) for year in reversed(seen)]
    ranks = [
        (year.year, len(table.rows), row.rank if (row := table.row_of(association.pk)) else None)
        for year, table in tables
    ]
    if sum(rank is not None for _, _, rank in ranks) < 2:  # one rank is a sentence, no picture
        return None
    members = max(count for _, count, _ in ranks)
    ranked = [f"hạng {rank} năm {y}" for y, _, rank in ranks if rank]
    return Picture(
        capitalised(", ".join(ranked)),
        charts.rank_chart([y for y, _, _ in ranks], [rank for _, _, rank in ranks], members=members),
        "Hạng 1 ở trên cùng; năm để trống là năm chưa xếp hạng.",
        ["Năm", "Hạng"],
        [[str(y), f"{rank}/{count}" if rank else "–"] for y, count, rank in ranks],
    )


def _rank(table: Table, association) -> int | None:
    row = table.row_of(association.pk)
    return row.rank if row else None
