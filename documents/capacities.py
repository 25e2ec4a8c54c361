"""On whose behalf and as what somebody signs: the lines over a signature.

Decree 30/2020/NĐ-CP, Article 13 and Annex I, part II, 7: TM., KT., Q., TL., TUQ. above the signer's own office.
"""

import re

BY_ORDER, BY_AUTHORITY = "TL", "TUQ"
CHOICES = [
    ("", "Theo chức vụ (tự ghi KT., Q.)"),
    (BY_ORDER, "Thừa lệnh người đứng đầu (TL.)"),
    (BY_AUTHORITY, "Thừa ủy quyền bằng văn bản (TUQ.)"),
]
DEPUTY = re.compile(r"phó\s+(?P<of>.+)", re.I)
ACTING = re.compile(r"(?:quyền|q\.)\s*(?P<of>.+)", re.I)
BESIDE = re.compile(
    r"\s*(?:,|\bthường trực\b|\bkiêm\b|\bphụ trách\b).*", re.I
)  # no part of the chief's office
DEGREE = re.compile(
    r"\s*(?:(?:PGS|GS|TS|ThS|Th\.S|BS|CN|KS|LS|NGƯT|NGND|NSƯT|NSND|CKI{1,2})\.?(?=[\s.,])[\s.,]*"
    r"|(?:Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Cử nhân|Luật sư|[Ôô]ng|[Bb]à|Đồng chí)\s+)"
)


def has_degree(name: str) -> bool:
    """Whether a degree, a title of honour or a form of address stands before the name (Annex I, II.7)."""
    return DEGREE.match(name) is not None


def has_capacity(position: str) -> bool:
    """Whether somebody typed TM., KT., TL. or TUQ. before the office; Q. is a part of it (quyền Chủ tịch)."""
    return re.match(r"\s*(TM|KT|TL|TUQ)\s*\.", position, re.I) is not None


def without_degree(name: str) -> str:
    """The name itself: ThS. Bà Lê Thị A → Lê Thị A."""
    while match := DEGREE.match(name):
        name = name[match.end() :]
    return name


def is_deputy(position: str) -> bool:
    return DEPUTY.fullmatch(position.strip()) is not None


def chief_of(position: str) -> str:
    """Chủ tịch of a Phó Chủ tịch Thường trực; the office itself where it is no deputy's."""
    deputy = DEPUTY.fullmatch(position.strip())
    office = BESIDE.sub("", deputy["of"]) if deputy else position.strip()
    return office[:1].upper() + office[1:]


def signature_lines(
    position: str, *, collective: str = "", capacity: str = "", chief: str = ""
) -> tuple[str, ...]:
    """The lines over the signature, in capitals.

    `collective` is signed for (TM.), `capacity` is TL or TUQ where somebody signs by order or authority of the `chief`.
    """
    office = position.strip()
    if capacity:
        return f"{capacity}. {chief.upper()}", office.upper()
    on_behalf = (f"TM. {collective.upper()}",) if collective else ()
    if is_deputy(office):
        return *on_behalf, f"KT. {chief_of(office).upper()}", office.upper()
    if acting := ACTING.fullmatch(office):
        return *on_behalf, f"Q. {acting['of'].upper()}"
    return *on_behalf, office.upper()
