"""Lists as XLSX. What people typed stays text: nothing in it becomes a formula or a link."""

import datetime
import io
import re
from dataclasses import dataclass

import xlsxwriter
from django.utils import timezone

from base.vietnamese import read_number

from .papers import Paper, Table

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class NewWorkbook(xlsxwriter.Workbook):
    """A workbook being written, with the formats that all of ours share."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, SAFE)
        heading = {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "bg_color": "#E6EDF5"}
        cell = {"border": 1, "text_wrap": True, "valign": "top"}
        self.title = self.add_format({"bold": True, "font_size": 13})
        self.heading = self.add_format(heading)
        self.cell = self.add_format(cell)
        self.bold_cell = self.add_format(cell | {"bold": True})
        self.open_cell = self.add_format(cell | {"locked": False, "bg_color": "#FFFBE6"})

    def headings(self, sheet: xlsxwriter.worksheet.Worksheet, columns: list[tuple[str, int]], y: int) -> None:
        """A row of headings with their widths in letters."""
        for x, (heading, width) in enumerate(columns):
            sheet.set_column(x, x, width)
            sheet.write_string(y, x, heading, self.heading)

    def finished(self) -> bytes:
        self.close()
        return self.buffer.getvalue()


@dataclass(frozen=True)
class Listing:
    """One list as a sheet: what the sheet is called, the title, the headings with their widths in letters, the rows."""

    name: str
    title: str
    columns: list[tuple[str, int]]
    rows: list[list]


def list_sheet(title: str, columns: list[tuple[str, int]], rows: list[list]) -> bytes:
    """A workbook of one list."""
    return lists_book(Listing("Danh sách", title, columns, rows))


def lists_book(*listings: Listing) -> bytes:
    """A workbook with a sheet for each list. Aware times become Vietnam's."""
    book = NewWorkbook()
    moment = book.add_format({"border": 1, "num_format": "hh:mm dd/mm/yyyy", "valign": "top"})
    for listing in listings:
        sheet = book.add_worksheet(listing.name)
        sheet.write_string(0, 0, listing.title, book.title)
        book.headings(sheet, listing.columns, 2)
        for y, row in enumerate(listing.rows, 3):
            for x, value in enumerate(row):
                if isinstance(value, datetime.datetime):
                    sheet.write_datetime(y, x, timezone.localtime(value).replace(tzinfo=None), moment)
                else:
                    sheet.write(y, x, "" if value is None else value, book.cell)
        sheet.freeze_panes(3, 1)
        sheet.autofilter(2, 0, 2 + len(listing.rows), len(listing.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
    return book.finished()


FIGURE = re.compile(r"-?(0|[1-9]\d{0,2}(\.\d{3})*|[1-9]\d*)(,\d+)?")  # 01 is a place in a list, not a figure


def paper_tables(paper: Paper) -> bytes:
    """The tables of a paper, each on a sheet of its own, its figures as figures."""
    book = NewWorkbook()
    for n, table in enumerate([b for b in paper.blocks if isinstance(b, Table)], 1):
        sheet = book.add_worksheet(f"Bảng {n}")
        sheet.write_string(0, 0, paper.full_title, book.title)
        for x, column in enumerate(table.columns):
            sheet.set_column(x, x, max(6, column.width))
            sheet.write_string(2, x, column.title, book.heading)
        for y, row in enumerate([*table.rows, *([table.total] if table.total else [])], 3):
            for x, text in enumerate(row):
                figure = read_number(text) if FIGURE.fullmatch(text) else None
                sheet.write(y, x, text if figure is None else float(figure), book.cell)
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    if not book.worksheets():
        book.add_worksheet("Không có bảng").write_string(0, 0, "Văn bản này không có bảng.")
    return book.finished()


def no_formula(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
