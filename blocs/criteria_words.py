"""What lines of a table of criteria say by their words: totals, bonuses, deductions, yes."""

import re
import unicodedata

from base.vietnamese import search_key

from .criteria_lines import LONGEST_ISSUER
from .models import Criterion, kinds_named

# A line is a total when it says nothing but these words and which parts it sums.
TOTAL_WORDS = (
    "tổng số điểm",
    "điểm tối đa",
    "điểm chuẩn",
    "tổng cộng",
    "tổng điểm",
    "tổng số",
    "tổng",
    "cộng",
)

PART_WORDS = {"điểm", "mục", "phần", "nội", "dung", "tiêu", "chí", "nhóm", "các", "của", "và"}

PART_CODE = re.compile(r"[IVX]+|[A-ZĐ]|\d+(\.\d+)*", re.I)

BONUS_WORDS = ("điểm thưởng", "điểm cộng", "cộng điểm", "thưởng điểm")

DEDUCTION_WORDS = ("điểm trừ", "trừ điểm")

Kind = Criterion.Kind


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


def is_yes(text: str) -> bool:
    return search_key(text) in ("co", "x", "yes", "1", "bat buoc")


def evidence_said(text: str) -> tuple[bool, dict]:
    """(whether evidence is asked for, what kind of whom) of a cell: “x”, “Không”, “Quyết định của UBND xã”."""
    plain = search_key(text).strip(" .()-–")
    if is_yes(text):
        return True, {}
    if not plain or plain in ("khong", "0", "neu co"):
        return False, {}
    issuer = re.search(r"\bcủa\s+(.+)", " ".join(text.split()), re.I)
    named = issuer[1].rstrip(" .;") if issuer else ""
    return True, {"kinds": kinds_named(text), "issuer": named if len(named) <= LONGEST_ISSUER else ""}


def kind_of(kind_cell: str, text: str) -> str:
    """By the column where there is one, else bonus or deduction where the text begins like one."""
    by_label = {_said(label): kind for kind, label in Kind.choices}
    return by_label.get(_said(kind_cell)) or kind_by_text(text)


SIGNATURE = re.compile(
    r"^(nguoi (lap|tong hop|cham)|lap bieu|thu ky|truong khoi|pho truong khoi|tm|kt|chu tich|xac nhan)\b"
    r"|^ky,? (ten|ghi ro)"
)
DAY = re.compile(r"^([^,]{2,40},\s*)?ngay\b.*\bthang\b.*\bnam\b")
LONGEST_SIGNATURE = 60  # characters; a criterion on what a chair does is longer


def is_signature(text: str) -> bool:
    """Whether a cell below a table says who made it, or on which day: NGƯỜI LẬP, TRƯỞNG KHỐI, ngày 05 tháng 01 năm…"""
    plain = search_key(text).strip(" ().,…")
    if len(plain) > LONGEST_SIGNATURE:
        return False
    stands_alone = text.isupper() or text.startswith("(") or len(plain.split()) <= 3
    return bool(DAY.search(plain)) or (stands_alone and bool(SIGNATURE.match(plain)))
