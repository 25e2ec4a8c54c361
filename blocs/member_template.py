"""The workbook for a list of associations and people, empty or with what a bloc holds."""

from documents.spreadsheets import NewWorkbook

from .models import Bloc

SHEET = "Danh sách thành viên"
# (heading of the group, headings of its columns with widths)
GROUPS = [
    (
        "Đơn vị",
        [
            ("Tên đơn vị (như trên con dấu)", 44),
            ("Tên gọi tắt", 24),
            ("Chữ viết tắt", 12),
            ("Cấp trên (dòng trên ở đầu văn bản)", 30),
            ("Quyết định thành lập", 30),
            ("Địa chỉ", 30),
        ],
    ),
    ("Lãnh đạo ký", [("Họ và tên", 24), ("Chức vụ", 18), ("Thư điện tử", 28), ("Điện thoại", 14)]),
    ("Người soạn", [("Họ và tên", 24), ("Chức vụ", 18), ("Thư điện tử", 28), ("Điện thoại", 14)]),
]


def member_template(bloc: Bloc) -> bytes:
    """An .xlsx whose two heading rows member_headings.py understands."""
    book = NewWorkbook()
    page = book.add_worksheet(SHEET)
    page.write_string(0, 0, f"Danh sách đơn vị thành viên: {bloc.name}", book.title)
    page.write_string(1, 0, "Mỗi đơn vị một dòng. Người chưa có thư điện tử thì để trống, mời sau.")
    x = 0
    for group, columns in GROUPS:
        page.merge_range(2, x, 2, x + len(columns) - 1, group, book.heading)
        for heading, width in columns:
            page.set_column(
                x, x, width, book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
            )
            page.write_string(3, x, heading, book.heading)
            x += 1
    page.freeze_panes(4, 1)
    return book.finished()
