"""Lists as XLSX. What people typed stays text: nothing in it becomes a formula or a link."""

import datetime
import io

import xlsxwriter
from django.utils import timezone

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
