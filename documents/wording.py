"""Two wordings of one text side by side, with the words that differ marked."""

import re
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WORDS_COMPARED = 4000  # a longer passage is marked as a whole: comparing word by word would take seconds


def compare(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, what only the old has in <del>, what only the new has in <ins>."""
    before, after = [], []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for what, a, b, c, d in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        gone, come = "".join(old_lines[a:b]), "".join(new_lines[c:d])
        if what == "equal":
            before.append(escape(gone))
            after.append(escape(come))
        else:
            _words(gone, come, before, after)
    return mark_safe("".join(before)), mark_safe("".join(after))


def _words(old: str, new: str, before: list, after: list) -> None:
    old_words, new_words = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    if max(len(old_words), len(new_words)) > WORDS_COMPARED:
        old_words, new_words = [old], [new]
    for what, a, b, c, d in SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        gone, come = escape("".join(old_words[a:b])), escape("".join(new_words[c:d]))
        before.append(gone if what == "equal" or not gone else f"<del>{gone}</del>")
        after.append(come if what == "equal" or not come else f"<ins>{come}</ins>")
