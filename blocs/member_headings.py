"""Which column of an office's list of associations and people says what, by the words of its heading."""

import re
from dataclasses import dataclass

from base.vietnamese import search_key
from documents.workbooks import WorkbookSheet

HEADING_ROWS = 40  # from the top; the table begins before that
# What a column can say, as whoever maps columns by hand reads it.
OF_THE_ASSOCIATION = {
    "official_name": "Tên đơn vị (như trên con dấu)",
    "short_name": "Tên gọi tắt",
    "abbreviation": "Chữ viết tắt trong ký hiệu văn bản",
    "parent_name": "Dòng trên ở đầu văn bản (cấp trên)",
    "letterhead_name": "Dòng tên ở đầu văn bản",
    "collective": "Tập thể lãnh đạo ký thay mặt",
    "founding_decision": "Quyết định thành lập",
    "address": "Địa chỉ",
    "phone": "Điện thoại của đơn vị",
    "joined_on": "Ngày vào khối",
}
OF_A_PERSON = {
    "full_name": "họ và tên",
    "given_name": "tên (ở cột riêng)",
    "position": "chức vụ",
    "email": "thư điện tử",
    "person_phone": "điện thoại",
}
PARTS = {"signatory": "Lãnh đạo ký", "editor": "Người soạn", "person": "Người"}
COLUMNS = (
    OF_THE_ASSOCIATION
    | {
        f"{part}_{fact}": f"{name}: {told}"
        for part, name in PARTS.items()
        for fact, told in OF_A_PERSON.items()
    }
    | {"person_role": "Người: vai trò"}
)
NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no"}

# Without accents, in the order in which they are looked for.
SIGNATORY = re.compile(r"lanh dao|nguoi ky|dung dau|chu tich|thu truong|truong don vi|nguoi dai dien")
EDITOR = re.compile(r"nguoi soan|dau moi|lien he|can bo|phu trach|thu ky|chuyen vien|van phong|theo doi")
FULL_NAME = re.compile(r"ho va ten|ho ten|ho, ten|^ten nguoi|^ho( va)?$|^ho (va )?(chu )?(dem|lot)")
FACTS = [
    ("email", re.compile(r"e-?mail|thu dien tu|hop thu|gmail")),
    ("person_phone", re.compile(r"dien thoai|di dong|sdt|so dt|^dt$|dtdd|\bphone\b|zalo")),
    ("position", re.compile(r"chuc vu|chuc danh")),
    ("full_name", FULL_NAME),
    ("person_role", re.compile(r"vai tro|^nhiem vu|phan cong")),
]
BODIES = [
    ("founding_decision", re.compile(r"thanh lap")),
    ("abbreviation", re.compile(r"viet tat|ky hieu")),
    ("short_name", re.compile(r"goi tat|ten tat|ten ngan|ten rut gon")),
    ("letterhead_name", re.compile(r"dong ten|ten tren van ban")),
    ("parent_name", re.compile(r"chu quan|cap tren|dong tren|truc thuoc")),
    ("collective", re.compile(r"tap the|thay mat")),
    ("address", re.compile(r"dia chi|tru so|noi dong")),
    ("joined_on", re.compile(r"vao khoi|tham gia khoi|gia nhap")),
    (
        "official_name",
        re.compile(r"don vi|ten hoi|to chuc|co quan|^hoi$|cac hoi|ten chinh thuc|con dau|thanh vien"),
    ),
]


@dataclass(frozen=True)
class Heading:
    """Where the table begins and what its columns say: {column counted from 0: name in COLUMNS}."""

    first: int  # the first row of data, counted from 0
    columns: dict[int, str]


def guess_heading(sheet: WorkbookSheet) -> Heading | None:
    """The heading with the most columns that are understood, of one or two rows; None where none names the body.

    Once there is one and people came below it, a heading further down is the same one, repeated on the next page.
    """
    rows = sheet.filled()
    best: Heading | None = None
    for y in range(min(HEADING_ROWS, len(rows))):
        if y in sheet.hidden_rows:
            continue
        if best is not None and y >= best.first and any("@" in cell for cell in rows[y]):
            break
        for height in (1, 2):
            heading = _heading(rows, y, height)
            if heading and (best is None or len(heading.columns) > len(best.columns)):
                best = heading
    return best


def _heading(rows: list[list[str]], top: int, height: int) -> Heading | None:
    lines = rows[top : top + height]
    if len(lines) < height or len(set(filter(None, lines[0]))) < 2:  # a title stands alone in its row
        return None
    if height == 2 and (any("@" in cell for cell in lines[0]) or not _is_heading_row(lines[1])):
        return None
    texts = [" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*lines, strict=True)]
    columns = _columns(texts)
    is_numbered = any(search_key(text).rstrip(" .") in NUMBERS for text in texts)
    if "official_name" not in columns.values() or len(columns) + is_numbered < 2:
        return None
    return Heading(top + height, columns)


def _is_heading_row(cells: list[str]) -> bool:
    """Words of a heading are short and are no addresses, numbers or names of bodies with their province."""
    said = [cell for cell in cells if cell]
    known = [cell for cell in said if _meaning(search_key(cell))]
    return bool(said) and len(known) * 2 >= len(said) and not any("@" in cell for cell in said)


def _meaning(plain: str) -> str:
    if plain.rstrip(" .") in NUMBERS:
        return "number"
    return next((name for name, words in FACTS + BODIES if words.search(plain)), "")


def _columns(texts: list[str]) -> dict[int, str]:
    """Each column once; the first that says a thing has it."""
    columns: dict[int, str] = {}
    part = "person"  # whose facts follow: e-mail after a leader's name is the leader's
    for x, text in enumerate(texts):
        plain = search_key(text)
        if not plain or plain.rstrip(" .") in NUMBERS or len(plain) > 120:
            continue
        name = _given_name(texts, x, columns) or _name(plain, _part(plain) or part)
        if name == "person_person_phone" and not any(
            said.endswith("_full_name") for said in columns.values()
        ):
            name = "phone"  # before any person it is the association's
        part = name.split("_")[0] if name.startswith(tuple(PARTS)) else part
        if name and name not in columns.values():
            columns[x] = name
    return _of_the_body(columns)


def _given_name(texts: list[str], x: int, columns: dict[int, str]) -> str:
    """The second of two columns in which names are split: “Họ và” and “Tên”, or one heading over both."""
    before, plain = columns.get(x - 1, ""), search_key(texts[x])
    is_split = plain == "ten" or (texts[x] == texts[x - 1] and FULL_NAME.search(plain))
    return before.replace("_full_name", "_given_name") if before.endswith("_full_name") and is_split else ""


def _of_the_body(columns: dict[int, str]) -> dict[int, str]:
    """A telephone below "Liên hệ", where no column has that person's name, is the association's own."""
    names = set(columns.values())
    for x, name in columns.items():
        if name.endswith("_person_phone") and "phone" not in names:
            part = name.removesuffix("_person_phone")
            if f"{part}_full_name" not in names:
                return columns | {x: "phone"}
    return columns


def _part(plain: str) -> str:
    if SIGNATORY.search(plain):
        return "signatory"
    return "editor" if EDITOR.search(plain) else ""


def _name(plain: str, part: str) -> str:
    fact = next((name for name, words in FACTS if words.search(plain)), "")
    if fact:
        return "person_role" if fact == "person_role" else f"{part}_{fact}"
    body = next((name for name, words in BODIES if words.search(plain)), "")
    if body and not (body == "official_name" and _part(plain)):  # “Thủ trưởng đơn vị” stands over names
        return body
    return f"{part}_full_name" if _part(plain) else ""
