"""The criteria as a spreadsheet: out as a table, in from the sheets blocs really have, looked at before they are saved.

Real sheets number their lines I, 1, 1.1, a), write 0,5 with a comma, merge cells, and have totals between.
"""

import io
import re
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter
from django.db import transaction

from documents.spreadsheets import SAFE
from documents.vietnamese import number, read_number, search_key
from documents.workbooks import ROWS_READ, UNREADABLE, SheetRefused, as_typed, open_book

from .models import CriteriaSet, Criterion

Kind = Criterion.Kind
COLUMNS = [
    ("STT", 8), ("Nội dung, tiêu chí", 70), ("Điểm chuẩn", 12), ("Cách chấm", 26), ("Cần minh chứng", 12),
    ("Có thể không áp dụng", 12), ("Quy tắc", 60),
]  # fmt: skip
# What the heading of a column has in it, without accents.
HEADINGS = {
    "code": ("stt", "tt", "ma"),
    "text": ("noi dung", "tieu chi"),
    "points": ("diem chuan", "diem toi da", "thang diem", "diem"),
    "kind": ("cach cham",),
    "needs_evidence": ("minh chung",),
    "may_not_apply": ("khong ap dung",),
}
SHEET_LIMIT = 8 * 1024 * 1024  # bytes of one sheet once unpacked; criteria have a hundredth of it
LONGEST = {name: Criterion._meta.get_field(name).max_length for name in ("code", "text")}
TOTAL = re.compile(r"^(tong|tong cong|tong diem|cong)\b")


def make_sheet(criteria_set: CriteriaSet) -> bytes:
    """The set as a table that can be read back."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    sheet = book.add_worksheet("Tiêu chí")
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E6EDF5"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "bold": True})
    sheet.write_string(0, 0, f"{criteria_set}", book.add_format({"bold": True, "font_size": 13}))
    for x, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(x, x, width)
        sheet.write_string(2, x, heading, head)
    for y, criterion in enumerate(criteria_set.tree, 3):
        style = plain if criterion.is_leaf else bold
        yes = [("Có" if flag else "") for flag in (criterion.needs_evidence, criterion.may_not_apply)]
        rule = criterion.rule() if criterion.is_leaf else ""
        sheet.write_string(y, 0, criterion.code, style)
        sheet.write_string(y, 1, criterion.text, style)
        sheet.write_number(y, 2, float(criterion.max_points), style)
        for x, value in enumerate((criterion.get_kind_display(), *yes, rule), 3):
            sheet.write_string(y, x, value, style)
    sheet.freeze_panes(3, 2)
    book.close()
    return buffer.getvalue()


@dataclass
class Line:
    """A line of an uploaded sheet as it would become a criterion."""

    row: int
    code: str
    text: str
    points: str
    depth: int
    parent: int | None = None  # index of the line it belongs to
    kind: str = Kind.JUDGED
    needs_evidence: bool = False
    may_not_apply: bool = False

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    def is_sound(self) -> bool:
        """Whether it can be kept as it stands; what came back from a browser may have been changed there."""
        texts = isinstance(self.code, str) and isinstance(self.text, str) and isinstance(self.points, str)
        flags = isinstance(self.needs_evidence, bool) and isinstance(self.may_not_apply, bool)
        if not texts or not flags or self.kind not in Kind.values or points_of(self.points) is None:
            return False
        return 0 < len(self.code) <= LONGEST["code"] and 0 < len(self.text) <= LONGEST["text"]


@dataclass
class Looked:
    """What was read: lines, what is wrong by cell, and what was passed over, for the person to see."""

    lines: list[Line] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_sheet(upload) -> Looked:
    """Read the first sheet that has a heading row. SheetRefused with a sentence where there is none."""
    _refuse_huge(upload)
    book = open_book(upload, read_only=False, data_only=True)
    formulas = open_book(upload, read_only=False)
    for sheet in book.worksheets:
        try:
            rows = _rows(sheet)
        except UNREADABLE as error:
            raise SheetRefused("Tệp Excel hỏng giữa chừng. Hãy lưu lại dạng .xlsx rồi tải lên.") from error
        if (found := _heading(rows)) is not None:
            looked = Looked()
            _read(rows, *found, looked)
            _tell_passed_over(sheet, formulas[sheet.title], found[0], looked)
            return looked
    raise SheetRefused("Không thấy dòng tiêu đề có “STT”, “Nội dung” (hoặc “Tiêu chí”) và “Điểm” trong tệp.")


def _refuse_huge(upload) -> None:
    book = open_book(upload)
    sizes = [
        info.file_size for info in book._archive.infolist() if info.filename.startswith("xl/worksheets/sheet")
    ]
    book.close()
    if any(size > SHEET_LIMIT for size in sizes):
        raise SheetRefused(
            "Bảng có quá nhiều dòng (kể cả dòng trống). Hãy chép phần có chữ sang một tệp mới."
        )


def _rows(sheet) -> list[list[str]]:
    """Cells as typed, hidden rows left empty; a merged cell says in each of its places what it says in the first."""
    rows = [
        [as_typed(cell) for cell in row]
        for row in sheet.iter_rows(max_row=min(sheet.max_row, ROWS_READ), max_col=20, values_only=True)
    ]
    for merged in sheet.merged_cells.ranges:
        for y in range(merged.min_row, min(merged.max_row, len(rows)) + 1):
            for x in range(merged.min_col, min(merged.max_col, 20) + 1):
                rows[y - 1][x - 1] = rows[merged.min_row - 1][merged.min_col - 1]
    for y in _hidden(sheet):
        if y <= len(rows):
            rows[y - 1] = [""] * len(rows[y - 1])
    return rows


def _hidden(sheet) -> list[int]:
    return sorted(y for y, row in sheet.row_dimensions.items() if row.hidden)


def _heading(rows: list[list[str]]) -> tuple[int, dict[str, int]] | None:
    """(index of the heading row, {what: column}) of the first row that names number, text and points."""
    for y, row in enumerate(rows[:40]):
        plain, found = [search_key(cell) for cell in row], {}
        for name, words in HEADINGS.items():
            taken = set(found.values())
            column = next(
                (x for word in words for x, cell in enumerate(plain) if x not in taken and _says(cell, word)),
                None,
            )
            if column is not None:
                found[name] = column
        if {"code", "text", "points"} <= set(found):
            return y, found
    return None


def _says(cell: str, word: str) -> bool:
    return cell == word if len(word) < 4 else word in cell


LETTER = 9  # letters are the deepest
NUMBERINGS = [
    (re.compile(r"^[IVX]+$"), lambda code: 0),
    (re.compile(r"^\d+(\.\d+)*$"), lambda code: 1 + code.count(".")),
    (re.compile(r"^[a-zđ]$"), lambda code: LETTER),
    (re.compile(r"^[A-ZĐ]{1,4}\d*$"), lambda code: 0),
]
WHOLE = re.compile(r"^[A-ZĐ]+\d*(\.[\w]+)+$")  # I.1.a tells its whole way by itself


def _rank(code: str) -> int | None:
    """How deep a number such as II, 1.2 or a) stands; None for what is none."""
    return next((rank(code) for pattern, rank in NUMBERINGS if pattern.match(code)), None)


def _parent(code: str, stack: list[tuple[int, int]], looked: Looked) -> tuple[int | None, int] | None:
    """(index of the line above or None, rank) for a number; None for what is no number."""
    if WHOLE.match(code):
        above = code.rpartition(".")[0]
        index = next((n for n, line in enumerate(looked.lines) if line.code == above), None)
        return index, 0 if index is None else looked.lines[index].depth + 1
    rank = _rank(code)
    if rank is None:
        return None
    while stack and stack[-1][0] >= rank:
        stack.pop()
    return (stack[-1][1] if stack else None), rank


def _read(rows: list[list[str]], top: int, columns: dict[str, int], looked: Looked) -> None:
    stack: list[tuple[int, int]] = []  # (rank, index of the line)
    for y, row in enumerate(rows[top + 1 :], top + 2):
        told = {name: row[x] for name, x in columns.items()}
        code = told["code"].rstrip(".)").strip()
        if not any(told[name] for name in ("code", "text", "points")):
            continue
        if TOTAL.match(search_key(told["text"])) or TOTAL.match(search_key(told["code"])):
            looked.notes.append(f"Dòng {y} là dòng tổng, được bỏ qua: {told['text'] or told['code']}.")
            continue
        _read_line(y, code, told, columns, stack, looked)
    _name_kinds(looked)


def _read_line(y: int, code: str, told: dict, columns: dict, stack: list, looked: Looked) -> None:
    found = _parent(code, stack, looked) if code else None
    if found is None:
        why = "Thiếu số thứ tự." if not code else f"Không hiểu số thứ tự “{code}” (dùng I, 1, 1.1, a)."
        looked.faults.append((_cell(columns["code"], y), why))
        return
    parent, rank = found
    looked.lines.append(
        Line(
            row=y,
            code=_whole_code(code, looked.lines[parent].code if parent is not None else ""),
            text=" ".join(told["text"].split()),
            points=told["points"],
            depth=0 if parent is None else looked.lines[parent].depth + 1,
            parent=parent,
            needs_evidence=_is_yes(told.get("needs_evidence", "")),
            may_not_apply=_is_yes(told.get("may_not_apply", "")),
            kind=_kind(told.get("kind", ""), told["text"]),
        )
    )
    stack.append((rank, len(looked.lines) - 1))
    if not told["text"]:
        looked.faults.append((_cell(columns["text"], y), "Thiếu nội dung tiêu chí."))
    for name in LONGEST:
        if (length := len(getattr(looked.lines[-1], name))) > LONGEST[name]:
            why = f"Dài {length} ký tự, tối đa {LONGEST[name]}."
            looked.faults.append((_cell(columns[name], y), why))
    if points_of(told["points"]) is None:
        why = f"Không đọc được số điểm “{told['points']}”." if told["points"] else "Thiếu điểm chuẩn."
        looked.faults.append((_cell(columns["points"], y), why))


def points_of(text: str) -> Decimal | None:
    """0,5 or 15 điểm as a number of points."""
    value = read_number(re.sub(r"\s*(điểm|đ)\s*$", "", text.strip(), flags=re.I), thousands=False)
    return value if value is not None and 0 <= value < 10_000 else None


def _cell(column: int, row: int) -> str:
    return f"ô {chr(ord('A') + column)}{row}"


def _whole_code(code: str, above: str) -> str:
    """1.1 under I.1 is I.1.1, a under it I.1.1.a; a code that already tells its way stays."""
    if not above or code.startswith(f"{above}."):
        return code
    tail = above.rpartition(".")[2]
    return f"{above}.{code.removeprefix(f'{tail}.')}" if "." in code else f"{above}.{code}"


def _is_yes(text: str) -> bool:
    return search_key(text) in ("co", "x", "yes", "1", "bat buoc")


def _kind(told: str, text: str) -> str:
    """By the column where there is one, else bonus or deduction where the text begins like one."""
    by_label = {search_key(label): kind for kind, label in Kind.choices}
    if search_key(told) in by_label:
        return by_label[search_key(told)]
    plain = search_key(text)
    if plain.startswith(("diem thuong", "diem cong", "thuong")):
        return Kind.BONUS
    return Kind.DEDUCTION if plain.startswith(("diem tru", "tru diem")) else Kind.JUDGED


def _name_kinds(looked: Looked) -> None:
    """What has lines under it is a group; lines under a bonus or a deduction are items of it, without a heading."""
    parents = {line.parent for line in looked.lines}
    for n, line in enumerate(looked.lines):
        above = looked.lines[line.parent] if line.parent is not None else None
        if above and above.kind in Criterion.EXTRAS:
            line.kind = above.kind
        if n in parents and line.kind not in Criterion.EXTRAS:
            line.kind = Kind.GROUP
        if line.kind in (Kind.THRESHOLD, Kind.TIMELINESS):
            looked.notes.append(
                f"{line.code}: bảng mức, văn bản đúng hạn cần đặt lại sau khi nhập; tạm là chấm điểm."
            )
            line.kind = Kind.JUDGED
    _tell_repeated(looked)
    _drop_headings_of_extras(looked, parents)


def _tell_repeated(looked: Looked) -> None:
    codes: dict[str, int] = {}
    for line in looked.lines:
        if line.code in codes:
            looked.faults.append((f"dòng {line.row}", f"Mã {line.code} trùng với dòng {codes[line.code]}."))
        codes.setdefault(line.code, line.row)


def _drop_headings_of_extras(looked: Looked, parents: set[int | None]) -> None:
    """Bonuses and deductions stand side by side at the top; their ceiling belongs to the set."""
    kept, place = [], {}
    for n, line in enumerate(looked.lines):
        if n in parents and line.kind in Criterion.EXTRAS:
            looked.notes.append(
                f"Dòng {line.row} “{line.text}” là tên nhóm, các mục trong đó được nhập riêng từng mục. "
                "Mức trần điểm thưởng, điểm trừ đặt ở “Thang điểm, xếp loại, điều kiện loại”."
            )
            continue
        if line.kind in Criterion.EXTRAS:
            line.parent, line.depth = None, 0
        place[n] = len(kept)
        line.parent = place.get(line.parent)
        kept.append(line)
    looked.lines = kept


def _tell_passed_over(sheet, formulas, top: int, looked: Looked) -> None:
    if hidden := [str(y) for y in _hidden(sheet) if y > top + 1]:
        looked.notes.append(f"Các dòng đang ẩn không được đọc: {', '.join(hidden[:20])}.")
    cells = [
        cell.coordinate
        for row in formulas.iter_rows(min_row=top + 2, max_row=min(formulas.max_row, ROWS_READ), max_col=20)
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    if cells:
        shown = ", ".join(cells[:10])
        looked.notes.append(
            f"{len(cells)} ô là công thức ({shown}); đã lấy giá trị đang hiện, không lấy công thức."
        )


@transaction.atomic
def replace_criteria(criteria_set: CriteriaSet, lines: list[Line]) -> None:
    """Put these lines in the place of everything a draft has. MoveRefused once it is published."""
    for criterion in sorted(criteria_set.tree, key=lambda c: -c.depth):
        criterion.delete()
    made: list[Criterion] = []
    for position, line in enumerate(lines, 1):
        made.append(
            Criterion.objects.create(
                criteria_set=criteria_set,
                parent=made[line.parent] if line.parent is not None else None,
                code=line.code,
                text=line.text,
                kind=line.kind,
                max_points=points_of(line.points),
                needs_evidence=line.needs_evidence,
                may_not_apply=line.may_not_apply,
                position=position,
            )
        )


def summary(lines: list[Line]) -> str:
    """How many lines, and what the top ones add up to."""
    tops = [points_of(line.points) for line in lines if line.depth == 0 and line.kind not in Criterion.EXTRAS]
    total = sum((points for points in tops if points is not None), Decimal(0))
    return f"{len(lines)} dòng; tổng điểm các nội dung lớn: {number(total)}."
