"""How the end of a paper falls on its pages, and the spacing under which it falls well.

Annex I of Decree 30/2020 leaves the spacing between single and one and a half lines; the end of a paper wants at least
two lines of text, more than its closing sentence, on the page of the signature, and a full page before it.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from .papers import USUAL_SPACING

# (between lines, of the letter's size; above and below a cell's text, in points), the usual one first.
# Single spacing of Times New Roman is 1.15.
SPACINGS = (
    USUAL_SPACING, (1.2, 3), (1.15, 2), (1.3, 3), (1.35, 4), (1.4, 5), (1.5, 6),
    (1.25, 2), (1.25, 4.5), (1.25, 6), (1.25, 8), (1.25, 10),
)  # fmt: skip
LONGEST = 12  # pages; one page of a longer paper is not worth drawing it again
EMPTIEST = 0.2  # of the page before the last
FEWEST_LINES = 2


def ends_well(document: Any) -> bool:
    """Whether a laid out paper ends as an office expects; one page always does."""
    pages = [page._page_box for page in document.pages]  # noqa: SLF001  WeasyPrint shows its boxes nowhere else
    if not 1 < len(pages) <= LONGEST:
        return True
    return _emptiness(pages[-2]) <= EMPTIEST and _has_text(pages[-1])


def _lines(page: Any) -> Iterator[Any]:
    """The lines of a page's text, without its number above."""
    for box in page.descendants():
        if isinstance(box, boxes.LineBox) and box.position_y >= page.content_box_y():
            yield box


def _emptiness(page: Any) -> float:
    """The share of a page below its last line or row."""
    lowest = max((line.position_y + line.height for line in _lines(page)), default=page.content_box_y())
    return (page.content_box_y() + page.height - lowest) / page.height


def _has_text(page: Any) -> bool:
    """Whether more than one closing sentence stands above the signature, in at least two lines."""
    top = next((box.position_y for box in page.descendants() if _is_signatures(box)), None)
    if top is None:  # the signature's block begins on the page before: it is never broken, so this cannot be
        return True
    above = [line for line in _lines(page) if line.position_y < top]
    parts = {id(box.element) for box in page.descendants() if _is_part(box) and box.position_y < top}
    return len(above) >= FEWEST_LINES and len(parts) > 1


def _is_signatures(box: Any) -> bool:
    return box.element is not None and "signatures" in (box.element.get("class") or "").split()


def _is_part(box: Any) -> bool:
    """A paragraph, a heading, a row: what a page may hold one of."""
    return box.element is not None and box.element.tag in ("p", "h2", "h3", "tr", "figure")
