"""Many at once: associations, their people and last year's figures from one workbook, looked at before it is saved."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from blocs.models import BlocYear, Indicator, Membership
from documents.spreadsheets import NewWorkbook
from documents.workbooks import SheetRefused, WorkbookSheet, lines_of, read_book
from members.models import Association, Officer, User, kin_of

from .forms.bulk import AssociationRow, FigureRow, OfficerRow, RowForm

FIRST = 4  # the first row of data, counted from one


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook: its columns by the form's fields, with headings and widths."""

    name: str
    form: type[RowForm]
    columns: dict[str, tuple[str, int]]


SHEETS = [
    Sheet(
        "Các hội",
        AssociationRow,
        {
            "code": ("Mã đơn vị", 10),
            "official_name": ("Tên chính thức (như trên con dấu)", 44),
            "short_name": ("Tên gọi tắt", 24),
            "abbreviation": ("Chữ viết tắt trong ký hiệu", 14),
            "parent_name": ("Dòng trên ở đầu văn bản", 30),
            "letterhead_name": ("Dòng tên ở đầu văn bản", 30),
            "collective": ("Tập thể lãnh đạo ký thay mặt", 20),
            "place": ("Địa danh", 14),
            "address": ("Địa chỉ", 30),
            "phone": ("Điện thoại", 16),
            "joined_on": ("Vào khối từ ngày", 14),
        },
    ),
    Sheet(
        "Người của hội",
        OfficerRow,
        {
            "code": ("Mã đơn vị", 10),
            "full_name": ("Họ và tên", 26),
            "email": ("Thư điện tử", 30),
            "position": ("Chức vụ", 22),
            "role": ("Vai trò", 16),
            "phone": ("Điện thoại", 16),
        },
    ),
    Sheet(
        "Số liệu năm trước",
        FigureRow,
        {
            "code": ("Mã đơn vị", 10),
            "association": ("Tên đơn vị", 30),
            "indicator": ("Chỉ tiêu", 44),
            "unit": ("Đơn vị tính", 14),
            "value": ("Số năm trước", 18),
        },
    ),
]


class Known:
    """What the database holds of this year's bloc, read once, for rows to be checked against."""

    def __init__(self, year: BlocYear, new: dict[str, str] | None = None):
        """`new` are associations that come with the same workbook: {code: short name}."""
        self.year = year
        own = Association.objects.filter(province__in=kin_of([year.bloc.province_id]))
        memberships = year.bloc.memberships.filter(left_on=None)
        self.members = set(memberships.values_list("association", flat=True))
        # Provinces that merged may both have had a code: then it is the member's.
        self.associations = {a.code: a for a in sorted(own, key=lambda a: a.pk in self.members)}
        members = {code: a.short_name for code, a in self.associations.items() if a.pk in self.members}
        self.names = (new or {}) | members
        self.codes = set(self.names)

    def frozen(self, joined_on: datetime.date) -> str:
        """Why nobody can have joined on that day; empty where they can."""
        return Membership(bloc=self.year.bloc, joined_on=joined_on).frozen()

    @cached_property
    def held_officers(self) -> list[Officer]:
        today = Officer.objects.named_on(timezone.localdate()).filter(association__in=self.members)
        return list(today.select_related("user", "association").order_by("association__sort_key", "pk"))

    @cached_property
    def offices(self) -> set[tuple[str, str]]:
        return {(o.association.code, o.user.email) for o in self.held_officers}

    @cached_property
    def signatories(self) -> dict[str, str]:
        return {o.association.code: o.user.full_name for o in self.held_officers if o.may_sign}

    @cached_property
    def people(self) -> dict[str, str]:
        return dict(User.objects.values_list("email", "full_name"))

    @cached_property
    def indicators(self) -> dict[tuple[str, str], Indicator]:
        figures = self.year.indicators.exclude(kind=Indicator.Kind.WORDS)
        return {(i.name, i.unit): i for i in figures}

    @cached_property
    def figures(self) -> dict[tuple[str, str, str], Decimal]:
        figures = self.year.past_figures.select_related("association", "indicator")
        return {(f.association.code, f.indicator.name, f.indicator.unit): f.value for f in figures}


@dataclass
class ImportPreview:
    """An upload that was looked at: what it would change, what is wrong with it, and its rows to be sent again."""

    changes: list[tuple[str, str]] = field(default_factory=list)  # (sheet and row, sentence)
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # (sheet and cell, text, why)
    rows: dict[str, list] = field(default_factory=dict)  # {sheet: [[row number, {column: text}]]}
    forms: list[RowForm] = field(default_factory=list)


def read_rows(upload) -> dict[str, list]:
    """{sheet: [[row number, {column: text}]]} of a filled-in workbook; SheetRefused for a file that is none.

    A sheet is known by its name, or by its headings where it was renamed.
    """
    rows: dict[str, list] = {}
    for read in read_book(upload):
        sheet = _sheet_of(read)
        if sheet is None:
            continue
        if sheet.name in rows:
            raise SheetRefused(f"Tệp có hai bảng “{sheet.name}”. Hãy xóa bảng không dùng.")
        rows[sheet.name] = [[line.number, line.cells] for line in lines_of(read, list(sheet.columns), FIRST)]
    if not rows:
        raise SheetRefused("Không thấy bảng “Các hội”, “Người của hội” hay “Số liệu năm trước” trong tệp.")
    return rows


def _sheet_of(read: WorkbookSheet) -> Sheet | None:
    headings = read.rows[FIRST - 2] if len(read.rows) > FIRST - 2 else []
    for sheet in SHEETS:
        if read.name == sheet.name or headings == [heading for heading, _ in sheet.columns.values()]:
            return sheet
    return None


def preview(year: BlocYear, rows: dict[str, list]) -> ImportPreview:
    """Check rows against the database and against each other; saves nothing."""
    bodies = SHEETS[0].name
    new = {cells.get("code", ""): cells.get("short_name", "") for _, cells in rows.get(bodies, [])}
    known = Known(year, new)
    checked = ImportPreview(rows=rows)
    for sheet in SHEETS:
        seen: dict[tuple, int] = {}
        for number, cells in rows.get(sheet.name, []):
            form = sheet.form(cells, known=known)
            if form.is_valid():
                _tell_twice(sheet, form, number, seen)
            _report(sheet, form, number, cells, checked)
    return checked


KEYS = {
    AssociationRow: ("code",),
    OfficerRow: ("code", "email"),
    FigureRow: ("code", "indicator", "unit"),
}


def _tell_twice(sheet: Sheet, form: RowForm, number: int, seen: dict) -> None:
    key = tuple(form.cleaned_data[name] for name in KEYS[sheet.form])
    if key in seen:
        form.add_error(KEYS[sheet.form][0], f"Trùng với dòng {seen[key]}.")
    seen.setdefault(key, number)


def _report(sheet: Sheet, form: RowForm, number: int, cells: dict, checked: ImportPreview) -> None:
    for name, sentences in form.errors.items():
        column = chr(ord("A") + list(sheet.columns).index(name))
        checked.faults.append(
            (f"{sheet.name}, ô {column}{number}", cells.get(name, ""), " ".join(map(str, sentences)))
        )
    if form.is_valid() and (change := form.change()):
        checked.changes.append((f"{sheet.name}, dòng {number}", change))
        checked.forms.append(form)


def make_workbook(year: BlocYear) -> bytes:
    """The workbook to fill in, with what is known already."""
    known, book = Known(year), NewWorkbook()
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    filled_in = [_held_associations(year), _held_officers(known), _held_figures(known)]
    for sheet, rows in zip(SHEETS, filled_in, strict=True):
        page = book.add_worksheet(sheet.name)
        page.write_string(0, 0, f"{sheet.name}: {year.bloc.short_name}, năm {year.year}", book.title)
        page.write_string(1, 0, "Sửa hoặc thêm dòng bên dưới; đừng đổi tên bảng và thứ tự cột.")
        for x, (heading, width) in enumerate(sheet.columns.values()):
            page.set_column(x, x, width, plain)
            page.write_string(FIRST - 2, x, heading, book.heading)
        for y, row in enumerate(rows, FIRST - 1):
            for x, value in enumerate(row):
                _put(page, y, x, value)
        page.freeze_panes(FIRST - 1, 1)
    roles = [label for _, label in Officer.Role.choices]
    people = book.get_worksheet_by_name(SHEETS[1].name)
    people.data_validation(FIRST - 1, 4, 2000, 4, {"validate": "list", "source": roles})
    return book.finished()


def _put(page, y: int, x: int, value) -> None:
    if isinstance(value, Decimal):
        page.write_number(y, x, float(value))
    elif value:
        page.write_string(y, x, str(value))


def _held_associations(year: BlocYear) -> list[list]:
    joined = {m.association_id: m.joined_on for m in year.bloc.memberships.filter(left_on=None)}
    fields = [name for name in SHEETS[0].columns if name != "joined_on"]
    return [
        [*(getattr(a, name) for name in fields), joined[a.pk].strftime("%d/%m/%Y")]
        for a in Association.objects.filter(pk__in=joined).in_order()
    ]


def _held_officers(known: Known) -> list[list]:
    return [
        [o.association.code, o.user.full_name, o.user.email, o.position, o.get_role_display(), o.user.phone]
        for o in known.held_officers
    ]


def _held_figures(known: Known) -> list[list]:
    return [
        [a.code, a.short_name, name, unit, known.figures.get((a.code, name, unit))]
        for a in Association.objects.filter(pk__in=known.members).in_order()
        for name, unit in known.indicators
    ]
