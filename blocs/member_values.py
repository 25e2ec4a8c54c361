"""A table with one line a member, as an office has it: the names are matched, the rest is what its columns say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from base.vietnamese import search_key
from documents.workbooks import SheetRefused, WorkbookSheet, cell_name
from members.models import Association

HEADING_ROWS = 40  # from the top; the table begins before that
NAMES = re.compile(r"don vi|ten hoi|^hoi$|cac hoi|to chuc|co quan|thanh vien")


@dataclass
class MemberValues:
    """What a table says of each member, {association's key: {column: text}}, and the lines that name nobody."""

    values: dict[int, dict[str, str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)  # (cell, sentence)


def read_member_values(
    sheets: Iterable[WorkbookSheet], members: Iterable[Association], columns: dict[str, re.Pattern[str]]
) -> MemberValues:
    """Read the first sheet whose heading names the member and at least one of these columns.

    `columns` are the words of a heading without accents. SheetRefused with a sentence where there is no such sheet.
    """
    for sheet in sheets:
        if not sheet.is_hidden and (heading := _heading(sheet, columns)):
            return _read(sheet, *heading, _by_name(members))
    raise SheetRefused("Không thấy dòng tiêu đề có tên đơn vị và cột cần đọc trong tệp.")


def _heading(sheet: WorkbookSheet, columns: dict) -> tuple[int, int, dict[str, int]] | None:
    """(row, column of the names, {column: place}) of the first row that says both."""
    for y, row in enumerate(sheet.filled()[:HEADING_ROWS]):
        plain = [search_key(cell).strip() for cell in row]
        names = next((x for x, text in enumerate(plain) if NAMES.search(text)), None)
        if names is None or len(set(filter(None, plain))) < 2:  # a title stands alone in its row
            continue
        places = {
            name: x
            for name, words in columns.items()
            for x in [next((x for x, text in enumerate(plain) if x != names and words.search(text)), None)]
            if x is not None
        }
        if places:
            return y, names, places
    return None


def _read(sheet: WorkbookSheet, top: int, names: int, places: dict, by_name: dict) -> MemberValues:
    read, rows = MemberValues(), sheet.filled()
    for y in range(top + 1, len(rows)):
        name, said = rows[y][names].strip(), {column: rows[y][x].strip() for column, x in places.items()}
        if y in sheet.hidden_rows or not name or not any(said.values()):
            continue
        key = _plain(name)
        if key not in by_name:
            read.faults.append((f"ô {cell_name(y, names)}", f"Không thấy thành viên nào tên “{name}”."))
        elif by_name[key] is None:
            read.faults.append((f"ô {cell_name(y, names)}", f"“{name}” là tên của hơn một thành viên."))
        elif by_name[key] in read.values:
            read.faults.append((f"ô {cell_name(y, names)}", f"“{name}” có hai dòng; lấy dòng trên."))
        else:
            read.values[by_name[key]] = said
    return read


def _by_name(members: Iterable[Association]) -> dict[str, int | None]:
    """{name without accents: whose it is}, None where it is several members'."""
    by_name: dict[str, int | None] = {}
    for member in members:
        province = _plain(str(member.province))
        official = _plain(member.official_name)
        names = {official, official.removesuffix(province).strip(), _plain(member.short_name)}
        for name in names | {_plain(member.abbreviation), _plain(member.code)}:
            by_name[name] = None if name in by_name and by_name[name] != member.pk else member.pk
    return by_name


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", search_key(text)).split())
