"""Báo cáo and Bảng tự chấm điểm of a member."""

import datetime
from decimal import Decimal

from base.vietnamese import number, percentage, roman, sentence
from blocs.documents import with_years
from blocs.models import Criterion, OutlineSection
from documents.papers import Block, Column, Heading, Paper, Paragraph, Table
from pledges.charts import plan_chart
from pledges.computed import as_handed_in
from pledges.contents import ReportContents
from pledges.models import Report, figure
from pledges.scoring import Totals, add_up

from .own import opening, own_paper

FIGURE_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Chỉ tiêu", 27),
    Column("Đơn vị tính", 12, "center"),
    Column("Kế hoạch", 13, "right"),
    Column("Thực hiện", 13, "right"),
    Column("Đạt", 14, "right"),
    Column("Cùng kỳ", 13, "right"),
)
ANNUAL_FIGURE_COLUMNS = (*FIGURE_COLUMNS[:-1], Column("Năm trước", 13, "right"))
SUM_COLUMNS = (
    Column("Mã", 10, "center"),
    Column("Nội dung", 60),
    Column("Điểm tối đa", 15, "center"),
    Column("Tự chấm", 15, "center"),
)


def figure_rows(report: Report) -> tuple[tuple[str, ...], ...]:
    rows = []
    for n, r in enumerate(report.results.select_related("target__content"), 1):
        kind, plan = r.target.kind, r.target.plan
        met = percentage(r.actual, plan) if r.actual is not None and plan and kind != "yes_no" else ""
        done = r.words or figure(kind, r.actual)
        before = figure(kind, r.previous)
        rows.append((str(n), r.target.name, r.target.unit, r.target.plan_shown, done, met, before))
    return tuple(rows)


def _points_and_skipped(lines: dict) -> tuple[dict, set[int]]:
    claimed = {pk: line.self_points for pk, line in lines.items()}
    return claimed, {pk for pk, line in lines.items() if line.not_applicable}


def _sums(report: Report) -> Totals:
    lines = {line.criterion_id: line for line in as_handed_in(ReportContents(report))}
    return add_up(report.criteria, *_points_and_skipped(lines))


def sum_rows(report: Report) -> tuple[tuple[str, ...], ...]:
    """What the member gives itself for each content, with bonus and deductions."""
    totals = _sums(report)
    contents = [c for c in report.criteria.tree if c.depth == 0 and c.kind not in Criterion.EXTRAS]
    rows = [
        (c.code, c.text, number(c.max_points), number(totals.sections.get(c.code, Decimal(0))))
        for c in contents
    ]
    rows.append(("", "Điểm thưởng", number(report.criteria.bonus_cap), number(totals.bonus)))
    rows.append(("", "Điểm trừ", "", number(totals.deductions)))
    return tuple(rows)


def self_classification(report: Report) -> str:
    """The class that the member's own total falls into; empty where the criteria have no bands."""
    return report.criteria.classify(_sums(report).total)


SHEET_COLUMNS = (
    Column("Mã", 8, "center"),
    Column("Tiêu chí", 33),
    Column("Tối đa", 9, "center"),
    Column("Tự chấm", 9, "center"),
    Column("Kết quả thực hiện", 30),
    Column("Minh chứng số", 11, "center"),
)


def _numbered_evidence(criteria_set, lines: dict) -> dict[int, int]:
    """{piece: its number}, in the order in which the criteria first use them."""
    used = [proof.pk for c in criteria_set.tree if c.pk in lines for proof in lines[c.pk].proofs]
    return {pk: number_in_list for number_in_list, pk in enumerate(dict.fromkeys(used), 1)}


def _evidence_list(numbers: dict[int, int], lines: dict) -> list[Block]:
    """Danh mục minh chứng: each piece once, by the number that the table says."""
    pieces = {proof.pk: proof for line in lines.values() for proof in line.proofs}
    if not numbers:
        return []
    return [
        Paragraph("Danh mục minh chứng kèm theo:", is_lead_in=True),
        *(Paragraph(f"{n}. {sentence(str(pieces[pk]))}") for pk, n in numbers.items()),
    ]


def _proofs(line, numbers: dict[int, int]) -> str:
    """The numbers of a criterion's pieces, with the pages where they are written."""
    if not line.proofs:
        return "Không có" if line.justification else ""
    pages = [f"{numbers[p.pk]} (trang {p.pages})" if p.pages else str(numbers[p.pk]) for p in line.proofs]
    return "; ".join(pages)


def _sheet_row(criterion, line, sums: dict[str, Decimal], numbers: dict[int, int]) -> tuple[str, ...]:
    if line is None:  # a heading of the sheet
        total = number(sums[criterion.code]) if criterion.code in sums else ""
        return criterion.code, criterion.text, number(criterion.max_points), total, "", ""
    points = "Không áp dụng" if line.not_applicable else number(line.self_points)
    return (
        criterion.code,
        criterion.text,
        number(criterion.max_points),
        points,
        line.result,
        _proofs(line, numbers),
    )


def _sheet_rows(criteria_set, lines: dict, totals: Totals, numbers: dict[int, int]) -> list[tuple[str, ...]]:
    """The criteria with the sums of the contents; bonuses and deductions under headings of their own."""
    headings = {
        Criterion.Kind.BONUS: (
            "",
            "ĐIỂM THƯỞNG",
            number(criteria_set.bonus_cap),
            number(totals.bonus),
            "",
            "",
        ),
        Criterion.Kind.DEDUCTION: ("", "ĐIỂM TRỪ", "", number(totals.deductions), "", ""),
    }
    rows: list[tuple[str, ...]] = []
    for criterion in criteria_set.tree:
        if heading := headings.pop(criterion.kind, None):
            rows.append(heading)
        rows.append(_sheet_row(criterion, lines.get(criterion.pk), totals.sections, numbers))
    return rows


def score_sheet_paper(report: Report, day: datetime.date) -> Paper:
    """Bảng tự chấm điểm of a member, signed by itself: every criterion with points, result and evidence; the sum."""
    contents = ReportContents(report)
    lines = {line.criterion_id: line for line in as_handed_in(contents)}
    for line in lines.values():
        line.proofs = contents.evidence.get(line.pk, [])
    criteria_set = report.criteria
    totals = add_up(criteria_set, *_points_and_skipped(lines))
    numbers = _numbered_evidence(criteria_set, lines)
    rows = tuple(_sheet_rows(criteria_set, lines, totals, numbers))
    total = ("", "TỔNG ĐIỂM TỰ CHẤM", "", number(totals.total), "", "")
    year = report.bloc_year
    classified = criteria_set.classify(totals.total)
    verdict = [Paragraph(f"Tự xếp loại: {classified}.")] if classified else []
    return own_paper(
        report,
        day,
        kind="bang-tu-cham",
        type_name="BẢNG TỰ CHẤM ĐIỂM THI ĐUA",
        abstract=f"Năm {year.year}",
        blocks=(
            opening(report, day, "tự chấm điểm thi đua"),
            Table(SHEET_COLUMNS, rows, total=total),
            *verdict,
            *_evidence_list(numbers, lines),
            *_without_evidence(report),
            Paragraph(
                f"Chấm theo bộ tiêu chí thi đua năm {year.year} của khối, thang điểm {number(criteria_set.scale)}; điểm"
                f" thưởng tối đa {number(criteria_set.bonus_cap)}"
            ),
        ),
    )


def _written(report: Report, parts: list[str]) -> list[Block]:
    """The headings of these parts of the outline with what was written; numbered 1, 2, 3 under a part of the paper."""
    sections = report.sections.select_related("outline").filter(outline__part__in=parts)
    blocks: list[Block] = []
    for n, section in enumerate(sections, 1):
        lines = [line.strip() for line in section.text.splitlines() if line.strip()]
        title = with_years(section.outline.title, report.bloc_year.year)
        blocks += [Heading(f"{n}. {title}", level=2), *map(Paragraph, lines or ["(Chưa viết.)"])]
    return blocks


def _plain(report: Report, part: str) -> list[Block]:
    """What was written under the headings of one part, without them where there is only one."""
    blocks = _written(report, [part])
    if sum(isinstance(block, Heading) for block in blocks) == 1:
        return blocks[1:]
    return blocks


def _figures(report: Report) -> list[Block]:
    rows = figure_rows(report)
    if not rows:
        return []
    chart = plan_chart(report.results.select_related("target"))
    columns = ANNUAL_FIGURE_COLUMNS if report.is_annual else FIGURE_COLUMNS
    return [Table(columns, rows), *([chart] if chart else [])]


def _own_scores(report: Report) -> list[Block]:
    if not report.criteria_set:
        return []
    total = ("", "Tổng điểm tự chấm", "", number(_sums(report).total))
    blocks: list[Block] = [Table(SUM_COLUMNS, sum_rows(report), total=total)]
    if classified := self_classification(report):
        blocks.append(
            Paragraph(f"Tự xếp loại: {classified}. Điểm từng tiêu chí ghi tại Bảng tự chấm điểm kèm theo.")
        )
    return [*blocks, *_without_evidence(report)]


def _without_evidence(report: Report) -> list[Block]:
    """The criteria that claim points on no evidence, each with the member's word on why."""
    lines = report.lines.exclude(justification="").select_related("criterion")
    bare = [
        line
        for line in lines.prefetch_related("uses__evidence").order_by(
            "criterion__position", "criterion__code"
        )
        if line.lacks_evidence
    ]
    if not bare:
        return []
    return [
        Paragraph("Các tiêu chí chưa có minh chứng và giải thích của đơn vị:"),
        *(Paragraph(f"- Tiêu chí {line.criterion.code}: {line.justification}") for line in bare),
    ]


def report_paper(report: Report, day: datetime.date) -> Paper:
    """A member's report on its own letterhead, to be printed and signed (Decree 30/2020, form 1.5)."""
    year = report.bloc_year
    part = OutlineSection.Part
    next_year, rest = (
        f"PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {year.year + 1}",
        f"NHIỆM VỤ SÁU THÁNG CUỐI NĂM {year.year}",
    )
    ahead = next_year if report.is_annual else rest
    parts = [
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ, PHONG TRÀO THI ĐUA", _written(report, [part.RESULTS])),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU ĐĂNG KÝ", _figures(report)),
        ("KẾT QUẢ TỰ CHẤM ĐIỂM", _own_scores(report)),
        ("HẠN CHẾ, NGUYÊN NHÂN", _plain(report, part.LIMITS)),
        (ahead, _plain(report, part.DIRECTION)),
        ("KIẾN NGHỊ, ĐỀ XUẤT", _plain(report, part.REQUESTS)),
    ]
    when = f"năm {year.year}" if report.is_annual else f"6 tháng đầu năm {year.year}"
    subject = f"công tác thi đua, khen thưởng {when}"
    blocks: list[Block] = [opening(report, day, f"báo cáo kết quả {subject}")]
    for n, (title, content) in enumerate([one for one in parts if one[1]], 1):
        blocks += [Heading(f"{roman(n)}. {title}"), *content]
    summed = "tổng kết" if report.is_annual else "sơ kết"
    body = report.association.name_on(day)
    blocks.append(Paragraph(f"Trên đây là báo cáo {summed} {subject} của {body}, kính báo cáo Trưởng khối"))
    return own_paper(
        report,
        day,
        kind="bao-cao-hoi",
        type_name="BÁO CÁO",
        type_code="BC",
        abstract=f"{summed.capitalize()} {subject}",
        blocks=tuple(blocks),
    )
