"""Text as it enters the product, from a form or a file: one Unicode form, one line break, nothing invisible."""

import json
import re
import unicodedata
from typing import Any, Never

# Word's bullets come as private-use characters of the Symbol and Wingdings fonts.
SYMBOLS = {
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "❑",
    "\uf076": "❖",
    "\uf02d": "-",
}
LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Control, format, surrogate, private use, not assigned: nothing that is seen on a page.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean_text(text: str) -> str:
    """The text in NFC with \\n as its only line break, without control, invisible and private-use characters."""
    text = LINE_BREAKS.sub("\n", text)
    if text.isascii() and text.isprintable():
        return text
    symbols = "".join(SYMBOLS.get(character, character) for character in text)
    seen = "".join(character for character in symbols if _is_seen(character))
    return unicodedata.normalize("NFC", seen)


def _is_seen(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in INVISIBLE


def one_line(text: str) -> str:
    """The text of a field of one line: every run of white space is one blank."""
    return " ".join(text.split())


def clean_value(value: Any) -> Any:
    """Text cleaned; anything else as it came."""
    return clean_text(value) if isinstance(value, str) else value


def _no_number(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")


def read_json(text: str) -> Any:
    """What JSON from a browser or a file says, its texts cleaned. ValueError where it says nothing that can be used.

    Python's reader takes Infinity and NaN, and answers too many brackets with RecursionError.
    """
    try:
        return _clean_tree(json.loads(text, parse_constant=_no_number))
    except RecursionError as error:
        raise ValueError("too many brackets") from error


def _clean_tree(node: Any) -> Any:
    if isinstance(node, dict):
        return {clean_text(name): _clean_tree(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_clean_tree(value) for value in node]
    return clean_value(node)
