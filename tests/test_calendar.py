"""One's deadlines in one's own calendar, at an address that nobody else knows and that can be ended."""

import datetime

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from awards.models import Conference
from blocs.models import Extension, Milestone
from members.models import CalendarFeed
from portal.calendar import events_of
from tests.factories import Step, make_conference, make_province, make_user, make_year

pytestmark = pytest.mark.django_db
DUE = datetime.timedelta(days=20)


@pytest.fixture
def year():
    year = make_year(until=Step.REGISTRATION_OPENED)
    year.milestones.filter(kind=Milestone.Kind.REGISTRATION_CLOSED).update(due_at=timezone.now() + DUE)
    return year


def feed_of(client, person) -> str:
    """The path of a new address."""
    client.force_login(person)
    page = client.post(reverse("own-calendar")).text
    path = page.split("/calendar/")[1].split(".ics")[0]
    return reverse("calendar-feed", args=[path])


def summaries(client, path: str) -> dict[str, icalendar.Event]:
    client.logout()
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_deadlines_are_read_without_signing_in_and_done_ones_are_left_out(client, year):
    member = make_user(edits_for=year.bodies[2])

    events = summaries(client, feed_of(client, member))

    event = events[f"Hạn: Kết thúc nhận đăng ký thi đua ({year})"]
    due = year.milestones.get(kind=Milestone.Kind.REGISTRATION_CLOSED).due_at
    assert event["dtend"].dt == due.replace(microsecond=0)
    assert str(event["url"]).endswith(year.get_absolute_url())
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [datetime.timedelta(days=-1)]
    assert not [name for name in events if "Mở đăng ký" in name]


def test_a_member_that_was_given_longer_sees_its_own_day(year):
    later = timezone.now() + 2 * DUE
    Extension.objects.create(
        bloc_year=year,
        association=year.bodies[2],
        kind=Milestone.Kind.REGISTRATION_CLOSED,
        until=later,
        reason="Bão",
        granted_by=year.secretary,
    )
    of_the_member, of_another = make_user(edits_for=year.bodies[2]), make_user(edits_for=year.bodies[3])

    assert [event.ends_at for event in events_of(of_the_member)] == [later]
    assert [event.ends_at for event in events_of(of_another)] != [later]


def test_the_conference_stands_there_with_its_place():
    conference = make_conference()
    Conference.objects.update(starts_at=timezone.now() + DUE, ended_at=None, place="Đông Hà")

    (event,) = [
        one for one in events_of(conference.bloc_year.secretary) if "Hội nghị tổng kết" in one.summary
    ]
    assert (
        event.at == event.starts_at
        and event.place == "Đông Hà"
        and event.ends_at - event.starts_at == datetime.timedelta(hours=3)
    )


def test_a_new_address_ends_the_old_one_and_an_ended_one_leads_nowhere(client, year, caplog):
    person = make_user(edits_for=year.bodies[2])
    first = feed_of(client, person)
    second = feed_of(client, person)
    assert client.get(first).status_code == 404 and client.get(second).status_code == 200
    assert second not in str(CalendarFeed.objects.values()) and second not in str(AuditEntry.objects.values())
    assert second not in client.get(reverse("own-calendar")).text

    client.post(reverse("own-calendar-end"))
    assert client.get(second).status_code == 404
    third = feed_of(client, person)
    person.is_active = False
    person.save()
    assert client.get(third).status_code == 404
    assert [
        *AuditEntry.objects.filter(action__startswith="calendar.").values_list("action", flat=True)
    ].count("calendar.made") == 3


def test_nothing_of_another_province_stands_in_it(client, year):
    stranger = make_user(province=make_province("tỉnh Hà Giang"))

    assert events_of(stranger) == []
    assert summaries(client, feed_of(client, stranger)) == {}


def test_it_asks_the_same_number_of_queries_for_one_year_and_many(year, django_assert_max_num_queries):
    administrator = make_user(is_superuser=True)
    events_of(administrator)  # what a person acts for is asked once
    counts = []
    for number in range(3):
        with django_assert_max_num_queries(12) as asked_for:
            assert len(events_of(administrator)) == number + 1
        counts.append(len(asked_for))
        other = make_year(until=Step.REGISTRATION_OPENED, province=make_province(f"tỉnh Thứ {number}"))
        other.milestones.filter(kind=Milestone.Kind.REGISTRATION_CLOSED).update(due_at=timezone.now() + DUE)
    assert len(set(counts)) == 1
