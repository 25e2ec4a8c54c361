"""The deadlines and conferences that concern one person, as iCalendar (RFC 5545)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import icalendar
from django.conf import settings
from django.utils import timezone

from awards.models import Conference
from blocs.models import BlocYear, Milestone
from blocs.models.extension import EXTENDABLE
from members.models import User

BEFORE_DUE = datetime.timedelta(minutes=30)  # how long a deadline stands in the calendar before it ends
CONFERENCE_LASTS = datetime.timedelta(hours=3)  # until its end is written down
REMINDED = datetime.timedelta(days=-1)
PAST = datetime.timedelta(days=90)  # what is longer over is left out


@dataclass(frozen=True)
class CalendarEvent:
    """One line of the calendar."""

    uid: str
    summary: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    url: str
    at: datetime.datetime  # the instant that counts: a deadline, an opening, a beginning
    place: str = ""


def events_of(person: User) -> list[CalendarEvent]:
    """What is still to be done in every year this person sees, and its conference, earliest first."""
    years = BlocYear.objects.for_user(person).with_parties().prefetch_related("extensions").order_by("pk")
    running = [year for year in years if not year.is_handed_over]
    events = [event for year in running for event in _deadlines(year, person)]
    events += _conferences(running)
    begins = timezone.now() - PAST
    return sorted((event for event in events if event.ends_at >= begins), key=lambda event: event.starts_at)


def _deadlines(year: BlocYear, person: User) -> Iterator[CalendarEvent]:
    own = person.association_ids
    for kind, milestone in year.timeline.items():
        due = _due(year, milestone, own)
        if milestone.done_at or due is None:
            continue
        is_opening = kind in Milestone.OPENINGS
        label = milestone.get_kind_display()
        yield CalendarEvent(
            uid=f"milestone-{milestone.pk}-{person.pk}",
            summary=f"{label if is_opening else f'Hạn: {label}'} ({year})",
            starts_at=due if is_opening else due - BEFORE_DUE,
            ends_at=due + BEFORE_DUE if is_opening else due,
            url=year.get_absolute_url(),
            at=due,
        )


def _due(year: BlocYear, milestone: Milestone, own: list[int]) -> datetime.datetime | None:
    """Of people of one association their own, later one where it was granted."""
    if len(own) == 1 and milestone.kind in EXTENDABLE:
        return year.due(milestone.kind, own[0])
    return milestone.due_at


def _conferences(years: list[BlocYear]) -> Iterator[CalendarEvent]:
    for conference in Conference.objects.filter(bloc_year__in=years).select_related("bloc_year__bloc"):
        if conference.starts_at:
            yield CalendarEvent(
                uid=f"conference-{conference.pk}",
                summary=f"Hội nghị tổng kết ({conference.bloc_year})",
                starts_at=conference.starts_at,
                ends_at=conference.ended_at or conference.starts_at + CONFERENCE_LASTS,
                url=conference.bloc_year.get_absolute_url(),
                at=conference.starts_at,
                place=conference.place,
            )


def as_icalendar(events: list[CalendarEvent]) -> bytes:
    """The events as a calendar that others subscribe to, each with a reminder the day before."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Khối thi đua//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "Khối thi đua")
    calendar.add("x-wr-calname", "Khối thi đua")
    calendar.add("refresh-interval", datetime.timedelta(hours=6), parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _component(event: CalendarEvent) -> icalendar.Event:
    component = icalendar.Event()
    host = settings.SITE_URL.partition("://")[2]
    component.add("uid", f"{event.uid}@{host}")
    component.add("dtstamp", timezone.now().astimezone(datetime.UTC))
    component.add("dtstart", event.starts_at.astimezone(datetime.UTC))
    component.add("dtend", event.ends_at.astimezone(datetime.UTC))
    component.add("summary", event.summary)
    component.add("url", f"{settings.SITE_URL}{event.url}")
    if event.place:
        component.add("location", event.place)
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.summary)
    alarm.add("trigger", REMINDED)
    component.add_component(alarm)
    return component
