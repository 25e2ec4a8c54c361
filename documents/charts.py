"""Drawings for pages and papers, as SVG. Colours and words come with the data; nothing is measured twice."""

from decimal import Decimal
from html import escape

from .vietnamese import number

ROW, LABEL, WIDTH, BAR = 22, 240, 600, 300


def bar_chart(rows: list[tuple[str, Decimal]], *, full: Decimal) -> str:
    """Horizontal bars with their values, the longest possible bar being `full`."""
    lines = []
    for n, (label, value) in enumerate(rows):
        y = n * ROW
        length = float(min(value / full, Decimal(1))) * BAR if full else 0
        lines.append(f'<text x="{LABEL - 6}" y="{y + 15}" text-anchor="end">{escape(label)}</text>')
        lines.append(
            f'<rect x="{LABEL}" y="{y + 4}" width="{length:.1f}" height="{ROW - 8}" fill="#3b6ea5"/>'
        )
        lines.append(f'<text x="{LABEL + length + 6:.1f}" y="{y + 15}">{number(value)}</text>')
    height = ROW * len(rows) + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' font-family="Times New Roman" font-size="12">{"".join(lines)}</svg>'
    )
