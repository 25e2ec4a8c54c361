"""Figures, dates, numbers of documents, codes such as III.1.a and short names, which no line break may part."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST_ENDING = 16  # characters of the two words that end a text: moved down, they stretch the line above
HARD_HYPHEN = "\u2011"  # Word has an element of its own for it (documents/word.py)
LONGEST_TOGETHER = 12  # characters of words that stay together: cells of tables are narrow
LONGEST = 30  # characters; what is longer, as an address of the web, may break anywhere
FIGURE = re.compile(r"[^\s\d]{0,2}\d[\d.,/:–-]*(/[\w&-]+)*[%\w]*\S{0,2}")
CODE = re.compile(r"[(]?([IVX]+|[A-ZĐ]{1,3})(\.[\w]{1,3})+[;.,:)]{0,2}")
MARK = re.compile(r"([A-Z2-9]{4}-)+[A-Z2-9]{4}[;.,:)]{0,2}")  # by which a vote's opening and record are known
POINTS_A_CHARACTER = 0.55  # of the font's size, on average
POINTS_A_CAPITAL = 0.66  # of bold letters, most of them capitals as in STT


def is_unbroken(token: str) -> bool:
    """Whether this run of characters without a blank must stand on one line."""
    has_seams = len(token) <= LONGEST and any(mark in token for mark in ".,/-–:")
    return has_seams and any(kind.fullmatch(token) for kind in (FIGURE, CODE, MARK))


def _belongs_to_next(parts: list[str], n: int) -> bool:
    """Whether the word at this place and the next stand on one line: 112,9 %; xã hội -; Hà Nam."""
    if n + 2 >= len(parts) or parts[n + 1] != " " or not parts[n]:
        return False
    word, following = parts[n], parts[n + 2]
    if following in {"-", "–"}:  # the dash does not begin a line, where it would be one of a list
        return word not in {"-", "–"}
    is_share = following[:1] == "%" and word[-1].isdigit()
    return is_share or (_is_name(word) and word.isalpha() and _is_name(following))


def _is_name(word: str) -> bool:
    """A word as proper names have it, with or without a mark after it."""
    letters = word.rstrip(",.;:)”")
    return letters[:1].isupper() and letters[1:].islower() and letters.isalpha()


def together(text: str) -> list[str]:
    """The text in pieces, each of which stands on one line; blanks between them are pieces of their own."""
    parts = re.split(r"(\s+)", text)
    pieces, n = [], 0
    while n < len(parts):
        piece = parts[n]
        while _belongs_to_next(parts, n) and len(piece) + 1 + len(parts[n + 2]) <= LONGEST_TOGETHER:
            piece = f"{piece} {parts[n + 2]}"
            n += 2
        pieces.append(piece)
        n += 1
    return pieces


def unbroken(text: str) -> SafeString:
    """The text as HTML, with what may not break marked as such."""
    pieces = together(text)
    if not any(_is_kept(piece) for piece in pieces):
        return conditional_escape(text)
    marked = (
        (format_html('<span class="unbroken">{}</span>', piece) if _is_kept(piece) else piece,)
        for piece in pieces
    )
    return format_html_join("", "{}", marked)


HARD = {ord(" "): "\u00a0", ord("-"): HARD_HYPHEN}


def _is_kept(piece: str) -> bool:
    return is_unbroken(piece) or (" " in piece and not piece.isspace())


def with_hard_blanks(text: str, *, in_cell: bool = False) -> str:
    """The same for Word: blanks and hyphens that may not break, also before a short last word of running text.

    A narrow cell has no room for the last two words side by side.
    """
    pieces = [piece.translate(HARD) if _is_kept(piece) else piece for piece in together(text)]
    if (
        not in_cell
        and len(pieces) > 4
        and pieces[-2] == " "
        and len(pieces[-3]) + len(pieces[-1]) < LONGEST_ENDING
    ):
        pieces[-2] = "\u00a0"
    return "".join(pieces)


def last_words_kept(text: str) -> SafeString:
    """The same, with the last two words on one line: no line has one word alone at the end of a text."""
    if text.startswith("- "):
        text = f"-\u00a0{text[2:]}"  # the dash of a list does not stand alone on a line
    begun, blank, last = text.rstrip().rpartition(" ")
    begun, second_blank, before = begun.rpartition(" ")
    ending = f"{before}{blank}{last}"
    if not begun or len(ending) > LONGEST_ENDING:
        return unbroken(text)
    return format_html('{}{}<span class="unbroken">{}</span>', unbroken(begun), second_blank, ending)


def longest_token(texts: Iterable[str]) -> int:
    """Characters of the longest token in these texts that may not break."""
    tokens = (token for text in texts for token in text.split() if is_unbroken(token))
    return max(map(len, tokens), default=0)


def fitted(widths: list[float], needed: list[float]) -> list[float] | None:
    """Widths in % under which every column has what it needs, taken from those that have more.

    None where there is not room for all.
    """
    lacking = sum(max(0.0, need - width) for width, need in zip(widths, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needed, strict=True))
    if not lacking:
        return widths
    if lacking > spare:
        return None
    share = lacking / spare
    return [
        need if width < need else width - (width - need) * share
        for width, need in zip(widths, needed, strict=True)
    ]
