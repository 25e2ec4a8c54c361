"""How lines of real tables are numbered: I, 1.1, a), (1), 1/, 1a, PHẦN I, Mục 1, Tiêu chí 1; and their points."""

import re
import unicodedata
from dataclasses import dataclass

# How deep a line stands; the tens leave room between.
PART, CAPITAL, ROMAN, SECTION, CRITERION, NUMBER, LETTER, DASH = -20, -10, 0, 3, 6, 10, 90, 200
WORDS = {
    "phần": PART,
    "chương": PART,
    "mục": SECTION,
    "nội dung": SECTION,
    "nhóm": SECTION,
    "tiêu chí": CRITERION,
}
ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "bốn": "4", "năm": "5", "sáu": "6"}
ENDS = r"(?=\s*(?:$|[:.)/(\[–-]))"  # a number of a heading ends there; “nội dung vi phạm” has none
WORDED = re.compile(
    rf"({'|'.join(WORDS)})\s+(?:thứ\s+({'|'.join(ORDINALS)})(?!\w)|(?:số\s+)?([ivx]+|[a-hđ]|\d+(?:\.\d+)*){ENDS})",
    re.I,
)
IN_CAPITALS = re.compile(r"(PHẦN|CHƯƠNG)\s+([IVX]+|\d{1,2})(?=\s+[A-ZÀ-ỸĐ]{2})")
WRAPPED = re.compile(r"^\(?\s*(.*?)\s*[)./:–-]*$")
TYPED_AS_NUMBER = re.compile(r"^\d+(,\d+)+$")
LONGEST_NUMBER = 40  # characters
NUMBERINGS = [
    (re.compile(r"^[A-HĐ]$"), lambda _: CAPITAL),
    (re.compile(r"^[IVX]+$"), lambda _: ROMAN),
    (re.compile(r"^\d+(\.\d+)*$"), lambda code: NUMBER * (1 + code.count("."))),
    (re.compile(r"^\d+(\.\d+)*[a-zđ]$"), lambda code: NUMBER * (1 + code.count(".")) + 5),  # 1a under 1
    (re.compile(r"^[a-zđ]$"), lambda _: LETTER),
    (re.compile(r"^[A-ZĐ]{1,4}\d*$"), lambda _: ROMAN),
]
LEADING = re.compile(
    r"^\(?([IVX]+(?:\.\d{1,2})*|[A-GKa-hđ](?=[.)/]\s)|\d{1,2}[a-hđ](?=[.)/]\s)|\d{1,2}(?:\.\d{1,2})*)"
    r"(?:\s*[.:)/](?:\s+(?=\D)|(?=[A-ZÀ-ỸĐ]{2}))|\s+[–-]\s+|(?<=\.\d)\s+(?=\D))"
)
IN_HEADING = re.compile(
    r"[(\[] ?(?:tối đa |không quá |cao nhất )?(\d{1,4}(?:,\d{1,3})?|\d{1,3}\.000(?= ?điểm)) ?(?:điểm|đ) ?[)\]]",
    re.I,
)


@dataclass(frozen=True)
class Numbering:
    """The number of a line as it is kept, and how deep such numbers stand."""

    code: str
    rank: int


def _worded(said: str) -> tuple[Numbering, int] | None:
    """The number of “Mục 1” or “PHẦN THỨ HAI”, and where it ends."""
    if capitals := IN_CAPITALS.match(said):
        return Numbering(capitals[2], WORDS[capitals[1].casefold()]), capitals.end()
    number = WORDED.match(said)
    if number is None:
        return None
    code = ORDINALS[number[2].casefold()] if number[2] else number[3].upper()
    dots = code.count(".")
    return Numbering(code, NUMBER * (1 + dots) if dots else WORDS[number[1].casefold()]), number.end()


def numbering_of(text: str) -> Numbering | None:
    """1/, (1), Mục 1 and the like as the number they are; None for what is none."""
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if len(said) > LONGEST_NUMBER:
        return None
    if worded := _worded(said):
        return worded[0]
    code = WRAPPED.sub(r"\1", said)
    if TYPED_AS_NUMBER.match(code):
        code = code.replace(",", ".")
    rank = next((rank(code) for pattern, rank in NUMBERINGS if pattern.match(code)), None)
    return None if rank is None else Numbering(code, rank)


def split_heading(text: str) -> tuple[str, str]:
    """(number, rest) of a heading that carries its number, as “PHẦN I: NHIỆM VỤ”; no number where there is none."""
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if worded := _worded(said):
        end = worded[1]
        return said[:end].strip(), said[end:].lstrip(" .:)/–-")
    if match := LEADING.match(said):
        return match[1], said[match.end() :].lstrip(" .:)/–-")
    return "", said


def points_in_heading(text: str) -> tuple[str, str]:
    """(text without them, points) of “NHIỆM VỤ CHÍNH TRỊ (60 điểm)”; no points where it names none."""
    said = " ".join(text.split())
    points = IN_HEADING.search(said)
    if points is None:
        return text, ""
    return (said[: points.start()] + said[points.end() :]).strip(" :.–-"), points[1]


def whole_code(code: str, above: str) -> str:
    """1.1 under I.1 is I.1.1, a or 1a under it I.1.1.a; a code that already tells its way stays."""
    if not above or code.startswith(f"{above}."):
        return code
    tail = above.rpartition(".")[2]
    if re.fullmatch(rf"{re.escape(tail)}[a-zđ]", code):
        return f"{above}.{code[-1]}"
    return f"{above}.{code.removeprefix(f'{tail}.')}" if "." in code else f"{above}.{code}"


TYPED = r"(\d+(?:[.,]\d+)?)"
END = r"\s*(?:điểm|đ)?$"
MOST = re.compile(rf"^(?:tối đa|cao nhất|không quá|đến|≤|<=?)\s*{TYPED}{END}", re.I)
RANGE = re.compile(rf"^(?:từ\s*)?{TYPED}\s*(?:-|–|—|÷|đến)\s*{TYPED}{END}", re.I)
NEGATIVE = re.compile(rf"^(?:trừ\s*|[-–−]\s*){TYPED}\s*(?:điểm|đ)?(?:\s*(?:/|mỗi|một)\s*\w+)?$", re.I)


def points_typed(text: str, *, is_deducted: bool) -> str:
    """The most points that “0-5”, “Tối đa 5” or “≤ 5” allow; “-2” is 2 where points are taken off."""
    said = " ".join(text.split())
    if len(said) > LONGEST_NUMBER:
        return said
    if between := RANGE.match(said):
        return max(between[1], between[2], key=lambda typed: float(typed.replace(",", ".")))
    for pattern in (MOST, *([NEGATIVE] if is_deducted else [])):
        if match := pattern.match(said):
            return match[1]
    return said
