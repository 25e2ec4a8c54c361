"""Reading a workbook that people filled in: each cell as a person sees it, in a process with limits of its own.

What a person sees is the value as Excel shows it: computed, rounded and formatted. A stranger's workbook may be made to
cost minutes or gigabytes, so it is opened beside the web process, and only what fits a table that people use is read.
"""

import datetime
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from zipfile import BadZipFile

import openpyxl
from defusedxml import ElementTree
from django.core.files import File
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from base.text import clean_text
from base.vietnamese import short_date

from .isolation import FileRefused, in_child
from .tcvn3 import from_tcvn3, is_tcvn3, is_unicode

SHEETS_READ, ROWS_READ, COLUMNS_READ = 20, 5000, 40
EMPTY_ROWS = 200  # so many in a row end a sheet, however far it is formatted
SHEET_LIMIT = 8 * 1024 * 1024  # bytes of one sheet once unpacked; what people fill in has a hundredth of it
MERGED_LIMIT = 2000  # merged areas of one sheet
# That they cover together: areas of a sheet that Excel wrote do not lie over one another.
MERGED_CELLS = 200_000
CELL_LIMIT = 32_767  # characters, as in Excel

# What openpyxl raises over a file that is none, or that was cut or made up.
UNREADABLE = (
    InvalidFileException, BadZipFile, SyntaxError, LookupError, ValueError, TypeError, OSError, EOFError,
    AttributeError, NotImplementedError, zlib.error, InvalidOperation,
)  # fmt: skip
NO_WORKBOOK = "Không đọc được tệp Excel này. Hãy lưu lại dạng .xlsx rồi tải lên."
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class SheetRefused(Exception):
    """Why a spreadsheet is not taken, for whoever uploaded it."""


@dataclass
class WorkbookSheet:
    """One sheet as a person sees it. Rows and columns are counted from 0; `merged` are (top, left, bottom, right)."""

    name: str
    is_hidden: bool = False
    is_active: bool = False
    rows: list[list[str]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_cut: bool = False
    was_tcvn3: bool = False
    has_tracked_changes: bool = False  # of Word, not accepted yet; read as if they were

    def cell(self, row: int, column: int) -> str:
        """What stands there, or nothing."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    def filled(self) -> list[list[str]]:
        """The rows with every place of a merged area saying what its first place says; all of one length.

        Hidden columns say nothing.
        """
        width = max(map(len, self.rows), default=0)
        rows = [row + [""] * (width - len(row)) for row in self.rows]
        for top, left, bottom, right in self.merged:
            for y in range(top, min(bottom, len(rows) - 1) + 1):
                for x in range(left, min(right, width - 1) + 1):
                    rows[y][x] = rows[y][x] or rows[top][left]
        for row in rows:
            for x in self.hidden_columns:
                if x < width:
                    row[x] = ""
        return rows


def read_book(upload: File) -> list[WorkbookSheet]:
    """The sheets of an uploaded workbook. SheetRefused with a sentence for a file that is none or costs too much."""
    upload.seek(0)
    try:
        return in_child(_read_book, upload.read())
    except FileRefused as refusal:
        raise SheetRefused(str(refusal)) from refusal


def _read_book(content: bytes) -> list[WorkbookSheet]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        active = book.active.title if book.active else ""
        sheets = [_read_sheet(book, sheet, active) for sheet in book.worksheets[:SHEETS_READ]]
        for sheet in sheets:
            clean_cells(sheet)
        return sheets
    except UNREADABLE as error:
        raise FileRefused(NO_WORKBOOK) from error


def clean_cells(sheet: WorkbookSheet) -> None:
    """Texts as they are kept: in Unicode, though they were typed for a TCVN3 font, and without what cannot be seen.

    The soft hyphen is a letter of TCVN3, so it is looked for before anything is taken out.
    """
    sheet.was_tcvn3 = is_tcvn3(text for row in sheet.rows for text in row)
    for row in sheet.rows:
        for x, text in enumerate(row):
            turned = from_tcvn3(text) if sheet.was_tcvn3 and not is_unicode(text) else text
            row[x] = clean_text(turned)[:CELL_LIMIT].strip()


def _read_sheet(book: Any, sheet: Any, active: str) -> WorkbookSheet:
    read = WorkbookSheet(sheet.title, sheet.sheet_state != "visible", sheet.title == active)
    path = sheet._worksheet_path
    if book._archive.getinfo(path).file_size > SHEET_LIMIT:
        raise FileRefused("Bảng có quá nhiều dòng (kể cả dòng trống). Hãy chép phần có chữ sang một tệp mới.")
    empty = 0
    for row in sheet.iter_rows(max_row=ROWS_READ, max_col=COLUMNS_READ):
        read.rows.append(_row(row))
        empty = 0 if any(read.rows[-1]) else empty + 1
        if empty > EMPTY_ROWS:
            break
    read.is_cut = len(read.rows) == ROWS_READ
    while read.rows and not any(read.rows[-1]):
        read.rows.pop()
    with book._archive.open(path) as xml:
        _read_layout(xml, read)
    read.uncomputed = [cell for cell in read.formulas if not _at(read, cell)]
    return read


def _row(cells: Iterable[Any]) -> list[str]:
    """The texts of a row, each in its column; cells that are not in the file are empty."""
    texts = [as_seen(cell.value, getattr(cell, "number_format", "General") or "General") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _read_layout(xml: Any, read: WorkbookSheet) -> None:
    """What openpyxl does not tell of a sheet that it reads piece by piece: formulas, what is hidden or merged."""
    last = len(read.rows)
    for event, element in ElementTree.iterparse(xml, events=("start", "end")):
        if event == "start":
            if element.tag == f"{MAIN}row" and element.get("hidden") in ("1", "true"):
                read.hidden_rows.add(int(element.get("r", 0)) - 1)
            continue
        if element.tag == f"{MAIN}c" and element.find(f"{MAIN}f") is not None:
            read.formulas.append(element.get("r", ""))
        elif element.tag == f"{MAIN}col" and element.get("hidden") in ("1", "true"):
            first, end = int(element.get("min", 1)), int(element.get("max", 1))
            read.hidden_columns |= set(range(first - 1, min(end, COLUMNS_READ)))
        elif element.tag == f"{MAIN}mergeCell":
            _add_merged(element.get("ref", ""), last, read)
        elif element.tag == f"{MAIN}row":
            element.clear()
    if merged_cells(read.merged) > MERGED_CELLS:
        raise FileRefused("Bảng có quá nhiều ô gộp. Hãy bỏ gộp ô rồi tải lên lại.")


def merged_cells(areas: list[tuple[int, int, int, int]]) -> int:
    """How many cells merged areas (top, left, bottom, right) cover."""
    return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in areas)


def _boundaries(reference: str) -> tuple[int, int, int, int]:
    """The first column and row of an area and its last ones, counted from 1."""
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or COLUMNS_READ, bottom or ROWS_READ


def _add_merged(reference: str, last: int, read: WorkbookSheet) -> None:
    if len(read.merged) >= MERGED_LIMIT:
        raise FileRefused("Bảng có quá nhiều ô gộp. Hãy bỏ gộp ô rồi tải lên lại.")
    left, top, right, bottom = _boundaries(reference)
    if top <= last and left <= COLUMNS_READ:
        read.merged.append((top - 1, left - 1, min(bottom, last) - 1, min(right, COLUMNS_READ) - 1))


def _at(read: WorkbookSheet, reference: str) -> str:
    left, top, _, _ = _boundaries(reference)
    return read.cell(top - 1, left - 1)


def cell_name(row: int, column: int) -> str:
    """C3, of a row and a column counted from 0."""
    return f"{get_column_letter(column + 1)}{row + 1}"


ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
PATTERN = re.compile(r"[#0?,]*(\.[#0?]+)?,*%?")
SIGNIFICANT = 15  # digits of a number in Excel; what comes after is noise of binary fractions


def as_seen(value: Any, number_format: str = "General") -> str:
    """A cell as a person sees it: 85 % where 0.85 is shown so, 57,7 for binary noise, days as 09/01/2024."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        return f"{short_date(value)} {value:%H:%M}"
    if isinstance(value, datetime.date):  # a datetime is one, too
        return short_date(value)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number_seen(value, number_format)
    return ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), str(value)[:CELL_LIMIT]).strip()


def _number_seen(value: float, number_format: str) -> str:
    exact = Decimal(f"{value:.{SIGNIFICANT}g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(value)
    pattern = LITERALS.sub("", number_format.split(";")[0]).strip()
    if not PATTERN.fullmatch(pattern) or not pattern:
        return _with_comma(exact, least=0)
    if pattern.endswith("%"):
        exact, pattern, sign = exact * 100, pattern[:-1], "\u00a0%"
    else:
        sign = ""
    while pattern.endswith(","):  # a comma at the end shows thousands
        exact, pattern = exact / 1000, pattern[:-1]
    whole, _, decimals = pattern.partition(".")
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = _with_comma(rounded, least=decimals.count("0"))
    places = whole.count("0") if "," not in whole else 0
    return _padded(text, places) + sign


def _with_comma(value: Decimal, *, least: int) -> str:
    """The number with a decimal comma and at least so many decimals; zeros after those are left out."""
    whole, _, decimals = f"{value:f}".partition(".")
    kept = decimals[:least] + decimals[least:].rstrip("0")
    return f"{whole},{kept}" if kept else whole


def _padded(text: str, places: int) -> str:
    """0912345678 of a format with ten zeros, as telephone numbers are kept."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, comma, decimals = digits.partition(",")
    return f"{sign}{whole.zfill(places)}{comma}{decimals}"


@dataclass(frozen=True)
class Line:
    """One row that says something: its number in the sheet, and {column name: text}."""

    number: int
    cells: dict[str, str]


def lines_of(sheet: WorkbookSheet, columns: list[str], first: int) -> Iterator[Line]:
    """The rows of a table whose columns begin at A, from row `first` (counted from 1) on, without empty ones."""
    for row in range(first - 1, len(sheet.rows)):
        cells = {name: sheet.cell(row, column) for column, name in enumerate(columns)}
        if any(cells.values()):
            yield Line(row + 1, cells)
