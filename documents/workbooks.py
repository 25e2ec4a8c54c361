"""Reading what people filled in: a workbook opened with care, its cells as a person would have typed them."""

import datetime
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from zipfile import BadZipFile

import openpyxl
from django.core.exceptions import ValidationError
from openpyxl.utils.exceptions import InvalidFileException

from .vietnamese import number, short_date

ROWS_READ = 5000  # of one sheet
EMPTY_ROWS = 200  # so many in a row end a sheet, however far it is formatted

# What openpyxl raises over a file that is none, or that was cut or made up.
UNREADABLE = (
    InvalidFileException, BadZipFile, SyntaxError, LookupError, ValueError, TypeError, OSError, EOFError,
    AttributeError, zlib.error,
)  # fmt: skip


class SheetRefused(Exception):
    """Why a spreadsheet is not taken, for whoever uploaded it."""


def open_book(upload, **how):
    """The workbook; SheetRefused with a sentence for a file that is none. Read-only and with formulas as they are."""
    upload.seek(0)
    try:
        return openpyxl.load_workbook(upload, **{"read_only": True} | how)
    except UNREADABLE as error:
        raise SheetRefused("Không đọc được tệp Excel này. Hãy lưu lại dạng .xlsx rồi tải lên.") from error


def as_typed(value) -> str:
    """A cell as a person would type it: numbers with a decimal comma, days as 09/01/2024, the rest as it is."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime.date):  # a datetime is one, too
        return short_date(value)
    if isinstance(value, int | float):
        try:
            return number(Decimal(str(value)).normalize(), grouped=False)
        except (InvalidOperation, ValidationError):
            return str(value)
    return "" if value is None else str(value).strip()


@dataclass(frozen=True)
class Line:
    """One row that says something: its number in the sheet, and {column name: text}."""

    number: int
    cells: dict[str, str]


def lines_of(sheet, columns: list[str], first: int) -> Iterator[Line]:
    """The rows of a table whose columns begin at A, from row `first` on; empty ones are passed over."""
    empty = 0
    rows = sheet.iter_rows(min_row=first, max_row=first + ROWS_READ, max_col=len(columns), values_only=True)
    for n, row in enumerate(rows, first):
        cells = dict(
            zip(columns, [as_typed(value) for value in [*row, *[None] * len(columns)]], strict=False)
        )
        if any(cells.values()):
            empty = 0
            yield Line(n, cells)
        elif (empty := empty + 1) > EMPTY_ROWS:
            return
