"""A report's figures and self-scores as a spreadsheet: filled in offline, read back, checked by the same forms."""

import json
from decimal import Decimal
from typing import Any

from base.text import read_json
from blocs.models import BlocYear, Criterion, Indicator
from documents.spreadsheets import NewWorkbook
from documents.workbooks import SheetRefused, WorkbookSheet, cell_name, read_book
from pledges.box_names import box_name, row_name
from pledges.last_year import figures_of_last_year, points_of_last_year
from pledges.merging import mark_of

from .models import Report, figure

FIGURES, SCORES, ABOUT = "Số liệu", "Tự chấm điểm", "Phiên bản"
UNCOMPUTED = "=…"  # what is read of a formula that no program has worked out yet
LAST_YEAR = 7  # the first of two columns that only tell the year before
FIRST = 4  # the first row of data, counted from one
# Which column of a sheet holds which box of its row, counted from 0; the first holds the row's name.
BOXES = {
    FIGURES: {4: "actual", 5: "previous", 6: "note"},
    SCORES: {4: "self_points", 5: "result", 6: "justification"},
}
ROWS = {FIGURES: "result-", SCORES: "line-"}  # how the names of its rows begin


def _about(report: Report) -> dict:
    """What a sheet was made for; another report's, or one of older criteria, is refused."""
    return {"report": report.pk, "criteria": report.criteria_set_id, "association": report.association.code}


def make_sheet(report: Report) -> bytes:
    """The report's own workbook: only the boxes the member fills in are open, and the version is inside."""
    book = NewWorkbook()
    _figures(book, report)
    if report.criteria_set:
        _scores(book, report)
    about = book.add_worksheet(ABOUT)
    about.write_string(0, 0, json.dumps(_about(report)))
    for y, (box, mark) in enumerate(marks_of(report).items(), 1):
        about.write_row(y, 0, [box, mark])
    about.very_hidden()
    return book.finished()


def _sheet(book: NewWorkbook, name: str, report: Report, headings: list[tuple[str, int]]):
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 1, f"{report.title}, {report.association.short_name}", book.title)
    sheet.write_string(1, 1, "Chỉ nhập vào các ô màu vàng. Số lẻ dùng dấu phẩy theo máy của anh/chị.")
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for n, (heading, width) in enumerate(headings, 1):
        sheet.set_column(n, n, width)
        sheet.write_string(FIRST - 2, n, heading, book.heading)
    sheet.freeze_panes(FIRST - 1, 0)
    sheet.protect()
    return sheet


def _put(sheet, row: int, column: int, value, style) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, value or "", style)


def _figures(book: NewWorkbook, report: Report) -> None:
    headings = [
        ("Chỉ tiêu", 46), ("Đơn vị tính", 12), ("Kế hoạch", 14), ("Thực hiện", 16), ("Cùng kỳ năm trước", 16),
        ("Ghi chú, nguồn số liệu", 36), ("Kế hoạch năm trước", 14), ("Thực hiện năm trước", 14),
    ]  # fmt: skip
    sheet = _sheet(book, FIGURES, report, headings)
    last_year = figures_of_last_year(report.bloc_year, report.association_id)
    for y, r in enumerate(report.results.select_related("target__content"), FIRST - 1):
        sheet.write_string(y, 0, row_name("result", r.pk))
        yes_no = r.target.kind == Indicator.Kind.YES_NO
        plan = r.target.plan_shown if r.target.is_words or yes_no else r.target.plan
        for x, value in enumerate((f"{r.target.content.code}. {r.target.name}", r.target.unit, plan), 1):
            _put(sheet, y, x, value, book.cell)
        done, before = [figure(r.target.kind, v) if yes_no else v for v in (r.actual, r.previous)]
        _put(sheet, y, 4, r.words if r.target.is_words else done, book.open_cell)
        _put(sheet, y, 5, before, book.open_cell)
        if yes_no:
            sheet.data_validation(y, 4, y, 5, {"validate": "list", "source": ["Có", "Không"]})
        _put(sheet, y, 6, r.note, book.open_cell)
        if before_this := last_year.get((r.target.name, r.target.unit)):
            _put(sheet, y, LAST_YEAR, before_this.plan, book.cell)
            _put(sheet, y, LAST_YEAR + 1, before_this.actual, book.cell)


def _scores(book: NewWorkbook, report: Report) -> None:
    headings = [
        ("Mã", 8), ("Tiêu chí", 60), ("Điểm tối đa", 10), ("Điểm tự chấm", 12), ("Kết quả thực hiện", 44),
    ]  # fmt: skip
    explains = report.bloc_year.evidence_rule == BlocYear.EvidenceRule.EXPLAINED
    headings.append(("Giải thích khi không có minh chứng", 44) if explains else ("", 2))
    headings += [("Tự chấm năm trước", 10), ("Thẩm định năm trước", 10)]
    last_year = points_of_last_year(report)
    sheet = _sheet(book, SCORES, report, headings)
    lines = {line.criterion_id: line for line in report.lines.all()}
    for y, criterion in enumerate(report.criteria.tree, FIRST - 1):
        line = lines.get(criterion.pk)
        for x, value in enumerate((criterion.code, criterion.text, criterion.max_points), 1):
            _put(sheet, y, x, value, book.cell)
        if line is None:
            continue
        sheet.write_string(y, 0, row_name("line", line.pk))
        is_typed = criterion.is_self_scored
        _put(sheet, y, 4, line.self_points, book.open_cell if is_typed else book.cell)
        _put(sheet, y, 5, line.result, book.open_cell)
        if explains and is_typed and criterion.needs_evidence:
            _put(sheet, y, 6, line.justification, book.open_cell)
        if before := last_year.get(criterion.code):
            _put(sheet, y, LAST_YEAR, before.self_points, book.cell)
            _put(sheet, y, LAST_YEAR + 1, before.verified_points, book.cell)
        if criterion.kind == Criterion.Kind.YES_NO:
            choices = [0, float(criterion.max_points)]
            sheet.data_validation(y, 4, y, 4, {"validate": "list", "source": choices})


def read_sheet(report: Report, upload) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What was filled in, as it would be typed: {box: text}; {box: sheet and cell}; {box: mark at the download}.

    Sheets are known by the names of their rows, whatever they are called by now. SheetRefused for a file that is no
    such workbook, was made for another report or other criteria, or holds a sheet twice.
    """
    sheets = read_book(upload)
    about = next((sheet for sheet in sheets if sheet.name == ABOUT), None)
    if about is None:
        raise SheetRefused("Đây không phải bảng Excel tải từ báo cáo này. Hãy tải bảng mới rồi điền lại.")
    if _parsed(about.cell(0, 0)) != _about(report):
        raise SheetRefused(
            "Bảng này của hội khác, báo cáo khác hoặc bộ tiêu chí cũ. Hãy tải bảng mới rồi điền lại."
        )
    typed: dict[str, Any] = {}
    cells: dict[str, str] = {}
    places: dict[str, str] = {}
    for sheet in sheets:
        if kind := _kind_of(sheet):
            if kind in places:
                raise SheetRefused(
                    f"Tệp có hai bảng “{kind}”: “{places[kind]}” và “{sheet.name}”. Hãy xóa bảng không dùng."
                )
            places[kind] = sheet.name
            _read(sheet, kind, typed, cells)
    if not places:
        raise SheetRefused(
            "Không thấy bảng số liệu hay bảng tự chấm trong tệp. Hãy tải bảng mới rồi điền lại."
        )
    marks = {row[0]: row[1] for row in about.rows[1:] if len(row) > 1 and row[0]}
    return typed, cells, marks


def _parsed(text: str):
    try:
        return read_json(text)
    except ValueError:
        return None


def _kind_of(sheet: WorkbookSheet) -> str:
    """FIGURES or SCORES by the names of its rows; nothing for any other sheet."""
    if sheet.name == ABOUT:
        return ""
    names = [row[0] for row in sheet.rows[FIRST - 1 :] if row]
    return next((kind for kind, name in ROWS.items() if any(n.startswith(name) for n in names)), "")


def _read(sheet: WorkbookSheet, kind: str, typed: dict, cells: dict) -> None:
    for y in range(FIRST - 1, len(sheet.rows)):
        key = sheet.cell(y, 0)
        if not key.startswith(ROWS[kind]):
            continue
        for x, name in BOXES[kind].items():
            box, where = f"{key}-{name}", cell_name(y, x)
            typed[box] = UNCOMPUTED if where in sheet.uncomputed else sheet.cell(y, x)
            cells[box] = f"{sheet.name}, ô {where} ({sheet.cell(y, 1)[:40]})"


def marks_of(report: Report) -> dict[str, str]:
    """Marks of everything the sheet can change, as stored now."""
    marks: dict[str, str] = {}
    for result in report.results.all():
        marks |= {
            box_name("result", result.pk, n): mark_of(getattr(result, n))
            for n in ("actual", "words", "previous", "note")
        }
    for line in report.lines.all():
        marks |= {
            box_name("line", line.pk, n): mark_of(getattr(line, n))
            for n in ("self_points", "result", "justification")
        }
    return marks
