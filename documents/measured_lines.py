"""Lets WeasyPrint measure the same words in the same letters and room once a paper.

A paper is laid out up to a dozen times (documents/paging.py), and a table's words are measured for its columns and
again for its lines; Pango gives the same answer each time. Written against WeasyPrint 70.0, which pyproject.toml pins:
a test compares the bytes of papers drawn with and without it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

measure: Callable = line_break.split_first_line

# All of a style that the breaking and the extents of a line depend on.
READ = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size",
    "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian",
    "font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings",
    "font_weight", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang",
    "letter_spacing", "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break",
    "word_spacing",
)  # fmt: skip


class MeasuredLines:
    """{what was asked: what Pango answered}, good for one paper."""

    def __init__(self) -> None:
        self.lines: dict[tuple, tuple] = {}
        self.letters: dict[
            int, tuple[Any, str]
        ] = {}  # the style is kept, so that its number is not given again

    def letters_of(self, style: Any) -> str:
        if id(style) not in self.letters:
            self.letters[id(style)] = style, repr([style[name] for name in READ])
        return self.letters[id(style)][1]

    def split(
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,  # noqa: FBT001, FBT002  as WeasyPrint calls it
        minimum: bool = False,  # noqa: FBT001, FBT002
    ) -> tuple:
        """As split_first_line of WeasyPrint, whose answer is kept. The layout is a copy: each box fills its own."""
        question = (text, self.letters_of(style), max_width, justification_spacing, is_line_start, minimum)
        if question not in self.lines:
            self.lines[question] = measure(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
        layout, *extents = self.lines[question]
        return copy(layout), *extents


@contextmanager
def measured_once() -> Iterator[None]:
    """While one paper is laid out. Of two threads that draw at once, one may measure words anew, which is as right."""
    inline.split_first_line = preferred.split_first_line = MeasuredLines().split
    try:
        yield
    finally:
        inline.split_first_line = preferred.split_first_line = measure
