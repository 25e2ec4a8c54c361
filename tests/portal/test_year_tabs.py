"""Every page of a year has its room: the address tells which."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.year_tabs import OVERVIEW, TABS, year_tabs

OF_THE_OVERVIEW = {
    "rules",
    "milestones",
    "people",
    "handover",
    "extensions",
    "events",
    "bulk",
    "lock-scores",
    "publish-ranking",
}


def addresses() -> set[str]:
    """The second part of every address below a year: years/<pk>/THIS/."""

    def walk(resolver, so_far=""):
        for pattern in resolver.url_patterns:
            text = so_far + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, text)
            elif isinstance(pattern, URLPattern):
                yield text

    below_a_year = {
        match[1] for text in walk(get_resolver()) if (match := re.match(r"years/<int:pk>/([\w-]+)/", text))
    }
    assert below_a_year
    return below_a_year


def current(path: str) -> str:
    return next(label for label, _, is_current in year_tabs(1, path) if is_current)


def test_every_page_below_a_year_belongs_to_a_room_on_purpose():
    known = {part.strip("/") for tab in TABS for part in tab.parts}

    assert addresses() - known == OF_THE_OVERVIEW


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/years/1/", "Tổng quan"),
        ("/years/1/rules/", "Tổng quan"),
        ("/polls/7/", "Hội nghị"),
        ("/nominations/3/edit/", "Đề nghị"),
        ("/reports/5/verify/", "Báo cáo, chấm điểm"),
        ("/years/1/overclaims/", "Xếp hạng"),
    ],
)
def test_pages_elsewhere_have_a_current_room_too(path, label):
    assert current(path) == label


def test_each_room_leads_to_a_page():
    assert [reverse(tab.url_name, args=[1]) for tab in [OVERVIEW, *TABS]]
