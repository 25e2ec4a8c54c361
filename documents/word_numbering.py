"""The numbers that Word puts before paragraphs by itself: they are in no text, and a list of criteria lives by them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from base.vietnamese import roman

LEVELS = 9
BULLET = "-"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _lettered(value: int) -> str:
    """a, b … z, aa, bb, as Word goes on."""
    times, letter = divmod(value - 1, len(LETTERS))
    return LETTERS[letter] * (times + 1)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": lambda value: _lettered(value).upper(),
    "lowerLetter": _lettered,
}


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts, and the pattern in which %1 is the number of the first level."""

    number_format: str
    pattern: str
    start: int


@dataclass
class NumberedList:
    """A list with its levels and how far each has counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next_label(self, depth: int) -> str:
        """Count one further at this depth; deeper levels begin anew."""
        level = self.levels.get(depth)
        if level is None or level.number_format == "none":
            return ""
        if level.number_format == "bullet":
            return BULLET
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in self.counts if other > depth]:
            del self.counts[deeper]
        label = level.pattern
        for above in range(depth + 1):
            label = label.replace(f"%{above + 1}", self._shown(above))
        return label.strip()

    def _shown(self, depth: int) -> str:
        level = self.levels.get(depth)
        if level is None:
            return ""
        value = self.counts.get(depth, level.start)
        return FORMATS.get(level.number_format, str)(value)


class Numbering:
    """What the document's numbering part says; `labels` counts through its paragraphs once."""

    def __init__(self, document: Any) -> None:
        self.lists: dict[str, NumberedList] = {}
        self.styles = _styles_with_lists(document)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is not None:
            self._read(part.element)

    def _read(self, numbering: Any) -> None:
        abstract = {a.get(qn("w:abstractNumId")): _levels(a) for a in numbering.findall(qn("w:abstractNum"))}
        shared = {number: NumberedList(levels) for number, levels in abstract.items()}
        for num in numbering.findall(qn("w:num")):
            of = _value(num.find(qn("w:abstractNumId")))
            if of not in shared:
                continue
            starts = {int(o.get(qn("w:ilvl"), "0")): _start(o) for o in num.findall(qn("w:lvlOverride"))}
            begun_anew = {depth: start for depth, start in starts.items() if start is not None}
            if begun_anew:  # a list of its own; without it, Word counts on through all that look alike
                levels = {
                    depth: Level(level.number_format, level.pattern, begun_anew.get(depth, level.start))
                    for depth, level in abstract[of].items()
                }
                self.lists[num.get(qn("w:numId"))] = NumberedList(levels)
            else:
                self.lists[num.get(qn("w:numId"))] = shared[of]

    def labels(self, paragraphs: Iterator[Any]) -> dict[Any, str]:
        """{paragraph: its number}, in the order of the document."""
        labels = {}
        for paragraph in paragraphs:
            number, depth = self._place(paragraph)
            numbered = self.lists.get(number)
            if numbered is not None:
                labels[paragraph] = numbered.next_label(depth)
        return labels

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph belongs to, by itself or by its style, and its depth there."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        style = _value(properties.find(qn("w:pStyle")))
        number, depth = self.styles.get(style, ("", 0))
        own = properties.find(qn("w:numPr"))
        if own is not None:
            number = _value(own.find(qn("w:numId"))) or number
            depth = int(_value(own.find(qn("w:ilvl"))) or depth)
        return number, min(depth, LEVELS - 1)


def _styles_with_lists(document: Any) -> dict[str, tuple[str, int]]:
    lists = {}
    for style in document.styles.element.findall(qn("w:style")):
        numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is not None:
            depth = int(_value(numbered.find(qn("w:ilvl"))) or 0)
            lists[style.get(qn("w:styleId"))] = (_value(numbered.find(qn("w:numId"))), depth)
    return lists


def _levels(abstract: Any) -> dict[int, Level]:
    return {
        int(level.get(qn("w:ilvl"))): Level(
            _value(level.find(qn("w:numFmt"))) or "decimal",
            _value(level.find(qn("w:lvlText"))),
            int(_value(level.find(qn("w:start"))) or 1),
        )
        for level in abstract.findall(qn("w:lvl"))
    }


def _start(override: Any) -> int | None:
    started = override.find(qn("w:startOverride"))
    return int(_value(started)) if started is not None else None


def _value(element: Any) -> str:
    return element.get(qn("w:val"), "") if element is not None else ""
