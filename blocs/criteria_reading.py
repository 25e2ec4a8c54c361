"""Criteria read from the tables blocs really have, looked at before they are saved.

Real tables number their lines I, 1, 1.1, a) or with a dash, write 0,5 with a comma, merge cells, repeat their heading
on each page and have totals between.
"""

from base.text import read_json
from base.vietnamese import search_key
from documents.workbooks import SheetRefused, WorkbookSheet

from .criteria_preview import CriteriaPreview
from .criteria_table import TableReader

ABOUT = "Phiên bản"  # the hidden sheet of our own export: what its visible columns cannot say

# What the heading of a column has in it, without accents.
HEADINGS = {
    "code": ("stt", "tt", "so tt", "so thu tu", "ma"),
    "text": ("noi dung", "tieu chi"),
    "points": ("diem chuan", "diem toi da", "thang diem", "so diem", "diem"),
    "kind": ("cach cham",),
    "needs_evidence": ("minh chung", "kiem chung", "chung minh", "bang chung"),
    "may_not_apply": ("khong ap dung",),
}

HEADING_ROWS = 40  # from the top; the table begins before that


def read_criteria(sheets: list[WorkbookSheet], sheet_name: str = "") -> CriteriaPreview:
    """Read the sheet of that name; without one the sheet Excel shows first, else the first with a heading row.

    Hidden sheets are not read. SheetRefused with a sentence where there is no heading row.
    """
    visible = [sheet for sheet in sheets if not sheet.is_hidden]
    if sheet_name and sheet_name not in [sheet.name for sheet in visible]:
        raise SheetRefused(f"Không thấy bảng tên “{sheet_name}” trong tệp.")
    visible.sort(key=lambda sheet: (sheet.name != sheet_name, not sheet.is_active))
    headed = [
        (sheet, top, columns)
        for sheet in visible
        if (heading := _heading(sheet))
        for top, columns in [heading]
    ]
    if not headed or (sheet_name and headed[0][0].name != sheet_name):
        raise SheetRefused(
            "Không thấy dòng tiêu đề có “STT”, “Nội dung” (hoặc “Tiêu chí”) và “Điểm” trong tệp."
        )
    sheet, top, columns = headed[0]
    preview = CriteriaPreview(sheet=sheet.name, other_sheets=[other.name for other, *_ in headed[1:]])
    about = [other for other in sheets if other.name == ABOUT and other.is_hidden]
    preview.read_from = [sheet, *(other for other, *_ in headed[1:]), *about]
    TableReader(sheet, top, columns, _own_facts(sheets), preview).read()
    return preview


def _own_facts(sheets: list[WorkbookSheet]) -> dict[str, dict]:
    """{code: {parent, kind, rule}} of a table that we exported; nothing for any other."""
    about = next((sheet for sheet in sheets if sheet.name == ABOUT and sheet.is_hidden), None)
    try:
        facts = {
            row[0]: read_json(row[1]) for row in (about.rows if about else []) if len(row) > 1 and row[0]
        }
    except ValueError:
        return {}
    return {code: fact for code, fact in facts.items() if isinstance(fact, dict)}


def _heading(sheet: WorkbookSheet) -> tuple[int, dict[str, int]] | None:
    """(index of the heading row, {what: column}) of the first row that names number, text and points."""
    for y, row in enumerate(sheet.filled()[:HEADING_ROWS]):
        if y in sheet.hidden_rows:
            continue
        columns: dict[str, int] = {}
        plain = [search_key(cell).rstrip(" .:") for cell in row]
        for name, words in HEADINGS.items():
            taken = set(columns.values())
            column = _column_that_says(plain, words, taken)
            if column is not None:
                columns[name] = column
        if {"code", "text", "points"} <= set(columns):
            return y, columns
    return None


def _column_that_says(row: list[str], words: tuple[str, ...], taken: set[int]) -> int | None:
    for word in words:
        for x, cell in enumerate(row):
            if x not in taken and (cell == word if len(word) < 4 else word in cell):
                return x
    return None
