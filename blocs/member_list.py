"""An office's list of associations and their people, read and looked at before anything is saved."""

import datetime
import re
from dataclasses import dataclass, field

from django import forms

from base.vietnamese import search_key
from documents.workbooks import WorkbookSheet, cell_name
from members.models import Association, Officer, User, kin_of

from .member_headings import COLUMNS, OF_A_PERSON, OF_THE_ASSOCIATION, PARTS, Heading
from .member_lines import AssociationLine, PersonLine, bare_key, initials, short_of
from .models import Bloc, Membership

TOTALS = re.compile(r"^(tong (cong(?! ty)|so)\b|(tong|cong)(:|$)|nguoi lap|ghi chu|luu y|nguon:|noi nhan)")
COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
SECTION = re.compile(r"(?:[IVX]{1,4}|[A-D]|Phần \S+|Nhóm \S+)[./)]*")
HEADS = re.compile(r"^(chu tich|truong ban|giam doc|tong giam doc|bi thu)")
POSITIONS = {Officer.Role.SIGNATORY: "Chủ tịch", Officer.Role.EDITOR: "Cán bộ theo dõi thi đua"}


@dataclass
class Person:
    """Somebody to be invited, unless they act for the association already."""

    full_name: str
    email: str
    position: str
    role: str
    phone: str
    is_held: bool = False
    form_of_address: str = ""

    @property
    def role_label(self) -> str:
        return str(Officer.Role(self.role).label)


@dataclass
class Member:
    """An association of the list with its people; `held` is the row that the database has of it."""

    row: int
    facts: dict
    held: Association | None = None
    is_in_the_bloc: bool = False
    position: int | None = None
    is_moved: bool = False  # to another place in the order of the decision
    people: list[Person] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.held is None

    @property
    def invited(self) -> list[Person]:
        return [person for person in self.people if not person.is_held]


@dataclass(frozen=True)
class Fault:
    """A cell that is not taken, where it stands, and why."""

    cell: str
    text: str
    why: str
    box: str
    row: int


@dataclass(frozen=True)
class LeftOut:
    """A row that whoever looks at the list does not want, and what it says."""

    row: int
    text: str


@dataclass
class MemberListPreview:
    """What a list would add to a bloc; nothing is saved while anything is wrong with it."""

    members: list[Member] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many associations and people it would bring in, or put in another place."""
        new = sum(member.is_moved or not member.is_in_the_bloc for member in self.members)
        return new + sum(len(member.invited) for member in self.members)


class MemberListReader:
    """Reads the rows of one list against what the database holds of the province."""

    def __init__(
        self,
        bloc: Bloc,
        sheet: WorkbookSheet,
        heading: Heading,
        joined_on: datetime.date,
        by: User | None = None,
        left_out: frozenset[int] = frozenset(),
    ):
        """`left_out` has the numbers of the rows, counted from 1, that whoever looks does not want."""
        self.bloc, self.sheet, self.heading, self.joined_on = bloc, sheet, heading, joined_on
        self.by = by
        self.left_out = left_out
        self.rows = sheet.filled()
        self.place = {name: x for x, name in heading.columns.items()}
        self.preview = MemberListPreview()
        self.by_name: dict[str, Member] = {}
        self.last: Member | None = None
        self.skipped: list[int] = []
        self.rewritten: list[str] = []  # names of people that were written otherwise
        self.is_over = False  # a row of totals, or of who made the list, has been passed
        self.is_numbered = self._counts_by_digits()
        self.without_email: list[str] = []
        self.without_position = 0
        self._read_what_is_held()

    def _read_what_is_held(self) -> None:
        bodies = Association.objects.filter(province__in=kin_of([self.bloc.province_id]), dissolved_on=None)
        self.held: dict[str, list[Association]] = {}
        for body in bodies:
            names = (body.short_name, body.official_name)
            for key in {
                *map(search_key, names),
                *(bare_key(name, self.bloc.province.name) for name in names),
            }:
                self.held.setdefault(key, []).append(body)
        present = Membership.objects.filter(bloc=self.bloc, left_on=None)
        self.positions = dict(present.values_list("association", "position"))
        officers = Officer.objects.filter(association__in=bodies, until=None)
        self.offices = set(officers.values_list("association", "user__email"))
        self.names: dict[str, str] = {}
        self.frozen_on: dict[datetime.date, str] = {}

    def read(self) -> MemberListPreview:
        wanted = range(self.heading.first, len(self.rows))
        visible_rows = [y for y in wanted if y not in self.sheet.hidden_rows]
        emails = {self._cell(y, f"{part}_email").lower() for y in visible_rows for part in PARTS} - {""}
        self.names = dict(User.objects.filter(email__in=emails).values_list("email", "full_name"))
        for y in visible_rows:
            self._read_row(y)
        self._place()
        self._tell(len(wanted) - len(visible_rows))
        return self.preview

    def _place(self) -> None:
        """The order of a list that names every member; where it names some, new ones come after who is there."""
        members = self.preview.members
        named = {member.held.pk for member in members if member.held}
        last = max((position or 0 for position in self.positions.values()), default=0)
        is_whole = set(self.positions) <= named
        for number, member in enumerate(members, 1):
            before = self.positions.get(member.held.pk) if member.held else None
            if is_whole:
                member.position = number
            elif member.is_in_the_bloc:
                member.position = before
            else:
                last += 1
                member.position = last
            member.is_moved = member.is_in_the_bloc and member.position != before

    def _cell(self, y: int, name: str) -> str:
        x = self.place.get(name)
        return self.rows[y][x].strip() if x is not None and x < len(self.rows[y]) else ""

    def _read_row(self, y: int) -> None:
        if not any(self.rows[y]):
            return
        if y + 1 in self.left_out:
            self.preview.left_out.append(
                LeftOut(y + 1, " · ".join(dict.fromkeys(filter(None, self.rows[y]))))
            )
            if self._cell(y, "official_name"):
                self.last = None
            return
        if self._is_no_member(y):
            self.skipped.append(y + 1)
            self.last = None  # people of a body that was passed over are nobody else's
            return
        if self._cell(y, "official_name"):
            self.last = self._read_association(y)
        if self.last is not None:
            for part in PARTS:
                self._read_person(y, part, self.last)

    def _is_no_member(self, y: int) -> bool:
        """Headings of groups or of the next page, rows that number the columns, totals, notes and signatures."""
        said = [text for x, text in enumerate(self.rows[y]) if text and x in self.heading.columns]
        name = search_key(self._cell(y, "official_name"))
        if TOTALS.match(name) or any(TOTALS.match(search_key(text)) for text in self.rows[y][:2]):
            self.is_over = True
            return True
        if not said or all(COLUMN_NUMBER.fullmatch(text) for text in self.rows[y] if text):
            return True
        if self._is_section(y, said) or (self.is_over and self.is_numbered and name and not self._number(y)):
            return True
        is_heading = self.heading.first > 0 and self.rows[y] == self.rows[self.heading.first - 1]
        is_across = len(self.heading.columns) > 1 and len(set(filter(None, self.rows[y]))) == 1
        return is_heading or (is_across and self._covers_row(y))

    def _number(self, y: int) -> str:
        """What stands before the name, in a column that says nothing else."""
        before = range(self.place["official_name"])
        return next(
            (self.rows[y][x].strip() for x in before if x not in self.heading.columns and self.rows[y][x]), ""
        )

    def _counts_by_digits(self) -> bool:
        return any(self._number(y)[:1].isdigit() for y in range(self.heading.first, len(self.rows)))

    def _is_section(self, y: int, said: list[str]) -> bool:
        """I, II, A, B before a name that stands alone, in a list whose members are counted 1, 2, 3."""
        return self.is_numbered and len(said) == 1 and bool(SECTION.fullmatch(self._number(y)))

    def _covers_row(self, y: int) -> bool:
        return any(top <= y <= bottom and right > left for top, left, bottom, right in self.sheet.merged)

    def _read_association(self, y: int) -> Member | None:
        form = AssociationLine({name: self._cell(y, name) for name in OF_THE_ASSOCIATION})
        if not form.is_valid():
            self._add_faults(y, form, {name: name for name in OF_THE_ASSOCIATION})
            return None
        facts = form.cleaned_data
        key = bare_key(facts["official_name"], self.bloc.province.name)
        bodies = self._held(search_key(facts["official_name"])) or self._held(key)
        if len(bodies) > 1:
            self._add_fault(y, "official_name", "Có hai đơn vị mang tên này, ghi đủ tên chính thức.")
            return None
        existing = bodies[0] if bodies else None
        key = f"held {existing.pk}" if existing else key
        if key in self.by_name:
            return self.by_name[key]
        facts["joined_on"] = facts["joined_on"] or self.joined_on
        if frozen := self._frozen(existing, facts["joined_on"]):
            self._add_fault(y, "joined_on", frozen)
        facts["short_name"] = facts["short_name"] or short_of(facts["official_name"], self.bloc.province.name)
        facts["abbreviation"] = facts["abbreviation"] or initials(facts["short_name"])
        member = Member(y + 1, facts, existing, existing is not None and existing.pk in self.positions)
        self.by_name[key] = member
        self.preview.members.append(member)
        return member

    def _held(self, key: str) -> list[Association]:
        """Who carries this name in the province: by the official name, else by the short one."""
        named = self.held.get(key, [])
        return [body for body in named if search_key(body.official_name) == key] or named

    def _frozen(self, existing: Association | None, joined_on: datetime.date) -> str:
        if existing is not None and existing.pk in self.positions:
            return ""
        if joined_on not in self.frozen_on:
            self.frozen_on[joined_on] = Membership(bloc=self.bloc, joined_on=joined_on).frozen()
        return self.frozen_on[joined_on]

    def _read_person(self, y: int, part: str, member: Member) -> None:
        facts = {name: self._cell(y, f"{part}_{name}") for name in OF_A_PERSON}
        facts["full_name"] = " ".join(filter(None, [facts["full_name"], facts["given_name"]]))
        if f"{part}_full_name" not in self.place or not (facts["full_name"] or facts["email"]):
            return
        if not facts["email"]:
            self.without_email.append(facts["full_name"])
            return
        form = PersonLine(facts)
        columns = {name: f"{part}_{name}" for name in OF_A_PERSON}
        if not form.is_valid():
            self._add_faults(y, form, columns)
            return
        data = form.cleaned_data
        if data["full_name"] != " ".join(facts["full_name"].split()):
            self.rewritten.append(f"{facts['full_name']} → {data['full_name']}")
        if self.by is not None and data["email"] == self.by.email and not self.by.is_superuser:
            self._add_fault(y, columns["email"], "Người nhập không tự mời mình vào một hội.")
            return
        known = self.names.get(data["email"])
        if known and known != data["full_name"]:
            self._add_fault(y, columns["full_name"], "Địa chỉ thư này đang là của người họ tên khác.")
            return
        if any(data["email"] == person.email for person in member.people):
            self._add_fault(y, columns["email"], "Địa chỉ thư này đã ghi cho người khác của đơn vị.")
            return
        self.names[data["email"]] = data["full_name"]
        member.people.append(self._person(y, part, member, data | {"address": form.form_of_address()}))

    def _person(self, y: int, part: str, member: Member, data: dict) -> Person:
        role = self._role(y, part, member, data["position"])
        self.without_position += not data["position"]
        position = data["position"] or POSITIONS[role]
        is_held = member.held is not None and (member.held.pk, data["email"]) in self.offices
        return Person(
            data["full_name"], data["email"], position, role, data["person_phone"], is_held, data["address"]
        )

    def _role(self, y: int, part: str, member: Member, position: str) -> Officer.Role:
        if part != "person":
            return Officer.Role(part)
        role_text = search_key(self._cell(y, "person_role"))
        if role_text:
            return (
                Officer.Role.SIGNATORY
                if re.search(r"(?<!thu )\bky\b|lanh dao", role_text)
                else Officer.Role.EDITOR
            )
        has_head = any(person.role == Officer.Role.SIGNATORY for person in member.people)
        is_head = HEADS.match(search_key(position)) and not has_head
        return Officer.Role.SIGNATORY if is_head else Officer.Role.EDITOR

    def _add_faults(self, y: int, form: forms.Form, columns: dict[str, str]) -> None:
        for name, sentences in form.errors.items():
            self._add_fault(y, columns[name], " ".join(map(str, sentences)))

    def _add_fault(self, y: int, column: str, why: str) -> None:
        x = self.place.get(column)
        if x is None:  # the list has no such column: the fault is told at the name
            x, why = self.place["official_name"], f"{COLUMNS[column]}: {why}"
        text = self.rows[y][x] if x < len(self.rows[y]) else ""
        self.preview.faults.append(Fault(cell_name(y, x), text, why, f"cell-{y}-{x}", y + 1))

    def _tell(self, hidden: int) -> None:
        notes = self.preview.notes
        if self.sheet.was_tcvn3:
            notes.append("Chữ kiểu TCVN3 (.VnTime) đã được chuyển sang Unicode.")
        if self.sheet.has_tracked_changes:
            notes.append(
                "Văn bản Word còn sửa đổi chưa chấp nhận (Track Changes); đã đọc như đã chấp nhận hết."
            )
        if self.sheet.is_cut:
            notes.append("Bảng dài quá, chỉ đọc các dòng đầu.")
        if hidden:
            notes.append(f"{hidden} dòng ẩn không được đọc.")
        if self.skipped:
            rows = ", ".join(self._skipped_row(number) for number in self.skipped[:20])
            notes.append(f"Bỏ qua dòng {rows}: không phải một đơn vị.")
        nameless = [
            part for part in PARTS if f"{part}_email" in self.place and f"{part}_full_name" not in self.place
        ]
        if nameless:
            notes.append("Cột thư điện tử không có cột họ tên đi cùng nên chưa mời ai theo cột ấy.")
        notes += self._names_written_otherwise()
        notes += self._same_abbreviations()
        notes += self._people_of_several()

    def _names_written_otherwise(self) -> list[str]:
        """What of names was changed, and what is not as papers print it."""
        notes = []
        if self.rewritten:
            notes.append(f"Tên người được ghi lại như trên văn bản: {'; '.join(self.rewritten[:20])}.")
        officials = [member.facts["official_name"] for member in self.preview.members]
        capitals = [name for name in officials if name.isupper()]
        if capitals:
            notes.append(
                f"Tên ghi toàn chữ in hoa: {'; '.join(capitals[:20])}. Văn bản sẽ in đúng như vậy; nên sửa thành chữ"
                " thường như trong quyết định thành lập rồi đọc lại."
            )
        if self.without_email:
            notes.append(
                f"Chưa có thư điện tử nên chưa mời: {', '.join(self.without_email[:20])}. Mời sau ở trang của hội."
            )
        if self.without_position:
            notes.append(
                f"{self.without_position} người không ghi chức vụ: lãnh đạo ký được ghi là Chủ tịch, người soạn là"
                " Cán bộ theo dõi thi đua. Nếu không đúng, thêm cột Chức vụ vào bảng rồi đọc lại."
            )
        return notes

    def _skipped_row(self, number: int) -> str:
        """Its number, and what it says, so that a member is not lost unseen."""
        said = next((text for text in self.rows[number - 1] if len(text) > 4), "")
        return f"{number} ({said[:40]})" if said else str(number)

    def _same_abbreviations(self) -> list[str]:
        bodies: dict[str, list[str]] = {}
        for member in self.preview.members:
            if member.is_new:
                bodies.setdefault(member.facts["abbreviation"], []).append(member.facts["short_name"])
        return [
            f"{' và '.join(names)} cùng viết tắt {letters}: số, ký hiệu văn bản sẽ giống nhau."
            for letters, names in bodies.items()
            if len(names) > 1
        ]

    def _people_of_several(self) -> list[str]:
        bodies: dict[str, list[str]] = {}
        for member in self.preview.members:
            for person in member.people:
                bodies.setdefault(person.email, []).append(member.facts["short_name"])
        return [
            f"{self.names[email]} thuộc {len(names)} đơn vị: {', '.join(names)}."
            for email, names in bodies.items()
            if len(names) > 1
        ]
