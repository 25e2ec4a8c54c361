"""The lines of one table of criteria, read one after the other into what is shown before it is kept."""

import re
from decimal import Decimal

from base.vietnamese import number, search_key
from documents.workbooks import WorkbookSheet, cell_name

from .criteria_lines import LONGEST, Line, is_rule, points_of
from .criteria_numbering import DASH, numbering_of, points_in_heading, points_typed, split_heading, whole_code
from .criteria_preview import CriteriaPreview
from .criteria_words import evidence_said, is_signature, is_total, is_yes, kind_of
from .models import Criterion

Kind = Criterion.Kind

DECIMALS = Criterion._meta.get_field("max_points").decimal_places


POINTS_BELOW = ("toi da", "diem toi da", "diem chuan", "chuan")  # which of several columns under “Điểm”

WHOLE = re.compile(r"^[A-ZĐ]+\d*(\.[\w]+)+$")  # I.1.a tells its whole way by itself

DASHES = tuple("-–—+•*▪➢❖■□✓")


class TableReader:
    """Reads the lines of one table into a preview."""

    def __init__(
        self, sheet: WorkbookSheet, top: int, columns: dict[str, int], own: dict, preview: CriteriaPreview
    ):
        self.sheet, self.top, self.columns, self.own, self.preview = sheet, top, columns, own, preview
        self.rows = sheet.filled()
        self.stack: list[tuple[int, int]] = []  # (rank, index of the line)
        self.own_lines: set[int] = set()
        self.is_signing = False  # whether the rows have come to the signatures below the table

    def read(self) -> None:
        first = self.top + 1
        while first < len(self.rows) and self._repeats_heading(self.rows[first]):
            self._points_below(self.rows[first])
            first += 1
        for y in range(first, len(self.rows)):
            if y not in self.sheet.hidden_rows:
                self._read_row(y)
        self._hand_evidence_down()
        self._name_kinds()
        self._tell_repeated()
        self._drop_headings_of_extras()
        self._read_thousands()
        self._tell_sums()
        self._tell_passed_over(first)

    def _hand_evidence_down(self) -> None:
        """What an item with items of its own wants as evidence each of these proves: points are claimed there."""
        lines = self.preview.lines
        parents = {line.parent for line in lines}
        for n, line in enumerate(lines):
            if n not in parents or not line.needs_evidence:
                continue
            for below in (one for one in lines if one.parent == n):
                below.needs_evidence = True
                if "evidence" in line.rule:
                    below.rule = {"evidence": line.rule["evidence"], **below.rule}
            line.needs_evidence = False
            line.rule = {name: value for name, value in line.rule.items() if name != "evidence"}
            self.preview.notes.append(f"Minh chứng ghi ở mục {line.code} được yêu cầu ở từng ý của mục ấy.")

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
        cells = {name: self.rows[y][x] for name, x in self.columns.items()}
        if not any(cells[name] for name in ("code", "text", "points")) or self._repeats_heading(self.rows[y]):
            return
        if cells["code"] in self.own:
            self._add_own(y, cells["code"], cells)
            return
        if self._goes_on(y):
            return
        self._take_apart(y, cells)
        numbering = numbering_of(cells["code"])
        code = numbering.code if numbering else cells["code"].rstrip(".)").strip()
        if code in self.own:
            self._add_own(y, code, cells)
        elif is_total(cells["text"] or cells["code"]) or is_total(cells["code"]):
            said = (cells["text"] or cells["code"]).rstrip(".")
            self.preview.notes.append(f"Dòng {y + 1} là dòng tổng, được bỏ qua: {said}.")
        elif numbering is None and code not in DASHES and self._is_signed(y, cells["points"]):
            said = " ".join(dict.fromkeys(filter(None, self.rows[y])))[:80].rstrip(".")
            self.is_signing = True
            self.preview.notes.append(f"Dòng {y + 1} là nơi ký, được bỏ qua: {said}.")
        else:
            self._add(y, code, cells)

    def _is_signed(self, y: int, points: str) -> bool:
        """Whether a row below the first line, without points, says who made the table, or on which day.

        What stands below such a row is their names.
        """
        is_below = bool(self.preview.lines) and points_of(points_typed(points, is_deducted=False)) is None
        return is_below and (self.is_signing or any(is_signature(text) for text in self.rows[y]))

    def _take_apart(self, y: int, cells: dict) -> None:
        """A heading merged over its row has number, text and points in one cell; points merged down are nobody's."""
        if self._merged_points(y):
            cells["points"] = ""
        if not cells["text"]:
            number, rest = split_heading(cells["code"])
            if number and rest:
                cells["code"], cells["text"] = number, rest
        is_merged = cells["code"] == cells["text"] != ""
        if is_merged or not cells["code"]:
            number, rest = split_heading(cells["text"])
            if number or is_merged:
                cells["code"], cells["text"] = number, rest
        if not cells["points"] or cells["points"] == self.rows[y][self.columns["text"]]:
            cells["text"], cells["points"] = points_in_heading(cells["text"])
            if cells["points"]:
                self.preview.notes.append(f"Dòng {y + 1}: lấy {cells['points']} điểm ghi trong tiêu đề.")
            return
        text, points = points_in_heading(cells["text"])
        if points and points_of(points) == points_of(points_typed(cells["points"], is_deducted=False)):
            cells["text"] = text

    def _goes_on(self, y: int) -> bool:
        """Whether number and text of this row are cells that began above: it is a part of the line above."""
        columns = {self.columns["code"], self.columns["text"]}
        for top, left, bottom, right in self.sheet.merged:
            if top < y <= bottom:
                columns -= {x for x in columns if left <= x <= right and not self.sheet.cell(y, x)}
        return not columns

    def _merged_points(self, y: int) -> str:
        """The rows, in words, that share one cell of points beginning above this row; empty for points of its own."""
        column = self.columns["points"]
        for top, left, bottom, right in self.sheet.merged:
            own = self.sheet.cell(y, column)
            if top < y <= bottom and left <= column <= right and self.rows[top][column] and not own:
                return f"{top + 1}–{bottom + 1}"
        return ""

    def _add_own(self, y: int, code: str, cells: dict) -> None:
        """A line of our own export: where it belongs and how it is scored is known."""
        facts, lines = self.own[code], self.preview.lines
        above = facts.get("parent")
        parent = next((n for n, line in enumerate(lines) if above and line.code == above), None)
        self.own_lines.add(len(lines))
        rank = 0 if parent is None else lines[parent].depth + 1
        self._append(y, code, cells, parent, rank)
        line = lines[-1]
        if is_rule(facts.get("rule")) and facts.get("kind") == line.kind:
            line.rule = facts["rule"]

    def _add(self, y: int, code: str, cells: dict) -> None:
        lines = self.preview.lines
        numbering = numbering_of(cells["code"])
        if WHOLE.match(code):
            above = code.rpartition(".")[0]
            parent = next((n for n, line in enumerate(lines) if line.code == above), None)
            rank = 0 if parent is None else lines[parent].depth + 1
        elif numbering:
            rank = numbering.rank
            parent = self._parent_of_rank(rank)
        elif code in ("", *DASHES):
            self._add_unnumbered(y, code, cells)
            return
        else:
            self._fault(y, "code", f"Không hiểu số thứ tự “{code}” (dùng I, 1, 1.1, a).")
            return
        self._append(
            y, whole_code(code, lines[parent].code if parent is not None else ""), cells, parent, rank
        )

    def _add_unnumbered(self, y: int, code: str, cells: dict) -> None:
        """A line with a dash, or with points and no number, is an item of the line above; any other is passed over."""
        dash = re.match(r"[-–—+•*▪➢❖■□✓]\s*(?=\S)", cells["text"])
        sign = code or (dash[0].strip() if dash else "")
        if not sign and not cells["points"]:
            said = " ".join(cells["text"].split())[:80]
            self.preview.notes.append(f"Dòng {y + 1} không có số thứ tự và điểm, được bỏ qua: {said}.")
            return
        if not self.stack or not sign and self._stands_alone(cells):
            self._fault(y, "code", "Thiếu số thứ tự.")
            return
        if dash:
            cells["text"] = cells["text"][dash.end() :]
        rank = DASH + (sign == "+")
        parent = self._parent_of_rank(rank)
        place = str(1 + sum(line.parent == parent for line in self.preview.lines))
        above = self.preview.lines[parent].code if parent is not None else ""
        self._append(y, whole_code(place, above), cells, parent, rank)

    def _stands_alone(self, cells: dict) -> bool:
        """Whether a line without number and dash is no item of the line above: a bonus, a deduction, more points."""
        parents = [place for rank, place in self.stack if rank < DASH]
        above = points_of(self.preview.lines[parents[-1]].points) if parents else None
        own = points_of(points_typed(cells["points"], is_deducted=False))
        is_extra = kind_of(cells.get("kind", ""), cells["text"]) in Criterion.EXTRAS
        return is_extra or above is not None and own is not None and own > above

    def _parent_of_rank(self, rank: int) -> int | None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        return self.stack[-1][1] if self.stack else None

    def _append(self, y: int, code: str, cells: dict, parent: int | None, rank: int) -> None:
        lines = self.preview.lines
        kind = kind_of(cells.get("kind", ""), cells["text"])
        needs_evidence, wanted = evidence_said(cells.get("needs_evidence", ""))
        deducts = kind == Kind.DEDUCTION or self._is_deducted(parent)
        lines.append(
            Line(
                row=y + 1,
                code=code,
                text=" ".join(cells["text"].split()),
                points=points_typed(cells["points"], is_deducted=deducts),
                depth=0 if parent is None else lines[parent].depth + 1,
                parent=parent,
                needs_evidence=needs_evidence,
                rule={"evidence": wanted} if wanted else {},
                may_not_apply=is_yes(cells.get("may_not_apply", "")),
                kind=kind,
            )
        )
        self.stack.append((rank, len(lines) - 1))
        self._check(y, lines[-1])

    def _is_deducted(self, place: int | None) -> bool:
        """Whether the line at this place, or one above it, takes points off."""
        while place is not None:
            line = self.preview.lines[place]
            if line.kind == Kind.DEDUCTION:
                return True
            place = line.parent
        return False

    def _check(self, y: int, line: Line) -> None:
        if not line.text:
            self._fault(y, "text", "Thiếu nội dung tiêu chí.")
        for name, most in LONGEST.items():
            if (length := len(getattr(line, name))) > most:
                self._fault(y, name, f"Dài {length} ký tự, tối đa {most}.")
        points = points_of(line.points)
        if not line.points and line.kind in Criterion.EXTRAS:
            return  # perhaps the heading of several, which needs none: _drop_headings_of_extras
        if points is None:
            why = f"Không đọc được số điểm “{line.points}”." if line.points else "Thiếu điểm chuẩn."
            if not line.points and (shared := self._merged_points(y)):
                why = f"Ô điểm gộp chung các dòng {shared}: hãy bỏ gộp và ghi điểm riêng cho dòng này."
            self._fault(y, "points", why)
        elif points != round(points, DECIMALS):
            self._fault(y, "points", f"Điểm {number(points)} có quá {DECIMALS} chữ số lẻ.")

    def _fault(self, y: int, column: str, why: str) -> None:
        x = self.columns[column]
        self.preview.faults.append((f"ô {cell_name(y, x)}", why))
        self._mark(y, x, why)

    def _mark(self, y: int, x: int, why: str) -> None:
        """Where a merged cell is meant, its first place is the one that can be mended."""
        for top, left, bottom, right in self.sheet.merged:
            if top <= y <= bottom and left <= x <= right and x != self.columns["points"]:
                y, x = top, left
        self.preview.marked.setdefault((y, x), why)

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
            needed = {Kind.THRESHOLD: "steps", Kind.TIMELINESS: "document"}.get(Kind(line.kind))
            if needed and not line.rule.get(needed):
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
                self._mark(line.row - 1, self.columns["code"], why)
            codes.setdefault(line.code, line.row)

    def _drop_headings_of_extras(self) -> None:
        """Bonuses and deductions stand side by side at the top; their ceiling belongs to the set."""
        kept: list[Line] = []
        place: dict[int | None, int] = {}
        lines = self.preview.lines
        parents = {line.parent for line in lines}
        for n, line in enumerate(lines):
            is_extra = line.kind in Criterion.EXTRAS and n not in self.own_lines
            if line.kind in Criterion.EXTRAS and n not in parents and not line.points:
                self._fault(line.row - 1, "points", "Thiếu điểm chuẩn.")
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

    def _read_thousands(self) -> None:
        """1.000 is a thousand where the parts add up to it; anywhere else its point is a decimal one."""
        lines = self.preview.lines
        for n, line in enumerate(lines):
            if not re.fullmatch(r"[1-9]\d{0,2}\.000", line.points):
                continue
            parts = [points_of(part.points) for part in lines if part.parent == n]
            thousands = Decimal(line.points.replace(".", ""))
            if parts and sum(filter(None, parts)) == thousands:
                line.points = str(thousands)

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

    def _unread_columns(self, first: int) -> list[str]:
        """The headings of columns that say something below and are not among those that are read."""
        read = set(self.columns.values()) | self.sheet.hidden_columns
        width = max((len(row) for row in self.rows), default=0)
        headings = [
            " ".join(dict.fromkeys(filter(None, (row[x] for row in self.rows[self.top : first]))))
            for x in range(width)
        ]
        return [
            f"“{headings[x]}”"
            for x in range(width)
            if x not in read and headings[x] and any(row[x] for row in self.rows[first:])
        ]

    def _tell_passed_over(self, first: int) -> None:
        notes, sheet = self.preview.notes, self.sheet
        if unread := self._unread_columns(first):
            notes.append(
                f"Các cột không được đọc: {', '.join(unread)}. Cách tính điểm của từng tiêu chí đặt lại ở trang sửa"
                " tiêu chí."
            )
        hidden = [str(y + 1) for y in sorted(sheet.hidden_rows) if first <= y < len(self.rows)]
        if hidden:
            notes.append(f"Các dòng đang ẩn không được đọc: {', '.join(hidden[:20])}.")
        if columns := sorted(sheet.hidden_columns & set(range(max(map(len, sheet.rows), default=0)))):
            letters = ", ".join(cell_name(0, x).rstrip("1") for x in columns[:20])
            notes.append(f"Các cột đang ẩn không được đọc: {letters}.")
        if sheet.was_tcvn3:
            notes.append("Bảng gõ bằng phông TCVN3 (.VnTime…); chữ đã được chuyển sang Unicode.")
        if sheet.has_tracked_changes:
            notes.append(
                "Văn bản Word còn sửa đổi chưa chấp nhận (Track Changes); đã đọc như đã chấp nhận hết."
            )
        if sheet.formulas:
            named = ", ".join(sheet.formulas[:10])
            notes.append(
                f"{len(sheet.formulas)} ô là công thức ({named}); đã lấy giá trị đang hiện, không lấy công thức."
            )
        if sheet.uncomputed:
            named = ", ".join(sheet.uncomputed[:10])
            notes.append(
                f"{len(sheet.uncomputed)} ô công thức chưa có kết quả ({named}): mở bằng Excel rồi lưu lại."
            )
        if sheet.is_cut:
            notes.append(f"Bảng dài quá {len(self.rows)} dòng, phần sau không được đọc.")
