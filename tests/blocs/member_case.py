"""How tests make a list of associations, read it, and send it to its page."""

import datetime
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.member_headings import guess_heading
from blocs.member_list import MemberListReader
from documents.workbooks import WorkbookSheet

DAY = datetime.date(2021, 1, 1)


def sheet(*rows: list[str], **facts) -> WorkbookSheet:
    return WorkbookSheet("Danh sách", is_active=True, rows=[list(row) for row in rows], **facts)


def read(bloc, table: WorkbookSheet):
    heading = guess_heading(table)
    assert heading is not None
    return MemberListReader(bloc, table, heading, DAY).read()


def book(*rows: list, merged: tuple[str, ...] = (), name: str = "Danh sách") -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    page = made.active
    page.title = name
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    buffer = io.BytesIO()
    made.save(buffer)
    return SimpleUploadedFile("danh sach.xlsx", buffer.getvalue())


ROWS = [
    ["STT", "Tên đơn vị", "Chủ tịch", "Chức vụ", "Email"],
    [1, "Hội Luật gia tỉnh Hà Giang", "Lê Văn A", "Chủ tịch", "a@hoi.vn"],
    [2, "Hội Nhà báo tỉnh Hà Giang", "Lê Văn B", "Chủ tịch", "b@hoi.vn"],
]


def look(client, bloc, upload):
    url = reverse("blocs:member-list", args=[bloc.pk])
    return client.post(url, {"file": upload, "joined_on": "01/01/2021"})


def save(client, bloc, page, **changed):
    """Send what the page would send to save the list."""
    return look_again(client, bloc, page, save="1", **changed)


def look_again(client, bloc, page, **changed):
    """Send what the page would send to read the list again."""
    columns, data = page.context["columns"], {"table": page.context["table"], "sheet": page.context["read"]}
    data |= {name: columns[name].value() for name in columns.fields}
    return client.post(reverse("blocs:member-list", args=[bloc.pk]), data | changed, follow=True)
