"""Drawings for pages and papers, as SVG. Words come with the data; nothing is measured twice.

Every shape has a colour of its own for papers and a class by which a page gives it its colours, light or dark.
"""

import datetime
from decimal import Decimal
from html import escape
from typing import Any

from base.vietnamese import number, percent_value, short_date

ROW, LABEL, WIDTH, BAR = 22, 240, 600, 300
INK, BLUE, GREY, RED = "#1d2733", "#1b4f86", "#55616e", "#a3211c"


def _svg(height: float, shapes: list[str], width: int = WIDTH) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}"'
        f' height="{height:.0f}" font-family="Times New Roman" font-size="12">{"".join(shapes)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", tone: str = "ink") -> str:
    fill = {"ink": INK, "soft": GREY, "on": "#ffffff"}[tone]
    return f'<text class="{tone}" x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'


def _bar(x: float, y: float, width: float, height: float, extra: str = "") -> str:
    return f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{BLUE}"{extra}/>'


def _dot(x: float, y: float, *, open: bool = False) -> str:
    if open:
        return f'<circle class="other" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" stroke="{GREY}" stroke-width="2"/>'
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{BLUE}"/>'


def _rule(x1: float, y1: float, x2: float, y2: float, *, kind: str = "rule") -> str:
    stroke = {"rule": "#d9dee4", "limit": RED, "line": BLUE}[kind]
    dash = ' stroke-dasharray="5 4"' if kind == "limit" else ""
    return (
        f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"'
        f' stroke-width="{1 if kind == "rule" else 2}"{dash}/>'
    )


def bar_chart(rows: list[tuple[str, Decimal]], *, full: Decimal) -> str:
    """Horizontal bars with their values, the longest possible bar being `full`."""
    shapes = []
    for n, (label, value) in enumerate(rows):
        y = n * ROW
        length = float(min(value / full, Decimal(1))) * BAR if full else 0
        shapes.append(_text(LABEL - 6, y + 15, label, anchor="end"))
        shapes.append(_bar(LABEL, y + 4, length, ROW - 8))
        shapes.append(_text(LABEL + length + 6, y + 15, number(value)))
    return _svg(ROW * len(rows) + 4, shapes)


def pair_chart(rows: list[tuple[str, Decimal, Decimal]]) -> str:
    """Two values a line, an open and a filled dot, joined: what was claimed, what was found."""
    values = [value for _, *pair in rows for value in pair]
    low, high = float(min(values, default=0)), float(max(values, default=1))
    low = max(0.0, low - (high - low) * 0.1)

    def place(value: Any) -> float:
        return LABEL + 8 + (float(value) - low) / (high - low or 1) * (BAR - 16)

    shapes = []
    for n, (label, claimed, verified) in enumerate(rows):
        y = n * ROW + 11
        label_text = number(verified) if claimed == verified else f"{number(claimed)} → {number(verified)}"
        shapes += [
            _text(LABEL - 6, y + 4, label, anchor="end"),
            _rule(LABEL, y, LABEL + BAR, y),
            _rule(place(claimed), y, place(verified), y, kind="line"),
            _dot(place(claimed), y, open=True),
            _dot(place(verified), y),
            _text(LABEL + BAR + 8, y + 4, label_text),
        ]
    return _svg(ROW * len(rows) + 4, shapes, WIDTH + 60)


def heat_map(columns: list[str], rows: list[tuple[str, list[Decimal | None]]]) -> str:
    """A cell for each row and column: the darker, the more was lost of all (1); the share in % in each."""
    wide = max(30, min(46, (900 - LABEL) // max(1, len(columns))))
    shapes = [
        _text(LABEL + n * wide + wide / 2, 12, name, anchor="middle", tone="soft")
        for n, name in enumerate(columns)
    ]
    for n, (label, shares) in enumerate(rows):
        y = n * ROW + 18
        shapes.append(_text(LABEL - 6, y + 15, label, anchor="end"))
        for m, share in enumerate(shares):
            shapes += _cell(LABEL + m * wide, y, wide, share)
    return _svg(ROW * len(rows) + 22, shapes, LABEL + wide * len(columns) + 4)


def small_multiples(panels: list[tuple[str, list[tuple[str, Decimal]]]]) -> str:
    """A panel for each title, three beside each other, all on one scale: a bar for each (label, share of 1)."""
    wide, across, line = 300, 3, 15
    high = 26 + line * max((len(bars) for _, bars in panels), default=0) + 12
    shapes = []
    for n, (title, bars) in enumerate(panels):
        x, y = n % across * wide, n // across * high
        shapes.append(_text(x, y + 14, title))
        for m, (label, share) in enumerate(bars):
            shapes += _panel_bar(x, y + 22 + m * line, label, share)
    rows = -(-len(panels) // across)
    return _svg(high * rows, shapes, wide * across)


def _panel_bar(x: float, y: float, label: str, share: Decimal) -> list[str]:
    begin, length = x + 30, 190
    filled = float(min(max(share, Decimal(0)), Decimal(1))) * length
    return [
        _text(x + 24, y + 11, label, anchor="end", tone="soft"),
        _rule(begin + length, y, begin + length, y + 13),
        _bar(begin, y + 2, filled, 10),
        _text(begin + length + 6, y + 11, f"{percent_value(share, 0)}", tone="soft"),
    ]


# Shades by what was lost; none between, on which neither dark nor white figures can be read (contrast of 4.5).
DEPTHS = [
    (Decimal(n), depth)
    for n, depth in (("1", 0.0), ("0.9", 0.1), ("0.75", 0.22), ("0.5", 0.4), ("-Infinity", 0.85))
]
SHADED = [least for least, _ in DEPTHS if least.is_finite()]


def _cell(x: float, y: float, wide: float, share: Decimal | None) -> list[str]:
    if share is None:
        return [_text(x + wide / 2, y + 15, "–", anchor="middle", tone="soft")]
    depth = next(depth for least, depth in DEPTHS if share >= least)
    tone = "on" if depth > 0.5 else "ink"
    return [
        f'<rect class="bad" x="{x + 1:.1f}" y="{y + 1:.1f}" width="{wide - 2:.1f}" height="{ROW - 2:.1f}"'
        f' fill="{RED}" fill-opacity="{depth:.2f}"/>',
        _text(x + wide / 2, y + 15, f"{percent_value(share, 0, SHADED)}", anchor="middle", tone=tone),
    ]


def step_chart(days: list[datetime.date], *, total: int, due: datetime.date | None) -> str:
    """How many had come in by each day, as stairs up to `total`; a broken line on the last day there was."""
    ends = [*days, *([due] if due else [])]
    first, last = min(ends), max(ends)
    span, top, height, left = max(1, (last - first).days), 14, 150, 40

    def x(day: datetime.date) -> float:
        return left + (day - first).days / span * (WIDTH - left - 70)

    def y(count: int) -> float:
        return top + height - count / max(1, total) * height

    shapes = [_rule(left, y(n), WIDTH - 70, y(n)) for n in (0, total)]
    shapes += [_text(left - 6, y(n) + 4, str(n), anchor="end", tone="soft") for n in (0, total)]
    path, count = f"M{x(first):.1f} {y(0):.1f}", 0
    for count, day in enumerate(sorted(days), 1):
        path += f" H{x(day):.1f} V{y(count):.1f}"
    shapes.append(
        f'<path class="line" d="{path} H{x(last):.1f}" fill="none" stroke="{BLUE}" stroke-width="2"/>'
    )
    shapes.append(_text(x(last) + 6, y(count) + 4, f"{count}/{total}"))
    shapes += [
        _text(x(day), top + height + 18, short_date(day), anchor=end, tone="soft")
        for day, end in ((first, "start"), (last, "end"))
    ]
    if due:
        shapes.append(_rule(x(due), top, x(due), top + height, kind="limit"))
    return _svg(top + height + 26, shapes)


def vote_chart(rows: list[tuple[str, int, int]], *, needed: float) -> str:
    """Votes for each as bars of the whole, with a broken line where enough begins. `needed` is a share of 1."""
    shapes = []
    for n, (label, votes, whole) in enumerate(rows):
        y = n * ROW
        length = votes / whole * BAR if whole else 0
        shapes += [
            _text(LABEL - 6, y + 15, label, anchor="end"),
            _rule(LABEL, y + ROW - 4, LABEL + BAR, y + ROW - 4),
            _bar(LABEL, y + 4, length, ROW - 8),
            _text(LABEL + BAR + 8, y + 15, f"{votes}/{whole}"),
        ]
    limit = LABEL + needed * BAR
    return _svg(ROW * len(rows) + 4, [*shapes, _rule(limit, 0, limit, ROW * len(rows), kind="limit")])


def rank_chart(years: list[int], ranks: list[int | None], *, members: int) -> str:
    """One member's rank year by year, the first on top; nothing drawn where there was none."""
    wide, top, height, left = 300, 14, 80, 34
    step = (wide - left - 20) / max(1, len(years) - 1)
    points = [
        (left + n * step, top + (rank - 1) / max(1, members - 1) * height)
        for n, rank in enumerate(ranks)
        if rank is not None
    ]
    shapes = [_rule(left, top, wide - 20, top), _rule(left, top + height, wide - 20, top + height)]
    shapes += [
        _text(left - 8, top + 4, "1", anchor="end", tone="soft"),
        _text(left - 8, top + height + 4, str(members), anchor="end", tone="soft"),
    ]
    shapes += [_rule(*a, *b, kind="line") for a, b in zip(points, points[1:], strict=False)]
    shapes += [_dot(x, y) for x, y in points]
    shapes += [
        _text(left + n * step, top + height + 20, str(year), anchor="middle", tone="soft")
        for n, year in enumerate(years)
    ]
    return _svg(top + height + 26, shapes, wide)
