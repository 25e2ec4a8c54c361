"""A table saved as CSV or text, in whichever encoding an office's Excel wrote it."""

import csv
import io
import unicodedata
from collections import Counter
from itertools import islice

from django.core.files import File

from .workbooks import COLUMNS_READ, ROWS_READ, SheetRefused, WorkbookSheet, clean_cells

ENDINGS = (".csv", ".txt", ".tsv")
SIZE_LIMIT = 5 * 1024 * 1024  # bytes
NO_TABLE = "Không đọc được bảng trong tệp này. Hãy lưu lại dạng .xlsx rồi tải lên."
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read_csv(upload: File) -> list[WorkbookSheet]:
    """The table of an uploaded text file as a sheet. SheetRefused with a sentence where it is none."""
    upload.seek(0)
    content = upload.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise SheetRefused("Tệp quá lớn cho một bảng. Hãy chép phần có chữ sang một tệp mới.")
    text = _decoded(content)
    if "\0" in text or not text.strip():
        raise SheetRefused(NO_TABLE)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = [[cell.strip() for cell in line][:COLUMNS_READ] for line in islice(lines, ROWS_READ + 1)]
    except csv.Error as error:
        raise SheetRefused(NO_TABLE) from error
    sheet = WorkbookSheet("Tệp CSV", is_active=True, rows=rows[:ROWS_READ], is_cut=len(rows) > ROWS_READ)
    clean_cells(sheet)
    return [sheet]


def _decoded(content: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, else UTF-8, else Windows-1258, which writes tones as letters of their own."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))


def _delimiter(text: str) -> str:
    """The mark between cells: that which stands equally often in the most of the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    return max("\t;,", key=lambda mark: _evenness([line.count(mark) for line in lines]))


def _evenness(counts: list[int]) -> tuple[int, int]:
    """(in how many lines a mark stands as often as in most, how often that is)."""
    lines_by_count = Counter(count for count in counts if count)
    return max(((lines, count) for count, lines in lines_by_count.items()), default=(0, 0))
