"""Tables of a Word document, or pasted from one, as sheets: each cell as text, merged cells as merged areas."""

import csv
import io
from itertools import islice
from typing import Any

import docx
from django.core.files import File
from docx.oxml.ns import qn

from .isolation import FileRefused, in_child
from .word_numbering import Numbering
from .workbooks import COLUMNS_READ, MERGED_LIMIT, ROWS_READ, SheetRefused, WorkbookSheet, clean_cells

TABLES_READ = 20
NO_DOCUMENT = "Không đọc được tệp Word này. Hãy lưu lại dạng .docx rồi tải lên."
NO_TABLE = "Trong tệp Word không có bảng nào."


def read_tables(upload: File) -> list[WorkbookSheet]:
    """The tables of an uploaded .docx, in their order. SheetRefused with a sentence where there is none to read."""
    upload.seek(0)
    try:
        tables = in_child(_read_tables, upload.read())
    except FileRefused as refusal:
        raise SheetRefused(str(refusal)) from refusal
    if not tables:
        raise SheetRefused(NO_TABLE)
    return tables


def _read_tables(content: bytes) -> list[WorkbookSheet]:
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        labels = Numbering(document).labels(body.iter(qn("w:p")))
        tables = [table for table in body.iter(qn("w:tbl")) if not _is_inside(table, "w:tc")]
        return [_sheet(table, n, labels) for n, table in enumerate(tables[:TABLES_READ], 1)]
    except FileRefused:
        raise
    except Exception as error:  # python-docx raises whatever its parts do over a file that was cut or made up
        raise FileRefused(NO_DOCUMENT) from error


def _is_inside(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*map(qn, tags)), None) is not None


def _sheet(table: Any, number: int, labels: dict[Any, str]) -> WorkbookSheet:
    """A cell that goes on over rows below or columns beside it speaks once; the area that it covers is kept."""
    sheet = WorkbookSheet(f"Bảng {number}", is_active=number == 1)
    areas: list[list[tuple[int, int]]] = []
    above: dict[int, list[tuple[int, int]]] = {}  # column: the area of the cell that stands there
    rows = [row for row in table.iter(qn("w:tr")) if _table_of(row) is table and not _was_deleted(row)]
    for y, row in enumerate(rows):
        if y >= ROWS_READ:
            sheet.is_cut = True
            break
        texts: list[str] = []
        for cell in (cell for cell in row.iter(qn("w:tc")) if _table_of(cell) is table):
            x, width = len(texts), _width(cell)
            places = [(y, place) for place in range(x, min(x + width, COLUMNS_READ))]
            if _goes_on(cell) and x in above:
                above[x] += places
                text = ""
            else:
                areas.append(places)
                above |= dict.fromkeys(range(x, x + width), places)
                text = _text(cell, labels)
            texts += [text, *[""] * (width - 1)]
            sheet.has_tracked_changes |= next(cell.iter(*map(qn, TRACKED)), None) is not None
        sheet.rows.append(texts[:COLUMNS_READ])
    sheet.merged = [_area(covered) for covered in areas if len(covered) > 1]
    if len(sheet.merged) > MERGED_LIMIT:
        raise FileRefused("Bảng có quá nhiều ô gộp. Hãy bỏ gộp ô rồi tải lên lại.")
    clean_cells(sheet)
    return sheet


TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(qn("w:tbl")))


def _was_deleted(row: Any) -> bool:
    """Whether somebody struck the whole row out and nobody has accepted that yet."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _width(cell: Any) -> int:
    """Over how many columns a cell goes."""
    spanned = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(spanned.get(qn("w:val"))) if spanned is not None else 1


def _goes_on(cell: Any) -> bool:
    """Whether it belongs to the cell above it."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _text(cell: Any, labels: dict[Any, str]) -> str:
    """A cell's paragraphs as they would read once all tracked changes are accepted, each with its number."""
    own = [p for p in cell.iter(qn("w:p")) if next(p.iterancestors(qn("w:tc"))) is cell]
    lines = [" ".join(filter(None, [labels.get(paragraph, ""), _words(paragraph)])) for paragraph in own]
    return "\n".join(lines).strip()


SPELLED = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def _words(paragraph: Any) -> str:
    parts = []
    for run in paragraph.iter(qn("w:r")):
        if _is_inside(run, "w:del", "w:moveFrom"):
            continue
        for piece in run:
            parts.append(piece.text or "" if piece.tag == qn("w:t") else SPELLED.get(piece.tag, ""))
    return "".join(parts).strip()


def _area(places: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    rows, columns = [y for y, _ in places], [x for _, x in places]
    return min(rows), min(columns), max(rows), max(columns)


def read_pasted(text: str) -> list[WorkbookSheet]:
    """A table copied out of Excel or Word: lines of cells with tabs between. SheetRefused where no tab is in it."""
    if "\t" not in text:
        raise SheetRefused("Phần dán vào không phải bảng: hãy chọn cả bảng trong Excel hoặc Word rồi chép.")
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t"
    )  # a cell with several lines comes in quotes
    try:
        rows = [[cell.strip() for cell in line][:COLUMNS_READ] for line in islice(lines, ROWS_READ + 1)]
    except csv.Error as error:
        raise SheetRefused("Không đọc được bảng dán vào. Hãy lưu thành tệp rồi tải lên.") from error
    sheet = WorkbookSheet("Bảng dán vào", is_active=True, rows=rows[:ROWS_READ])
    sheet.is_cut = len(rows) > ROWS_READ
    clean_cells(sheet)
    return [sheet]
