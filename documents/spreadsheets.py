"""Lists as XLSX. What people typed stays text: nothing in it becomes a formula or a link."""

import datetime
import io
import re

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


def list_sheet(title: str, columns: list[tuple[str, int]], rows: list[list]) -> bytes:
    """One sheet: the title, the headings with their widths in letters, the rows. Aware times become Vietnam's."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    sheet = book.add_worksheet("Danh sách")
    bold = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "bg_color": "#E6EDF5"}
    )
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    moment = book.add_format({"border": 1, "num_format": "hh:mm dd/mm/yyyy", "valign": "top"})
    sheet.write_string(0, 0, title, bold)
    for n, (heading, width) in enumerate(columns):
        sheet.set_column(n, n, width)
        sheet.write_string(2, n, heading, head)
    for y, row in enumerate(rows, 3):
        for x, value in enumerate(row):
            if isinstance(value, datetime.datetime):
                sheet.write_datetime(y, x, timezone.localtime(value).replace(tzinfo=None), moment)
            else:
                sheet.write(y, x, "" if value is None else value, plain)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, 2 + len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    book.close()
    return buffer.getvalue()


FIGURE = re.compile(r"-?(0|[1-9]\d{0,2}(\.\d{3})*|[1-9]\d*)(,\d+)?")  # 01 is a place in a list, not a figure


def paper_tables(paper: Paper) -> bytes:
    """The tables of a paper, each on a sheet of its own, its figures as figures."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for n, table in enumerate([b for b in paper.blocks if isinstance(b, Table)], 1):
        sheet = book.add_worksheet(f"Bảng {n}")
        sheet.write_string(0, 0, paper.full_title, book.add_format({"bold": True}))
        for x, column in enumerate(table.columns):
            sheet.set_column(x, x, max(6, column.width))
            sheet.write_string(2, x, column.title, head)
        for y, row in enumerate([*table.rows, *([table.total] if table.total else [])], 3):
            for x, text in enumerate(row):
                figure = read_number(text) if FIGURE.fullmatch(text) else None
                sheet.write(y, x, text if figure is None else float(figure), cell)
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    if not book.worksheets():
        book.add_worksheet("Không có bảng").write_string(0, 0, "Văn bản này không có bảng.")
    book.close()
    return buffer.getvalue()


def no_formula(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
