"""Reads a PDF back: text, and where it stands on the page."""

import io
import unicodedata
from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True)
class Line:
    """A line of text with its box, in points from the left and from the top of its page."""

    text: str
    left: float
    right: float
    top: float
    page: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Read:
    """A PDF as its reader meets it."""

    pages: list[str]
    lines: list[Line]
    sizes: list[tuple[float, float]]

    @property
    def text(self) -> str:
        """All of it, with spaces made single, so that a line break hides nothing."""
        return " ".join(" ".join(self.pages).split())

    def line(self, text: str) -> Line:
        return next(line for line in self.lines if text in line.text)


def read(pdf: bytes) -> Read:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages, lines, sizes = [], [], []
    try:
        for number, page in enumerate(document):
            width, height = page.get_size()
            textpage = page.get_textpage()
            pages.append(unicodedata.normalize("NFC", textpage.get_text_range()))
            sizes.append((round(width), round(height)))
            for n in range(textpage.count_rects()):
                left, bottom, right, top = textpage.get_rect(n)
                text = unicodedata.normalize(
                    "NFC", textpage.get_text_bounded(left, bottom, right, top)
                ).strip()
                lines.append(Line(text, left, right, height - top, number + 1))
            textpage.close()
            page.close()
    finally:
        document.close()
    return Read(pages, lines, sizes)
