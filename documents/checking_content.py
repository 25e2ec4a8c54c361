"""What a paper of each kind has to contain, read back from its PDF.

By the forms of Decree 30/2020/NĐ-CP, Annex III, Decree 98/2023/NĐ-CP and by what receiving offices send back. These
rules are said by check_paper; they do not keep a paper from being issued, since what an office leaves out is its own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .checking import MM, Seen, Verdict, read_pdf
from .heads import COMPOUNDS, COUNTRY

EMPTIEST = 0.25  # of the page before the last, a tall row left over included
CAPACITY = re.compile(r"(KT|TL|TUQ)\. ")
OFFICE = re.compile(r"(KT|TL|TUQ)\. .*\bPHÓ ")
NO_ZERO = re.compile(r"(?<![\d.,/:])00 (đơn vị|người|phiếu|tập thể|bản)\b|: 00[;.]")


@dataclass(frozen=True)
class ContentRule:
    """What a paper whose kind matches has to hold."""

    rule: str
    source: str
    kinds: str  # a pattern of the name of its kind
    holds: Callable[[Seen], bool]


def kind_of(seen: Seen) -> str:
    """The name of its kind, in bold capitals of 14 points on the first page; empty for a letter."""
    titles = (
        line.text for line in seen.lines if line.page == 1 and line.is_bold and 13.9 <= line.size <= 14.1
    )
    return next((text for text in titles if text.isupper() and text != COUNTRY), "")


def _says(*patterns: str) -> Callable[[Seen], bool]:
    return lambda seen: all(re.search(pattern, seen.text) for pattern in patterns)


def _never_says(pattern: str) -> Callable[[Seen], bool]:
    return lambda seen: not re.search(pattern, seen.text)


def _has_no_part(pattern: str) -> Callable[[Seen], bool]:
    """Whether no heading is of these words."""
    return lambda seen: not any(line.is_bold and re.search(pattern, line.text, re.I) for line in seen.lines)


def _capacity_is_apart(seen: Seen) -> bool:
    """Below KT., TL., TUQ. with whom one signs for stands one's own office, in a line of its own."""
    bold = [line for line in seen.lines if line.is_bold and line.text.isupper()]
    offices = zip(bold, bold[1:], strict=False)
    has_office = all(not CAPACITY.match(line.text) or after.page == line.page for line, after in offices)
    ends_alone = bool(bold) and CAPACITY.match(bold[-1].text) is not None
    return has_office and not ends_alone and not any(OFFICE.match(line.text) for line in bold)


def _rests_on_authorisation(seen: Seen) -> bool:
    """Whoever signs TUQ. was authorised in writing; the data of a paper keep which writing that is."""
    by_authority = any(line.is_bold and line.text.startswith("TUQ. ") for line in seen.lines)
    return not by_authority or re.search(r"\(.+\)$", seen.signs_as) is not None


def _breaks_between_words(seen: Seen) -> bool:
    """No line of the head ends within a word of several syllables: NẠN NHÂN, KHEN THƯỞNG."""
    country = seen.find(COUNTRY)
    if country is None:
        return True
    left = [
        line for line in seen.lines if line.page == 1 and line.right <= country.left and line.text.isupper()
    ]
    for line, after in zip(left, left[1:], strict=False):
        last, first = line.text.split()[-1], after.text.split()[0]
        is_one_name = after.is_bold == line.is_bold and after.top - line.top < 20
        if is_one_name and any([last, first] in _pairs(compound) for compound in COMPOUNDS):
            return False
    return True


def _pairs(words: list[str]) -> list[list[str]]:
    return [[one, other] for one, other in zip(words, words[1:], strict=False)]


def _page_before_is_full(seen: Seen) -> bool:
    """Before the page of the signature no page is left empty for it."""
    title = seen.find("Nơi nhận:")
    if title is None or title.page == 1:
        return True
    height = seen.sizes[title.page - 2][1]
    lowest = max(line.top + line.size for line in seen.lines if line.page == title.page - 1)
    return (height - 20 * MM - lowest) / (height - 40 * MM) <= EMPTIEST


ALL, MINUTES = ".*", "BIÊN BẢN"
FORM = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
FORMS = "Nghị định 30/2020/NĐ-CP, Phụ lục III"
USUAL = "Nơi nhận thường trả lại khi thiếu"
RULES = [
    ContentRule("Không ghi 00 cho số không", f"{FORM}, phần II", ALL, lambda seen: not NO_ZERO.search(seen.text)),
    ContentRule(
        "Dưới KT., TL., TUQ. có chức vụ người ký, dòng riêng", f"{FORM}, phần II, mục 7", ALL, _capacity_is_apart,
    ),
    ContentRule(
        "Ký TUQ. có văn bản ủy quyền, ghi trong dữ liệu của tệp", "Nghị định 30/2020/NĐ-CP, Điều 13", ALL,
        _rests_on_authorisation,
    ),
    ContentRule("Dòng tên cơ quan không ngắt giữa một từ", f"{FORM}, phần II, mục 2", ALL, _breaks_between_words),
    ContentRule("Trang trước trang ký không bỏ trống", USUAL, ALL, _page_before_is_full),
    ContentRule(
        "Giao ước có căn cứ, chỉ tiêu, người chứng kiến", USUAL, "GIAO ƯỚC",
        _says("Căn cứ ", "CHỈ TIÊU PHẤN ĐẤU", "(?i)chứng kiến"),
    ),
    ContentRule("Báo cáo, bản đăng ký có Kính gửi", f"{FORMS}, mẫu 1.4", "BÁO CÁO$|BẢN ĐĂNG KÝ", _says("Kính gửi:")),
    ContentRule(
        "Nơi nhận là cơ quan, không phải thư ký", f"{FORM}, phần II, mục 9", ALL, _never_says("- Thư ký [Kk]hối"),
    ),
    ContentRule(
        "Biên bản họp: chương trình, ban kiểm phiếu, bảng điểm, tỷ lệ, đã được thông qua", f"{FORMS}, mẫu 1.9", MINUTES,
        lambda seen: "KẾT QUẢ BÌNH XÉT" not in seen.text
        or _says("chương trình", "ban kiểm phiếu", "bảng tổng hợp điểm", r"đạt [\d,]+ %", "đã được thông qua")(seen),
    ),
    ContentRule(
        "Tờ trình: căn cứ, kính gửi, đề nghị tặng", f"{FORMS}, mẫu 1.4", "TỜ TRÌNH",
        _says("Căn cứ ", "Kính gửi:", r"đề nghị .{0,80}tặng"),
    ),
    ContentRule(
        "Báo cáo thành tích chỉ nêu kết quả", "Nghị định 98/2023/NĐ-CP, Phụ lục", "BÁO CÁO THÀNH TÍCH",
        _has_no_part("hạn chế|tồn tại|phương hướng|kiến nghị"),
    ),
    ContentRule(
        "Danh sách, tóm tắt ghi kèm theo Tờ trình nào", f"{FORM}, phần II, mục 5", "DANH SÁCH|TÓM TẮT THÀNH TÍCH",
        _says(r"\(Kèm theo Tờ trình"),
    ),
    ContentRule(
        "Báo cáo tổng kết của khối: hạn chế, phương hướng là phần riêng", USUAL, "BÁO CÁO$",
        lambda seen: "Tổng kết phong trào thi đua" not in seen.text
        or _says(r"[IVX]+\. HẠN CHẾ", r"[IVX]+\. PHƯƠNG HƯỚNG")(seen),
    ),
]  # fmt: skip


def check_content(pdf: bytes) -> list[Verdict]:
    """A verdict for each rule that is about papers of this kind. ValueError where the bytes are no PDF."""
    seen = read_pdf(pdf)
    kind = kind_of(seen)
    return [Verdict(rule.rule, rule.source, rule.holds(seen)) for rule in RULES if re.match(rule.kinds, kind)]
