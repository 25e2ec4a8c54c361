"""How often each member came when the bloc called: to its events, and to the review conference of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .models import BlocYear, EventAttendance

Status = EventAttendance.Status


@dataclass(frozen=True)
class Attended:
    """How many of the calls to one member it followed."""

    present: int = 0
    expected: int = 0

    @property
    def percent(self) -> Decimal:
        """Per cent; 100 for who was never called."""
        return Decimal(self.present * 100) / self.expected if self.expected else Decimal(100)

    def __str__(self) -> str:
        return f"{self.present}/{self.expected}"


def attended(statuses: Iterable[str], *, excused_is_absent: bool) -> Attended:
    """Of these statuses, one a call. An excused absence is no call at all unless the year counts it as absence."""
    said = list(statuses)
    present, excused = said.count(Status.PRESENT), said.count(Status.EXCUSED)
    return Attended(present, len(said) - (0 if excused_is_absent else excused))


def attendance_of(year: BlocYear) -> dict[int, Attended]:
    """{association: how often it came} over every call of the year that counts; two queries.

    Who is not on the roll of an event was not called to it.
    """
    calls: dict[int, list[str]] = {}
    rows = EventAttendance.objects.filter(event__bloc_year=year, event__counts=True)
    for association, status in [*rows.values_list("association", "status"), *conference_before(year)]:
        calls.setdefault(association, []).append(status)
    return {
        association: attended(statuses, excused_is_absent=year.excused_is_absent)
        for association, statuses in calls.items()
    }


def conference_before(year: BlocYear) -> list[tuple[int, str]]:
    """(association, status) of last year's review conference, once it is closed.

    It counts for the year that follows: it is held after the scores of its own year are locked. Read by the names of
    the relations, since this room may not import the one of conferences.
    """
    roll = "conference__attendances"
    rows = BlocYear.objects.filter(
        bloc=year.bloc_id,
        year=year.year - 1,
        conference__closed_at__isnull=False,
        **{f"{roll}__isnull": False},
    ).values_list(
        f"{roll}__association", f"{roll}__is_present", f"{roll}__proxy_to", f"{roll}__absence_reason"
    )
    return [(association, _status(*facts)) for association, *facts in rows]


def _status(is_present: bool, proxy_to: int | None, absence_reason: str) -> str:  # noqa: FBT001  columns of a row
    if is_present or proxy_to:
        return Status.PRESENT
    return Status.EXCUSED if absence_reason else Status.ABSENT
