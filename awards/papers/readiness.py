"""Which papers of a year can go out now, and what the others lack."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from awards.models import Conference
from blocs.models import BlocYear
from documents.papers import Paper

from .annexes import GAP
from .issuing import date_fault, final, warnings
from .of_year import YearPaper, draft_day, lacking_enclosures, year_papers


@dataclass(frozen=True)
class NotYet:
    """A paper that lacks something or asks for a second look, and why."""

    sheet: YearPaper
    why: list[str]


def split_by_readiness(year: BlocYear) -> tuple[list[tuple[YearPaper, Paper]], list[NotYet]]:
    """What is not issued yet and lacks nothing; and what lacks something. What a tờ trình encloses stands before it."""
    ready, not_yet = [], []
    for sheet in sorted(year_papers(year), key=lambda sheet: sheet.kind.code == "to-trinh"):
        if sheet.issued or sheet.waits or is_over(sheet, year):
            continue
        paper = final(sheet, year, number=None, dated=day_of(sheet, year), name="", position="")
        why = paper.missing or warnings(sheet, paper)
        if why:
            not_yet.append(NotYet(sheet, why))
        else:
            ready.append((sheet, paper))
    return ready, not_yet


def is_over(sheet: YearPaper, year: BlocYear) -> bool:
    """Whether it invites to a day that has passed, or to what has taken place."""
    if not sheet.kind.is_invitation:
        return False
    subject = sheet.subject
    has_been = subject.is_closed if isinstance(subject, Conference) else subject.is_concluded
    return has_been or bool(date_fault(sheet, year, timezone.localdate()))


def day_of(sheet: YearPaper, year: BlocYear) -> datetime.date:
    """Today, or the day of what the paper tells where it may carry no other."""
    today = timezone.localdate()
    is_of_its_day = sheet.kind.code == "giao-uoc" or date_fault(sheet, year, today)
    return draft_day(sheet, year) if is_of_its_day else today


def lone_warnings(sheet: YearPaper, paper: Paper, year: BlocYear) -> list[str]:
    """What whoever issues one paper alone should have seen first."""
    lone = lacking_enclosures(sheet, year)
    if GAP in paper.annex_to:
        lone.append(
            "Tờ trình chưa ban hành nên chỗ ghi số, ngày của tờ trình còn trống. Ban hành cùng tờ trình ở trang “Ban"
            " hành nhiều văn bản” thì số, ngày được ghi đủ."
        )
    return warnings(sheet, paper) + lone
