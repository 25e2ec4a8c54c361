"""Years and dates that texts copied from last year still name: shown for a look before they are printed."""

import re
from dataclasses import dataclass

from django.urls import reverse

from .models import BlocYear

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AROUND = 30  # characters shown on each side


@dataclass(frozen=True)
class LeftOver:
    """A text that names another year: where it stands, the words around it, where it is changed."""

    where: str
    words: str
    url: str


def left_over(year: BlocYear) -> list[LeftOver]:
    """In contents, indicators, outline and the draft of the criteria, in this order; four queries."""
    outline = {part: reverse("blocs:outline-edit", args=[year.pk, part]) for part in PARTS}
    texts = [
        ("Nội dung thi đua", outline["contents"], f"{c.title}\n{c.commitments}") for c in year.contents.all()
    ]
    texts += [("Chỉ tiêu", outline["indicators"], i.name) for i in year.indicators.all()]
    texts += [("Đề cương báo cáo", outline["sections"], f"{s.title}\n{s.hint}") for s in year.outline.all()]
    for draft in year.criteria_sets.drafts().prefetch_related("criteria"):
        texts += [("Tiêu chí", draft.get_absolute_url(), f"{c.code}. {c.text}") for c in draft.criteria.all()]
    return [
        LeftOver(where, around(text, match), url)
        for where, url, text in texts
        for match in other_years(text, year.year)
    ]


PARTS = ("contents", "indicators", "sections")  # as the address of their page calls them


def other_years(text: str, year: int) -> list[re.Match]:
    """The years in a text that are neither this one nor the next, which plans name rightly."""
    return [match for match in YEAR.finditer(text) if int(match[0]) not in (year, year + 1)]


def around(text: str, match: re.Match) -> str:
    """… chỉ tiêu năm 2024 trước ngày …"""
    start, end = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
    excerpt = text[start:end]
    if start:
        excerpt = f"… {excerpt.partition(' ')[2]}"
    if end < len(text):
        excerpt = f"{excerpt.rpartition(' ')[0]} …"
    return " ".join(excerpt.split())
