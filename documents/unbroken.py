"""Figures, dates, document numbers and codes such as III.1.a, which no line break may part."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST_ENDING = 24  # characters of the two words that end a text
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


def unbroken(text: str) -> SafeString:
    """The text as HTML, with what may not break marked as such."""
    parts = re.split(r"(\s+)", text)
    if not any(is_unbroken(part) for part in parts):
        return conditional_escape(text)
    marked = (
        (format_html('<span class="unbroken">{}</span>', part) if is_unbroken(part) else part,)
        for part in parts
    )
    return format_html_join("", "{}", marked)


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


def fitted(widths: list[float], needed: list[float]) -> list[float]:
    """Widths in % under which every column has what it needs, taken from those that have more.

    Where there is not room for all, the widths stay as they are.
    """
    lacking = sum(max(0.0, need - width) for width, need in zip(widths, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needed, strict=True))
    if not lacking or lacking > spare:
        return widths
    share = lacking / spare
    return [
        need if width < need else width - (width - need) * share
        for width, need in zip(widths, needed, strict=True)
    ]
