"""Reads a paper's PDF back and says of each rule of form whether it is held, with its place in Decree 30/2020/NĐ-CP.

What a person has to judge (whether the abstract is a good one, whether the signer may sign) is not asked here.
"""

import ctypes
import io
import json
import re
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from .capacities import has_degree
from .papers import DATA

MM = 72 / 25.4  # points
A4, A4_MM = (595, 842), {210, 297}
LAST_LINES = 2  # of text on the page of the signature
HEADS_APART = 6 * MM
SMALLEST = 9  # points
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DAY = re.compile(r"ngày (\d+) tháng (\d+) năm \d{4}")
NUMBER = re.compile(r"Số: (\d+)/(\S+)")
SHORTENED = re.compile(r"([A-ZĐ]+)\. ?[A-ZĐ]")
SYMBOL = re.compile(r"[A-ZĐa-zđ]+(-[A-ZĐĂÂÊÔƠƯ0-9&]+)+")


@dataclass(frozen=True)
class Line:
    """One line of a page: its text, where it stands (points from the left and the top), its size, weight and slope."""

    page: int
    text: str
    left: float
    right: float
    top: float
    size: float
    is_bold: bool
    is_italic: bool


@dataclass
class Seen:
    """What of a PDF the rules look at."""

    sizes: list[tuple[int, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[int, float, float, float]] = field(default_factory=list)  # page, left, right, top
    fonts: dict[str, bool] = field(default_factory=dict)  # name: whether it is embedded
    is_tagged: bool = False
    language: str = ""
    signs_as: str = ""  # the signer's office as the data in the PDF keep it, with what TUQ. rests on

    @property
    def text(self) -> str:
        return " ".join(" ".join(line.text for line in self.lines).split())

    def find(self, text: str) -> Line | None:
        return next((line for line in self.lines if text in line.text), None)


@dataclass(frozen=True)
class Verdict:
    """One rule: what it says, where it stands, whether the paper holds it."""

    rule: str
    article: str
    is_held: bool


def read_pdf(pdf: bytes) -> Seen:
    """Read the PDF. ValueError, with a sentence, where the bytes are none."""
    seen = Seen()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            seen.is_tagged = bool(file.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False))
            seen.language = str(file.Root.get("/Lang", ""))
            seen.signs_as = _signs_as(file)
            for page in file.pages:
                seen.fonts |= _fonts(page)
    except pikepdf.PdfError as error:
        raise ValueError("Không đọc được tệp PDF này.") from error
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for n, page in enumerate(document, 1):
            seen.sizes.append(tuple(round(side) for side in page.get_size()))
            seen.lines += _lines(page, n)
            seen.rules += _drawn(page, n)
            page.close()
    return seen


def _signs_as(file: pikepdf.Pdf) -> str:
    """Empty for a PDF that holds no data of ours."""
    if DATA not in file.attachments:
        return ""
    try:
        return str(json.loads(file.attachments[DATA].get_file().read_bytes())["signer"]["position"])
    except (ValueError, KeyError, TypeError):  # somebody else's file of that name
        return ""


def _fonts(page: Any) -> dict[str, bool]:
    by_name = {}
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        inner = font.get("/DescendantFonts", [font])[0]
        descriptor = inner.get("/FontDescriptor", {})
        embedded = any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
        by_name[str(font.get("/BaseFont", "?"))] = embedded
    return by_name


def _lines(page: Any, n: int) -> list[Line]:
    """The lines of a page; what stands side by side with a wide gap between is two lines."""
    lines, height = [], page.get_size()[1]
    with closing(page.get_textpage()) as text:
        for left, bottom, right, top in _joined([text.get_rect(k) for k in range(text.count_rects())]):
            said = unicodedata.normalize("NFC", text.get_text_bounded(left, bottom, right, top)).strip()
            if said:
                lines.append(
                    Line(n, said, left, right, height - top, *_letters(text, left + 1, (top + bottom) / 2))
                )
    return lines


def _drawn(page: Any, n: int) -> list[tuple[int, float, float, float]]:
    """The thin horizontal lines of a page, wider than a comma."""
    height = page.get_size()[1]
    boxes = [part.get_bounds() for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
    return [
        (n, left, right, height - top)
        for left, bottom, right, top in boxes
        if top - bottom < 3 and right - left > 6
    ]


def _joined(boxes: list[tuple]) -> list[tuple]:
    """Boxes of one line put together: PDFium ends a box where a letter stands higher than its neighbours."""
    joined: list[tuple[float, float, float, float]] = []
    for left, bottom, right, top in boxes:
        before = joined[-1] if joined else (0, 0, -99, 0)
        same_line = min(top, before[3]) - max(bottom, before[1]) > (top - bottom) / 2
        if same_line and -1 < left - before[2] < 8:
            joined[-1] = (before[0], min(bottom, before[1]), right, max(top, before[3]))
        else:
            joined.append((left, bottom, right, top))
    return joined


def _letters(text: Any, x: float, y: float) -> tuple[float, bool, bool]:
    """Size in points of the letter at that place, whether it is bold, whether italic."""
    at = text.get_index(x, y, 3, 6) or 0
    scale, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetMatrix(text.raw, at, ctypes.byref(scale))
    pdfium.FPDFText_GetFontInfo(text.raw, at, name, len(name), ctypes.byref(flags))
    size = pdfium.FPDFText_GetFontSize(text.raw, at) * abs(scale.d)
    return size, b"Bold" in name.value, b"Italic" in name.value


def _within(line: Line | None, low: float, high: float, *, bold: bool | None = None) -> bool:
    if line is None or not low - 0.1 <= line.size <= high + 0.1:
        return False
    return bold is None or line.is_bold is bold


def _page_numbers(seen: Seen) -> bool:
    """None on the first page; on every other one, alone in the top margin and in the middle."""
    numbers = {line.page: line for line in seen.lines if line.top < 20 * MM and line.text.isdigit()}
    if set(numbers) != set(range(2, len(seen.sizes) + 1)):
        return False
    return all(
        line.text == str(page)
        and 12.9 <= line.size <= 14.1
        and abs((line.left + line.right) / 2 - (30 * MM + seen.sizes[page - 1][0] - 20 * MM) / 2) < 4
        for page, line in numbers.items()
    )


def _margins(seen: Seen) -> bool:
    return all(is_within_margins(seen, line) for line in seen.lines)


def is_within_margins(seen: Seen, line: Line) -> bool:
    """Whether a line of the body keeps the margins; page numbers stand in the upper one."""
    if line.top < 20 * MM - 1:
        return True
    return line.left >= 30 * MM - 2 and line.right <= seen.sizes[line.page - 1][0] - 15 * MM + 2


def _zeros(seen: Seen) -> bool:
    """Days under 10 and the months 1 and 2 have a zero before them; other months none."""
    return all(
        len(day) == 2 and (len(month) == 2 if int(month) < 3 else month[0] != "0")
        for day, month in DAY.findall(seen.text)
    )


def _number(seen: Seen) -> bool:
    match = NUMBER.search(seen.text)
    return not match or len(match[1]) >= 2 and bool(SYMBOL.fullmatch(match[2]))


def _recipients(seen: Seen) -> bool:
    title = seen.find("Nơi nhận:")
    if title is None:
        return True
    after = [
        line
        for line in seen.lines
        if line.page == title.page and line.top > title.top and line.text[0] == "-"
    ]
    return _within(title, 12, 12, bold=True) and bool(after) and all(_within(line, 11, 11) for line in after)


def _signature(seen: Seen) -> bool:
    """On the right, in bold capitals, for whom and as what one signs; shortened only as the decree shortens."""
    title = seen.find("Nơi nhận:")
    if title is None:
        return True
    capitals = [
        line
        for line in seen.lines
        if (line.page, line.is_bold, line.text.upper()) == (title.page, True, line.text)
        and (line.left + line.right) / 2 > seen.sizes[line.page - 1][0] * 0.55
        and line.text != COUNTRY
        and len(line.text) > 3
        and any(map(str.isalpha, line.text))
    ]
    shortened = {match[1] for line in capitals if (match := SHORTENED.match(line.text))}
    fitting = all(_within(line, 13, 14) for line in capitals)
    return bool(capitals) and fitting and shortened <= {"TM", "KT", "TL", "TUQ", "Q"}


def _signs_for_chief(seen: Seen) -> bool:
    """Below TM. a deputy's office does not stand without KT.; no degree stands before a signer's name."""
    title = seen.find("Nơi nhận:")
    if title is None:
        return True
    texts = [line.text for line in seen.lines if line.is_bold and line.page == title.page]
    above = ["", *texts]
    skipped = any(
        one.startswith("TM. ") and other.startswith("PHÓ ") for one, other in zip(above, texts, strict=False)
    )
    below = [line for line in seen.lines if line.page == title.page and line.top > title.top and line.is_bold]
    return not skipped and not any(has_degree(line.text) for line in below)


def _signature_has_text(seen: Seen) -> bool:
    """The last page holds more than the signature: at least two lines of text stand above it."""
    title = seen.find("Nơi nhận:")
    if title is None or title.page == 1:
        return True
    above = {
        round(line.top)
        for line in seen.lines
        if line.page == title.page and 20 * MM <= line.top < title.top - 10
    }
    return len(above) >= LAST_LINES


def _heads_apart(seen: Seen) -> bool:
    """Whatever stands on the left of the State's name and its motto ends well before them."""
    country, motto = seen.find(COUNTRY), seen.find(MOTTO)
    if country is None or motto is None:
        return False
    beside = [
        line
        for line in seen.lines
        if line.page == 1 and country.top - 20 < line.top < motto.top + 20 and line.right <= country.left
    ]
    return all(country.left - line.right >= HEADS_APART - 1 for line in beside)


def _readable(seen: Seen) -> bool:
    return all(line.size >= SMALLEST - 0.1 for line in seen.lines)


def _bases(seen: Seen) -> bool:
    """Each căn cứ, in italics, ends with ";", the last one with "."."""
    bases: list[str] = []
    for line in seen.lines:
        if line.is_italic and line.text.startswith("Căn cứ "):
            bases.append(line.text)
        elif line.is_italic and bases and bases[-1][-1] not in ";.":
            bases[-1] += line.text
    return not bases or bases[-1][-1] == "." and all(text[-1] == ";" for text in bases[:-1])


def _rule_below(seen: Seen, text: list[Line], low: float, high: float) -> bool:
    """Whether a line stands right below the last of these lines, centred, so long as a share of the longest."""
    if not text:
        return False
    length = max(line.right - line.left for line in text)
    middle = (text[-1].left + text[-1].right) / 2
    below = [r for r in seen.rules if r[0] == text[-1].page and 0 < r[3] - text[-1].top < text[-1].size * 2.2]
    near = [r for r in below if abs((r[1] + r[2]) / 2 - middle) < 12]
    return any(low - 0.03 <= (right - left) / length <= high + 0.03 for _, left, right, _ in near)


def _motto_rule(seen: Seen) -> bool:
    motto = seen.find(MOTTO)
    return motto is not None and _rule_below(seen, [motto], 1, 1)


def _issuer_rule(seen: Seen) -> bool:
    """Below the issuer's name: the bold capitals on the left of the State's name."""
    country = seen.find(COUNTRY)
    if country is None:
        return False
    left: list[Line] = []
    for line in seen.lines:
        beside = line.page == 1 and line.is_bold and line.right <= country.left + 2
        if beside and line.text == line.text.upper() and (not left or line.top - left[-1].top < 20):
            left.append(line)
    return _rule_below(seen, left, 1 / 3, 1 / 2)


def _end_mark(seen: Seen) -> bool:
    """A paper that is sent somewhere ends its text with ./., once."""
    return seen.find("Nơi nhận:") is None or seen.text.count("./.") == 1


def _addressees(seen: Seen) -> bool:
    """One on the line itself, ending with "."; several below, each after a dash, ";" between and "." at last."""
    opening = seen.find("Kính gửi:")
    if opening is None:
        return True
    if opening.text != "Kính gửi:":
        return opening.text.endswith(".") or "." in seen.text
    after = [line for line in seen.lines if line.page == opening.page and line.top > opening.top]
    listed: list[str] = []
    for line in after:
        if line.text.startswith("- "):
            listed.append(line.text)
        elif listed and listed[-1][-1] not in ";.":
            listed[-1] += line.text
        else:
            break
    return bool(listed) and listed[-1][-1] == "." and all(text[-1] == ";" for text in listed[:-1])


ANNEX = "Phụ lục I"
MARGINS = "Lề trái 30–35 mm, lề phải 15–20 mm"
RULES: list[tuple[str, str, Callable[[Seen], bool]]] = [
    ("Khổ giấy A4", f"{ANNEX}, phần I, mục 1", lambda s: all(sorted(size) == list(A4) for size in s.sizes)),
    (MARGINS, f"{ANNEX}, phần I, mục 3", _margins),
    (
        "Phông chữ như Times New Roman, nhúng trong tệp",
        f"{ANNEX}, phần I, mục 4",
        lambda s: bool(s.fonts) and all(s.fonts.values()) and all(re.search("Tinos|Times", f) for f in s.fonts),
    ),
    ("Số trang ở giữa, trên đầu, từ trang 2", f"{ANNEX}, phần I, mục 7", _page_numbers),
    ("Quốc hiệu cỡ 12–13, đậm", f"{ANNEX}, phần II, mục 1", lambda s: _within(s.find(COUNTRY), 12, 13, bold=True)),
    ("Tiêu ngữ cỡ 13–14, đậm", f"{ANNEX}, phần II, mục 1", lambda s: _within(s.find(MOTTO), 13, 14, bold=True)),
    ("Đường kẻ dưới Tiêu ngữ dài bằng dòng chữ", f"{ANNEX}, phần II, mục 1", _motto_rule),
    ("Đường kẻ dưới tên cơ quan dài 1/3–1/2 dòng chữ", f"{ANNEX}, phần II, mục 2", _issuer_rule),
    ("Số có hai chữ số trở lên, ký hiệu đúng dạng", f"{ANNEX}, phần II, mục 3", _number),
    ("Ngày dưới 10, tháng 1 và 2 có số 0 ở trước", f"{ANNEX}, phần II, mục 4", _zeros),
    ("Căn cứ kết thúc bằng “;”, dòng cuối bằng “.”", f"{ANNEX}, phần II, mục 6", _bases),
    ("Lời văn kết thúc bằng “./.”, một lần", f"{ANNEX}, phần II, mục 6", _end_mark),
    ("Quyền hạn, chức vụ người ký: chữ in hoa đậm, viết tắt đúng", f"{ANNEX}, phần II, mục 7", _signature),
    ("Cấp phó ký thay ghi KT.; không ghi học hàm trước họ tên", f"{ANNEX}, phần II, mục 7", _signs_for_chief),
    ("Chữ ký không nằm một mình một trang: có ít nhất hai dòng chữ", f"{ANNEX}, phần II, mục 7", _signature_has_text),
    ("Hai phần đầu văn bản cách nhau ít nhất 6 mm", f"{ANNEX}, phần II, mục 1 và 2", _heads_apart),
    ("Không có chữ nhỏ hơn cỡ 9", f"{ANNEX}, phần I, mục 4", _readable),
    ("“Kính gửi”: một nơi cùng dòng, nhiều nơi mỗi nơi một dòng", f"{ANNEX}, phần II, mục 9", _addressees),
    ("“Nơi nhận” cỡ 12 nghiêng đậm, danh sách cỡ 11", f"{ANNEX}, phần II, mục 9", _recipients),
    ("Đọc được bằng máy: có thẻ cấu trúc, tiếng Việt", "PDF/UA-1", lambda s: s.is_tagged and s.language == "vi"),
]  # fmt: skip


def check(pdf: bytes) -> list[Verdict]:
    """A verdict for each rule. ValueError where the bytes are no PDF."""
    seen = read_pdf(pdf)
    return [Verdict(rule, article, holds(seen)) for rule, article, holds in RULES]
