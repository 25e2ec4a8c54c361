"""Who has not handed in, reminded before and after each deadline; and written to by the secretariat."""

import datetime
import hashlib
from functools import partial

from django.urls import reverse
from django.utils import timezone

from base.vietnamese import instant
from blocs.models import BlocYear, Milestone
from members.models import people_of
from members.notifications import notify

from .completeness import PAPERS, Row, completeness
from .models import Pledge, Report, Submission
from .notifications import key_of

NAMES = {
    "registration": "bản đăng ký thi đua",
    "pledge": "chữ ký giao ước thi đua",
    "interim": "báo cáo sơ kết 6 tháng",
    "annual": "báo cáo năm và bảng tự chấm điểm",
}
FORGOTTEN = 14  # days after a deadline nobody is reminded by the clock any more


def stage(days_left: int, days: list[int]) -> int | None:
    """Which of the year's reminder days stands for today: the nearest that has come; None before the first."""
    come = [day for day in days if day >= days_left]
    return min(come) if come and days_left >= -FORGOTTEN else None


def lacking(year: BlocYear, paper: str) -> list[Row]:
    """The members whose paper has not come in, or came back to be mended."""
    return [row for row in completeness(year) if row.lacks(paper)]


def due_of(year: BlocYear, row: Row, paper: str) -> datetime.datetime | None:
    """By when it is awaited: a return has a date of its own."""
    cell = row.cells[paper]
    if cell.state == Submission.State.RETURNED:
        return cell.submission.current_due
    return year.due(PAPERS[paper], row.association.pk)


def days_until(moment: datetime.datetime) -> int:
    return (timezone.localtime(moment).date() - timezone.localdate()).days


def remind_year(year: BlocYear) -> int:
    """Today's reminders of one year; how many people were told. Asking twice tells nobody twice."""
    count = 0
    if year.is_done(Milestone.Kind.SCORES_LOCKED) or not year.is_done(Milestone.Kind.REGISTRATION_OPENED):
        return count
    count += tell_newer_criteria(year)
    for paper in filter(partial(is_awaited, year), NAMES):
        for row in lacking(year, paper):
            due_at = due_of(year, row, paper)
            day = due_at and stage(days_until(due_at), year.reminder_days)
            if due_at and day is not None:
                count += remind(year, row, paper, due_at, f"{due_at:%Y%m%d}:{day}")
    return count


def is_awaited(year: BlocYear, paper: str) -> bool:
    """Whether members can hand this paper in yet: nobody is asked for what is not open."""
    if paper == "annual":
        return year.is_done(Milestone.Kind.SELF_SCORING_OPENED)
    return paper != "pledge" or Pledge.objects.filter(bloc_year=year).exists()


def tell_newer_criteria(year: BlocYear) -> int:
    """Whoever still writes on an older version of the criteria learns of the newest; how many were told."""
    newest = year.criteria_sets.published().order_by("-version").first()
    drafts = Report.objects.filter(bloc_year=year, state=Report.State.DRAFT, criteria_set__isnull=False)
    return sum(
        notify(
            people_of(report.association_id),
            key=key_of("criteria", report, newest.version),
            subject=f"CẦN XEM: bộ tiêu chí năm {year.year} có bản mới (bản {newest.version})",
            body=f"{report.title} đang soạn theo bản cũ. Xem những gì thay đổi rồi chuyển sang bản mới; những gì đã"
            " viết vẫn còn.",
            url=report.url("adopt"),
            topic=year.topic,
        )
        for report in drafts.exclude(criteria_set=newest).select_related("association", "bloc_year")
    )


def remind(year: BlocYear, row: Row, paper: str, due_at: datetime.datetime, key: str, words: str = "") -> int:
    """Tell everyone who acts for this association that its paper is awaited."""
    name, days = row.association.short_name, days_until(due_at)
    left = f"còn {days} ngày" if days > 0 else "hết hạn hôm nay" if not days else "đã quá hạn"
    undone = "chưa nộp lại" if row.cells[paper].state == Submission.State.RETURNED else "chưa nộp"
    body = f"{name} {undone} {NAMES[paper]} năm {year.year}. Hạn {instant(due_at)} (giờ Việt Nam)."
    return notify(
        people_of(row.association.pk),
        key=f"remind:{year.pk}:{row.association.pk}:{paper}:{key}",
        subject=f"CẦN NỘP ({left}): {NAMES[paper]} năm {year.year}, {name}"[:200],
        body=f"{body}\n\n{words}".strip(),
        url=page_of(year, paper),
        urgent=True,
        topic=year.topic,
    )


def page_of(year: BlocYear, paper: str) -> str:
    pages = {"registration": "pledges:registrations", "pledge": "pledges:pledge"}
    return reverse(pages.get(paper, "pledges:completeness"), args=[year.pk])


def write_to_all(year: BlocYear, paper: str, *, words: str) -> int:
    """The secretariat writes to every member whose paper is lacking; how many people were told.

    The same words on the same day are sent once, from however many pages.
    """
    turn = f"{timezone.localdate():%Y%m%d}:{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return sum(
        remind(year, row, paper, due_of(year, row, paper) or timezone.now(), turn, words)
        for row in lacking(year, paper)
    )
