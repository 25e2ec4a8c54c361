"""Text typed for the fonts of TCVN 5712 (.VnTime and its kin) turned into Unicode."""

import re
from collections.abc import Iterable

_SMALL = {
    "a": "µ¸¶·¹", "ă": "»¾¼½Æ", "â": "ÇÊÈÉË", "e": "ÌÐÎÏÑ", "ê": "ÒÕÓÔÖ", "i": "×ÝØÜÞ",
    "o": "ßãáâä", "ô": "åèæçé", "ơ": "êíëìî", "u": "ïóñòô", "ư": "õøö÷ù", "y": "úýûüþ",
}  # fmt: skip
_MARKED = {
    "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị",
    "o": "òóỏõọ", "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
}  # fmt: skip
UNMARKED = dict(zip("¨©ª«¬\u00ad®¡¢§£¤¥¦", "ăâêôơưđĂÂĐÊÔƠƯ", strict=True))
LETTERS = UNMARKED | {
    typed: letter for vowel, row in _SMALL.items() for typed, letter in zip(row, _MARKED[vowel], strict=True)
}
TABLE = str.maketrans(LETTERS)
# What nobody types in Vietnamese written in Unicode, inside a word.
TELLING = re.compile(r"[a-zA-Z][µ¸¶·¹»¾¼½¨©ª«¬®§¡¢£¤¥¦\u00ad]|[µ¸¶·¹»¾¼½¨©ª«¬®§\u00ad][a-zA-Z]")
UNICODE_VIETNAMESE = re.compile(r"[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")
LEAST = 3  # signs before a whole text is taken for TCVN3


def is_tcvn3(texts: Iterable[str]) -> bool:
    """Whether these texts were typed for a TCVN3 font, but for some that are Vietnamese in Unicode already."""
    joined = "\n".join(text for text in texts if not is_unicode(text))
    return len(TELLING.findall(joined)) >= LEAST


def is_unicode(text: str) -> bool:
    """Whether a letter stands in it that only Vietnamese in Unicode has."""
    return UNICODE_VIETNAMESE.search(text) is not None


def from_tcvn3(text: str) -> str:
    """The same text in Unicode. Capitals with a mark do not exist in TCVN3: its capital fonts show small letters."""
    return text.translate(TABLE)
