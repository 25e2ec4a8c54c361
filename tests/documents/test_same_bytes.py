"""What is left out and kept to draw faster changes no byte. Proves documents/measured_lines.py and PaperHTML."""

import gc
from contextlib import nullcontext

import pytest
from weasyprint import HTML

from documents import paging
from documents import render as rendering
from documents.papers import Heading, Paragraph
from documents.render import render

from .test_paging import LINE, paper_with, table_of

pytestmark = pytest.mark.screens


def sample(*, is_landscape: bool):
    """Two pages: justified text, headings, a table that goes on overleaf."""
    blocks = [Heading("1. Kết quả"), *[Paragraph(f"{LINE} “{n}” 100 %.") for n in range(9)], table_of(14)]
    return paper_with(*blocks, Paragraph("Danh sách có các đơn vị trên"), is_landscape=is_landscape)


@pytest.mark.parametrize("is_landscape", [False, True])
def test_a_paper_is_the_same_without_them(monkeypatch, is_landscape):
    turns = []

    def third_ends_well(_document) -> bool:
        turns.append(1)
        return len(turns) % 3 == 0

    monkeypatch.setattr(paging, "ends_well", third_ends_well)
    fast = render(sample(is_landscape=is_landscape)).pdf
    monkeypatch.setattr(rendering, "measured_once", nullcontext)
    monkeypatch.setattr(rendering, "PaperHTML", HTML)

    assert render(sample(is_landscape=is_landscape)).pdf == fast
    assert len(turns) == 6


def test_collecting_goes_on_after_a_paper_that_cannot_be_drawn(monkeypatch):
    def fail(_html):
        raise MemoryError

    monkeypatch.setattr(rendering, "_laid_out", fail)
    with pytest.raises(MemoryError):
        render(sample(is_landscape=False))
    assert gc.isenabled()
