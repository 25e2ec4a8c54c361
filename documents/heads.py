"""Where the lines of a letterhead break: as its office wrote them, else balanced and never within a compound word.

Decree 30/2020/NĐ-CP, Annex I, part II, 1 and 2: both heads side by side at the top of the first page.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_SIZE = 13.0  # points
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SIZE = 12.0  # points, of the parent's line, the issuer's line and the country's
GAP = 6.0  # mm between the two heads
TEXT_WIDTH = 160.0  # mm of a portrait page
LANDSCAPE_WIDTH = 103.0  # mm of the left head on a landscape page, where there is room enough
TITLE_WIDTH, TITLE_LANDSCAPE = 144.0, 200.0  # mm of what a paper is about, as in static/css/paper.css
TITLE_SIZE = 14.0  # points of its letters
MOST_LINES = 8
POINTS_A_MM = 72 / 25.4
USUAL_WIDTH = 0.6  # of a capital, in parts of the font's size

# Words of more than one syllable in the names of bodies.
COMPOUNDS = [
    phrase.split()
    for phrase in (
        "BAN ĐẠI DIỆN", "BAN CHẤP HÀNH", "BAN THƯỜNG VỤ", "BẢO TRỢ", "BẢO VỆ", "CAO TUỔI", "CHẤT ĐỘC", "CHỮ THẬP ĐỎ",
        "CỰU CHIẾN BINH", "CỰU GIÁO CHỨC", "DA CAM", "DOANH NGHIỆP", "DOANH NHÂN", "ĐÔNG Y", "HỢP TÁC XÃ", "HỮU NGHỊ",
        "KHEN THƯỞNG", "KHOA HỌC", "KHUYẾN HỌC", "KHUYẾT TẬT", "KỸ THUẬT", "LÀM VƯỜN", "LIÊN HIỆP", "LIÊN MINH",
        "LUẬT GIA", "NẠN NHÂN", "NGHỀ NGHIỆP", "NGHỆ THUẬT", "NGƯỜI CAO TUỔI", "NGƯỜI MÙ", "NHÀ BÁO", "THANH NIÊN",
        "THI ĐUA", "TỔ CHỨC", "TRẺ EM", "ỦY BAN NHÂN DÂN", "VĂN HỌC", "VIỆT NAM", "XÃ HỘI", "XUNG PHONG", "CHÍNH TRỊ",
        "YÊU NƯỚC", "GIAO ƯỚC", "BÌNH XÉT", "TỔNG KẾT", "ĐĂNG KÝ", "THÀNH TÍCH", "TẬP THỂ", "CHỈ TIÊU", "ĐƠN VỊ",
        "HỘI NGHỊ", "XẾP HẠNG", "NHIỆM VỤ", "TRƯỞNG KHỐI", "PHONG TRÀO", "BÁO CÁO", "TỪ THIỆN", "TÙ YÊU NƯỚC",
        "THÀNH PHỐ", "SINH VIÊN", "PHỤ NỮ", "NÔNG DÂN", "CÔNG ĐOÀN", "MỒ CÔI",
    )
]  # fmt: skip
PLACES = ("TỈNH", "PHỐ")  # the name of the place that follows stays with it
LONGEST_PLACE = 4  # syllables


@cache
def _widths(face: str) -> dict[int, float]:
    """{character: its width in parts of the font's size}; empty where the font is not installed."""
    from fontTools.ttLib import TTFont  # only where a paper is laid out

    path = next(iter(sorted(Path(settings.FONT_DIR, face).glob("*.ttf"))), None)
    if path is None:  # nothing is issued then (documents/fonts.py); a draft is shown all the same
        return {}
    font = TTFont(path)
    metrics, em = font["hmtx"], font["head"].unitsPerEm
    return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}


def width_of(text: str, *, is_bold: bool, size: float = SIZE) -> float:
    """How wide a line is, in mm, at this size in points."""
    widths = _widths("700Bold" if is_bold else "400Regular")
    return sum(widths.get(ord(character), USUAL_WIDTH) for character in text) * size / POINTS_A_MM


@cache
def issuer_width() -> float:
    """The room of the left head on a portrait page, in mm."""
    return TEXT_WIDTH - GAP - width_of(COUNTRY, is_bold=True)


def head_lines(text: str, *, is_bold: bool, is_landscape: bool = False) -> list[str]:
    """The lines of one part of the left head. What the office broke itself stays as it is."""
    if "\n" in text:
        return [line.strip() for line in text.splitlines() if line.strip()]
    room = LANDSCAPE_WIDTH if is_landscape else issuer_width()
    return _balanced(text.split(), room, is_bold=is_bold) if text.strip() else []


def parent_lines(text: str, *, is_landscape: bool = False) -> list[str]:
    """The superior's lines; a People's Committee that takes two is shortened, as offices do."""
    lines = head_lines(text, is_bold=False, is_landscape=is_landscape)
    if len(lines) > 1 and text.startswith("ỦY BAN NHÂN DÂN "):
        return head_lines(
            text.replace("ỦY BAN NHÂN DÂN", "UBND", 1), is_bold=False, is_landscape=is_landscape
        )
    return lines


def title_lines(text: str, *, is_landscape: bool = False) -> list[str]:
    """The lines of what a paper is about, in bold letters below the name of its kind."""
    room = (TITLE_LANDSCAPE if is_landscape else TITLE_WIDTH) * SIZE / TITLE_SIZE
    return _balanced(text.split(), room, is_bold=True) if text.strip() else []


Split = tuple[float, list[str]]  # (width of the longest line in mm, the lines)


def _balanced(words: list[str], room: float, *, is_bold: bool) -> list[str]:
    """The fewest lines that fit, of these the ones whose longest is shortest."""
    for breaks in (_allowed_breaks(words), list(range(1, len(words)))):
        splits: dict[int, Split] = {0: (0.0, [])}  # by how many words they use up
        for _ in range(MOST_LINES):
            splits = _one_line_more(splits, words, [*breaks, len(words)], room, is_bold=is_bold)
            if len(words) in splits:
                return splits[len(words)][1]
    return [" ".join(words)]  # longer than any name: the page breaks it where it must


def _one_line_more(
    splits: dict[int, Split], words: list[str], ends: list[int], room: float, *, is_bold: bool
) -> dict[int, Split]:
    """The best splits with one line more, as far as each of their lines fits."""
    longer: dict[int, Split] = {}
    for start, (widest, lines) in splits.items():
        for end in (end for end in ends if end > start):
            line = " ".join(words[start:end])
            width = width_of(line, is_bold=is_bold)
            if width > room:
                break
            if end not in longer or max(widest, width) < longer[end][0]:
                longer[end] = max(widest, width), [*lines, line]
    return longer


def _allowed_breaks(words: list[str]) -> list[int]:
    """Before which words a line may begin."""
    plain = [word.partition("/")[0].strip(",.;").upper() for word in words]
    forbidden = {n for compound in COMPOUNDS for n in _within(plain, compound)}
    forbidden |= {n for n, word in enumerate(words) if word in ("-", "–")}
    for n, word in enumerate(plain):
        if word in PLACES and len(words) - n - 1 <= LONGEST_PLACE:
            forbidden |= set(range(n + 1, len(words)))
    return [n for n in range(1, len(words)) if n not in forbidden]


def _within(words: list[str], compound: list[str]) -> set[int]:
    """The places inside each occurrence of a compound."""
    size = len(compound)
    starts = [n for n in range(len(words) - size + 1) if words[n : n + size] == compound]
    return {n + inner for n in starts for inner in range(1, size)}
