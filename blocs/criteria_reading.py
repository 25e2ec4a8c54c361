"""Criteria read from the tables blocs really have, looked at before they are saved.

Real tables number their lines I, 1, 1.1, a) or with a dash, write 0,5 with a comma, merge cells, repeat their heading
on each page and have totals between.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from base.text import read_json
from base.vietnamese import number, search_key
from documents.workbooks import SheetRefused, WorkbookSheet, cell_name, read_book

from .criteria_lines import LONGEST, Line, is_rule, points_of
from .models import Criterion

Kind = Criterion.Kind
ABOUT = "Phiên bản"  # the hidden sheet of our own export: what its visible columns cannot say
# What the heading of a column has in it, without accents.
HEADINGS = {
    "code": ("stt", "tt", "so tt", "so thu tu", "ma"),
    "text": ("noi dung", "tieu chi"),
    "points": ("diem chuan", "diem toi da", "thang diem", "so diem", "diem"),
    "kind": ("cach cham",),
    "needs_evidence": ("minh chung",),
    "may_not_apply": ("khong ap dung",),
}
POINTS_BELOW = ("toi da", "diem toi da", "diem chuan", "chuan")  # which of several columns under “Điểm”
HEADING_ROWS = 40  # from the top; the table begins before that
DECIMALS = Criterion._meta.get_field("max_points").decimal_places

# A line is a total when it says nothing but these words and which parts it sums.
TOTAL_WORDS = ("tổng số điểm", "tổng cộng", "tổng điểm", "tổng số", "tổng", "cộng")
PART_WORDS = {"điểm", "mục", "phần", "nội", "dung", "tiêu", "chí", "nhóm", "các", "của", "và"}
PART_CODE = re.compile(r"[IVX]+|[A-ZĐ]|\d+(\.\d+)*", re.I)
BONUS_WORDS = ("điểm thưởng", "điểm cộng", "cộng điểm", "thưởng điểm")
DEDUCTION_WORDS = ("điểm trừ", "trừ điểm")


def _said(text: str) -> str:
    """Small letters in one form: words are compared with their accents, since cộng is not công."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_total(text: str) -> bool:
    """Whether a line is a total: cộng, tổng cộng, tổng điểm, alone or with the parts that are summed."""
    said = _said(text)
    start = re.match(rf"({'|'.join(TOTAL_WORDS)})(?!\w)", said)
    if start is None:
        return False
    rest = re.split(r"[\s,;:+&()=.–-]+", said[start.end() :])
    return all(not word or word in PART_WORDS or PART_CODE.fullmatch(word) for word in rest)


def kind_by_text(text: str) -> str:
    """Bonus or deduction where the text begins like one, else judged."""
    said = _said(text)
    if said in ("thưởng", "cộng") or said.startswith(BONUS_WORDS):
        return Kind.BONUS
    return Kind.DEDUCTION if said.startswith(DEDUCTION_WORDS) else Kind.JUDGED


@dataclass
class CriteriaPreview:
    """What was read: lines, what is wrong by cell, what was passed over, and which sheet it was of which."""

    lines: list[Line] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheet: str = ""
    other_sheets: list[str] = field(default_factory=list)


def read_criteria(upload, sheet_name: str = "") -> CriteriaPreview:
    """Read the sheet of that name; without one the sheet Excel shows first, else the first with a heading row.

    Hidden sheets are not read. SheetRefused with a sentence where there is no heading row.
    """
    sheets = read_book(upload)
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    if sheet_name:
        shown = [sheet for sheet in shown if sheet.name == sheet_name]
        if not shown:
            raise SheetRefused(f"Không thấy bảng tên “{sheet_name}” trong tệp.")
    shown.sort(key=lambda sheet: not sheet.is_active)
    headed = [
        (sheet, top, columns) for sheet in shown if (found := _heading(sheet)) for top, columns in [found]
    ]
    if not headed:
        raise SheetRefused(
            "Không thấy dòng tiêu đề có “STT”, “Nội dung” (hoặc “Tiêu chí”) và “Điểm” trong tệp."
        )
    sheet, top, columns = headed[0]
    preview = CriteriaPreview(sheet=sheet.name, other_sheets=[other.name for other, *_ in headed[1:]])
    _Reader(sheet, top, columns, _own_facts(sheets), preview).read()
    return preview


def _own_facts(sheets: list[WorkbookSheet]) -> dict[str, dict]:
    """{code: {parent, kind, rule}} of a table that we exported; nothing for any other."""
    about = next((sheet for sheet in sheets if sheet.name == ABOUT and sheet.is_hidden), None)
    try:
        facts = {
            row[0]: read_json(row[1]) for row in (about.rows if about else []) if len(row) > 1 and row[0]
        }
    except ValueError:
        return {}
    return {code: fact for code, fact in facts.items() if isinstance(fact, dict)}


def _heading(sheet: WorkbookSheet) -> tuple[int, dict[str, int]] | None:
    """(index of the heading row, {what: column}) of the first row that names number, text and points."""
    for y, row in enumerate(_filled(sheet)[:HEADING_ROWS]):
        if y in sheet.hidden_rows:
            continue
        columns: dict[str, int] = {}
        plain = [search_key(cell).rstrip(" .:") for cell in row]
        for name, words in HEADINGS.items():
            taken = set(columns.values())
            column = _column_that_says(plain, words, taken)
            if column is not None:
                columns[name] = column
        if {"code", "text", "points"} <= set(columns):
            return y, columns
    return None


def _column_that_says(row: list[str], words: tuple[str, ...], taken: set[int]) -> int | None:
    for word in words:
        for x, cell in enumerate(row):
            if x not in taken and (cell == word if len(word) < 4 else word in cell):
                return x
    return None


def _filled(sheet: WorkbookSheet) -> list[list[str]]:
    """The rows with every place of a merged area saying what its first place says; all of one length."""
    width = max(map(len, sheet.rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in sheet.rows]
    for top, left, bottom, right in sheet.merged:
        for y in range(top, min(bottom, len(rows) - 1) + 1):
            for x in range(left, min(right, width - 1) + 1):
                rows[y][x] = rows[top][left]
    return rows


LETTER, DASH = 9, 20  # letters are deeper than numbers, dashes deepest
NUMBERINGS = [
    (re.compile(r"^[A-HĐ]$"), lambda _: -1),
    (re.compile(r"^[IVX]+$"), lambda _: 0),
    (re.compile(r"^\d+(\.\d+)*$"), lambda code: 1 + code.count(".")),
    (re.compile(r"^[a-zđ]$"), lambda _: LETTER),
    (re.compile(r"^[A-ZĐ]{1,4}\d*$"), lambda _: 0),
]
WHOLE = re.compile(r"^[A-ZĐ]+\d*(\.[\w]+)+$")  # I.1.a tells its whole way by itself
TYPED_AS_NUMBER = re.compile(r"^\d+(,\d+)+$")


def _rank(code: str) -> int | None:
    """How deep a number such as A, II, 1.2 or a) stands; None for what is none."""
    return next((rank(code) for pattern, rank in NUMBERINGS if pattern.match(code)), None)


class _Reader:
    """Reads the lines of one table into a preview."""

    def __init__(
        self, sheet: WorkbookSheet, top: int, columns: dict[str, int], own: dict, preview: CriteriaPreview
    ):
        self.sheet, self.top, self.columns, self.own, self.preview = sheet, top, columns, own, preview
        self.rows = _filled(sheet)
        self.stack: list[tuple[int, int]] = []  # (rank, index of the line)
        self.own_lines: set[int] = set()

    def read(self) -> None:
        first = self.top + 1
        while first < len(self.rows) and self._repeats_heading(self.rows[first]):
            self._points_below(self.rows[first])
            first += 1
        for y in range(first, len(self.rows)):
            if y not in self.sheet.hidden_rows:
                self._read_row(y)
        self._name_kinds()
        self._tell_repeated()
        self._drop_headings_of_extras()
        self._tell_sums()
        self._tell_passed_over(first)

    def _repeats_heading(self, row: list[str]) -> bool:
        heading = self.rows[self.top]
        return all(row[self.columns[name]] == heading[self.columns[name]] for name in ("code", "text"))

    def _points_below(self, row: list[str]) -> None:
        """Under a heading “Điểm” over several columns, that of the maximum."""
        for x, cell in enumerate(row):
            if search_key(cell).strip() in POINTS_BELOW:
                self.columns["points"] = x
                return

    def _read_row(self, y: int) -> None:
        told = {name: self.rows[y][x] for name, x in self.columns.items()}
        if not any(told[name] for name in ("code", "text", "points")) or self._repeats_heading(self.rows[y]):
            return
        code = told["code"].rstrip(".)").strip()
        if TYPED_AS_NUMBER.match(code):
            code = code.replace(",", ".")
        if code in self.own:
            self._add_own(y, code, told)
        elif is_total(told["text"] or told["code"]) or is_total(told["code"]):
            said = told["text"] or told["code"]
            self.preview.notes.append(f"Dòng {y + 1} là dòng tổng, được bỏ qua: {said}.")
        else:
            self._add(y, code, told)

    def _add_own(self, y: int, code: str, told: dict) -> None:
        """A line of our own export: where it belongs and how it is scored is known."""
        facts, lines = self.own[code], self.preview.lines
        above = facts.get("parent")
        parent = next((n for n, line in enumerate(lines) if above and line.code == above), None)
        self.own_lines.add(len(lines))
        rank = 0 if parent is None else lines[parent].depth + 1
        self._append(y, code, told, parent, rank)
        line = lines[-1]
        if is_rule(facts.get("rule")) and facts.get("kind") == line.kind:
            line.rule = facts["rule"]

    def _add(self, y: int, code: str, told: dict) -> None:
        dash = re.match(r"[-–+•]\s*(?=\S)", told["text"])
        if not code and dash and self.stack:
            told["text"] = told["text"][dash.end() :]
            rank = DASH + (dash[0].strip() == "+")
            parent = self._parent_of_rank(rank)
            code = str(1 + sum(line.parent == parent for line in self.preview.lines))
        elif not code:
            self._fault(y, "code", "Thiếu số thứ tự.")
            return
        elif WHOLE.match(code):
            above = code.rpartition(".")[0]
            parent = next((n for n, line in enumerate(self.preview.lines) if line.code == above), None)
            rank = 0 if parent is None else self.preview.lines[parent].depth + 1
        elif (known := _rank(code)) is None:
            self._fault(y, "code", f"Không hiểu số thứ tự “{code}” (dùng I, 1, 1.1, a).")
            return
        else:
            rank = known
            parent = self._parent_of_rank(rank)
        whole = _whole_code(code, self.preview.lines[parent].code if parent is not None else "")
        self._append(y, whole, told, parent, rank)

    def _parent_of_rank(self, rank: int) -> int | None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        return self.stack[-1][1] if self.stack else None

    def _append(self, y: int, code: str, told: dict, parent: int | None, rank: int) -> None:
        lines = self.preview.lines
        lines.append(
            Line(
                row=y + 1,
                code=code,
                text=" ".join(told["text"].split()),
                points=told["points"],
                depth=0 if parent is None else lines[parent].depth + 1,
                parent=parent,
                needs_evidence=_is_yes(told.get("needs_evidence", "")),
                may_not_apply=_is_yes(told.get("may_not_apply", "")),
                kind=_kind(told.get("kind", ""), told["text"]),
            )
        )
        self.stack.append((rank, len(lines) - 1))
        self._check(y, lines[-1])

    def _check(self, y: int, line: Line) -> None:
        if not line.text:
            self._fault(y, "text", "Thiếu nội dung tiêu chí.")
        for name, most in LONGEST.items():
            if (length := len(getattr(line, name))) > most:
                self._fault(y, name, f"Dài {length} ký tự, tối đa {most}.")
        points = points_of(line.points)
        if points is None:
            why = f"Không đọc được số điểm “{line.points}”." if line.points else "Thiếu điểm chuẩn."
            self._fault(y, "points", why)
        elif points != round(points, DECIMALS):
            self._fault(y, "points", f"Điểm {number(points)} có quá {DECIMALS} chữ số lẻ.")

    def _fault(self, y: int, column: str, why: str) -> None:
        self.preview.faults.append((f"ô {cell_name(y, self.columns[column])}", why))

    def _name_kinds(self) -> None:
        """What has lines under it is a group; lines under a bonus or a deduction are items of it."""
        lines = self.preview.lines
        parents = {line.parent for line in lines}
        for n, line in enumerate(lines):
            if n in self.own_lines:
                continue
            above = lines[line.parent] if line.parent is not None else None
            if above and above.kind in Criterion.EXTRAS:
                line.kind = above.kind
            if n in parents and line.kind not in Criterion.EXTRAS:
                line.kind = Kind.GROUP
        for line in lines:
            if line.kind in (Kind.THRESHOLD, Kind.TIMELINESS) and not line.rule:
                self.preview.notes.append(
                    f"{line.code}: bảng mức, văn bản đúng hạn cần đặt lại sau khi nhập; tạm là chấm điểm."
                )
                line.kind = Kind.JUDGED

    def _tell_repeated(self) -> None:
        codes: dict[str, int] = {}
        for line in self.preview.lines:
            if line.code in codes:
                why = f"Mã {line.code} trùng với dòng {codes[line.code]}."
                self.preview.faults.append((f"dòng {line.row}", why))
            codes.setdefault(line.code, line.row)

    def _drop_headings_of_extras(self) -> None:
        """Bonuses and deductions stand side by side at the top; their ceiling belongs to the set."""
        kept: list[Line] = []
        place: dict[int | None, int] = {}
        lines = self.preview.lines
        parents = {line.parent for line in lines}
        for n, line in enumerate(lines):
            is_extra = line.kind in Criterion.EXTRAS and n not in self.own_lines
            if is_extra and n in parents:
                self.preview.notes.append(
                    f"Dòng {line.row} “{line.text}” là tên nhóm, các mục trong đó được nhập riêng từng mục. "
                    "Mức trần điểm thưởng, điểm trừ đặt ở “Thang điểm, xếp loại, điều kiện loại”."
                )
                continue
            if is_extra:
                line.parent, line.depth = None, 0
            place[n] = len(kept)
            line.parent = place.get(line.parent)
            kept.append(line)
        self.preview.lines = kept

    def _tell_sums(self) -> None:
        """Headings whose parts add up to something else."""
        lines = self.preview.lines
        for n, line in enumerate(lines):
            read = [points_of(part.points) for part in lines if part.parent == n]
            parts = [points for points in read if points is not None]
            wanted = points_of(line.points)
            if not parts or wanted is None or len(parts) < len(read) or sum(parts) == wanted:
                continue
            self.preview.notes.append(
                f"{line.code} ghi {number(wanted)} điểm, các mục trong đó cộng lại {number(sum(parts))}."
            )

    def _tell_passed_over(self, first: int) -> None:
        notes, sheet = self.preview.notes, self.sheet
        hidden = [str(y + 1) for y in sorted(sheet.hidden_rows) if first <= y < len(self.rows)]
        if hidden:
            notes.append(f"Các dòng đang ẩn không được đọc: {', '.join(hidden[:20])}.")
        if sheet.formulas:
            shown = ", ".join(sheet.formulas[:10])
            notes.append(
                f"{len(sheet.formulas)} ô là công thức ({shown}); đã lấy giá trị đang hiện, không lấy công thức."
            )
        if sheet.uncomputed:
            shown = ", ".join(sheet.uncomputed[:10])
            notes.append(
                f"{len(sheet.uncomputed)} ô công thức chưa có kết quả ({shown}): mở bằng Excel rồi lưu lại."
            )
        if sheet.is_cut:
            notes.append(f"Bảng dài quá {len(self.rows)} dòng, phần sau không được đọc.")


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
    by_label = {_said(label): kind for kind, label in Kind.choices}
    return by_label.get(_said(told)) or kind_by_text(text)
