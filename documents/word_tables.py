"""Tables of a Word document, or pasted from one, as sheets: each cell as text, merged cells as merged areas."""

import csv
import io
from itertools import islice
from typing import Any

import docx
from django.core.files import File

from .isolation import FileRefused, in_child
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
        return [_sheet(table, n) for n, table in enumerate(document.tables[:TABLES_READ], 1)]
    except FileRefused:
        raise
    except Exception as error:  # python-docx raises whatever its parts do over a file that was cut or made up
        raise FileRefused(NO_DOCUMENT) from error


def _sheet(table: Any, number: int) -> WorkbookSheet:
    """Word repeats a merged cell in every place that it covers: the first one speaks, the area is kept."""
    sheet = WorkbookSheet(f"Bảng {number}", is_active=number == 1)
    places: dict[Any, list[tuple[int, int]]] = {}
    for y, row in enumerate(table.rows):
        if y >= ROWS_READ:
            sheet.is_cut = True
            break
        texts: list[str] = []
        for x, cell in enumerate(row.cells[:COLUMNS_READ]):
            key = cell._tc
            texts.append("" if key in places else cell.text.strip())
            places.setdefault(key, []).append((y, x))
        sheet.rows.append(texts)
    sheet.merged = [_area(covered) for covered in places.values() if len(covered) > 1]
    if len(sheet.merged) > MERGED_LIMIT:
        raise FileRefused("Bảng có quá nhiều ô gộp. Hãy bỏ gộp ô rồi tải lên lại.")
    clean_cells(sheet)
    return sheet


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
