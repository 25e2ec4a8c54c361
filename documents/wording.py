"""Two wordings of one text side by side, with the words that differ marked."""

import re
import time
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Comparing takes up to the cube of the length. A longer passage is marked as a whole.
LINES_COMPARED, WORDS_COMPARED = 300, 300
SECONDS = 0.8  # of processor time that one page may spend on comparing


class Comparison:
    """Compares the texts of one page; once its time is spent, what differs is marked as a whole."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.ends_at = time.thread_time() + seconds

    def compare(self, old: str, new: str) -> tuple[SafeString, SafeString]:
        """Both texts as HTML, what only the old has in <del>, what only the new has in <ins>."""
        before, after = [], []
        old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
        for is_same, gone, come in self._runs(old_lines, new_lines, LINES_COMPARED):
            if is_same:
                before.append(escape(gone))
                after.append(escape(come))
            else:
                self._words(gone, come, before, after)
        return mark_safe("".join(before)), mark_safe("".join(after))

    def _words(self, old: str, new: str, before: list, after: list) -> None:
        old_words, new_words = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
        for is_same, gone, come in self._runs(old_words, new_words, WORDS_COMPARED):
            before.append(escape(gone) if is_same or not gone else f"<del>{escape(gone)}</del>")
            after.append(escape(come) if is_same or not come else f"<ins>{escape(come)}</ins>")

    def _runs(self, old: list[str], new: list[str], most: int) -> list[tuple[bool, str, str]]:
        """(whether both say the same, what the old says, what the new says), in their order."""
        start = _shared(old, new)
        end = _shared(old[start:][::-1], new[start:][::-1])
        head, tail = "".join(old[:start]), "".join(old[len(old) - end :])
        old, new = old[start : len(old) - end], new[start : len(new) - end]
        runs = [(True, head, head)] if head else []
        if max(len(old), len(new)) > most or time.thread_time() > self.ends_at:
            runs.append((False, "".join(old), "".join(new)))
        else:
            codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
            runs += [(what == "equal", "".join(old[a:b]), "".join(new[c:d])) for what, a, b, c, d in codes]
        return runs + ([(True, tail, tail)] if tail else [])


def _shared(old: list[str], new: list[str]) -> int:
    """How many parts both begin with."""
    for n, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return n
    return min(len(old), len(new))
