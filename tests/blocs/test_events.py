"""The bloc's events: who was called, who came, and what a criterion makes of it."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import AuditEntry
from base.workflow import Refused
from blocs.actions.events import call_event_roll, delete_event, write_event
from blocs.attendance import attendance_of, attended
from blocs.models import BlocYear, Event, Membership
from blocs.views.events import status_said
from pledges.completeness import completeness
from pledges.computed import computed_points
from pledges.contents import ReportContents
from portal.next_steps.bloc import keeping_steps
from tests.factories import (
    LONG_AGO,
    Step,
    advance,
    fill,
    lock_scores_of,
    make_association,
    make_conference,
    make_criteria,
    make_report,
    make_user,
    make_year,
)

DAY = datetime.date(2023, 6, 1)
STATUS = st.sampled_from(["present", "excused", "absent"])


@given(st.lists(STATUS))
def test_a_share_lies_between_nothing_and_all(statuses):
    for excused_is_absent in (True, False):
        came = attended(statuses, excused_is_absent=excused_is_absent)
        assert 0 <= came.percent <= 100
        assert came.present == statuses.count("present")
    strict, mild = (attended(statuses, excused_is_absent=flag) for flag in (True, False))
    assert strict.percent <= mild.percent


def test_who_was_never_called_has_missed_nothing():
    assert attended([], excused_is_absent=True).percent == 100
    assert attended(["excused"], excused_is_absent=False).percent == 100
    assert attended(["excused"], excused_is_absent=True).percent == 0


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("x", "present"), ("X", "present"), ("Có mặt", "present"), ("Dự", "present"), ("1", "present"),
        ("P", "excused"), ("Vắng có phép", "excused"), ("Vắng có lý do", "excused"), ("Vắng", "absent"),
        ("Không dự", "absent"), ("K", "absent"), ("0", "absent"), ("???", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_offices_write_is_understood(cell, status):
    assert status_said(cell) == status


@pytest.fixture
def year(db):
    return make_year()


@pytest.fixture
def event(year):
    return write_event(year, Event(name="Giao ban quý II", held_on=DAY), by=year.secretary)


def call(event, *statuses):
    year = event.bloc_year
    members = list(event.members())
    roll = {body: {"status": status, "note": ""} for body, status in zip(members, statuses, strict=True)}
    call_event_roll(event, roll, by=year.secretary)


def test_a_roll_is_kept_and_counted(year, event):
    call(event, "present", "absent", "excused", "present")

    came = attendance_of(year)
    members = list(event.members())
    assert [str(came[body.pk]) for body in members] == ["1/1", "0/1", "0/0", "1/1"]
    assert AuditEntry.objects.filter(action="event.roll", what__contains="2/4").exists()


def test_an_event_that_does_not_count_is_only_kept(year, event):
    Event.objects.filter(pk=event.pk).update(counts=False)
    call(event, "present", "absent", "excused", "present")

    assert attendance_of(year) == {}


def test_a_member_that_joined_later_is_not_called(year, event):
    late = make_association()
    Membership.objects.create(bloc=year.bloc, association=late, joined_on=DAY + datetime.timedelta(days=1))

    assert late not in event.members()
    with pytest.raises(Refused, match="Không phải thành viên"):
        call_event_roll(event, {late: {"status": "present", "note": ""}}, by=year.secretary)
    assert not event.attendances.exists()


def test_nobody_is_called_before_the_day(year):
    ahead = timezone.localdate() + datetime.timedelta(days=1)
    event = write_event(year, Event(name="Sắp tới", held_on=ahead), by=year.secretary)

    with pytest.raises(Refused, match="Chưa đến ngày"):
        call(event, "present", "present", "present", "present")


def test_after_its_roll_an_event_keeps_its_day(year, event):
    call(event, "present", "absent", "excused", "present")
    event.refresh_from_db()
    event.held_on = DAY + datetime.timedelta(days=7)

    with pytest.raises(Refused, match="không đổi ngày"):
        write_event(year, event, by=year.secretary)


def test_after_the_lock_nothing_changes(event):
    year = event.bloc_year
    advance(year, Step.SELF_SCORING_CLOSED)
    lock_scores_of(year)

    for act in (
        lambda: write_event(year, Event(name="Khác", held_on=DAY), by=year.secretary),
        lambda: call(event, "present", "present", "present", "present"),
        lambda: delete_event(event, by=year.secretary),
    ):
        with pytest.raises(Refused, match="đã khóa"):
            act()
    assert year.events.get() == event


def test_the_conference_of_the_year_before_counts_by_itself(db):
    conference = make_conference()
    last = conference.bloc_year
    year = make_year(year=last.year + 1)
    BlocYear.objects.filter(pk=year.pk).update(bloc=last.bloc)
    year.refresh_from_db()
    assert attendance_of(year) == {}, "an open roll may still change"

    type(conference).objects.filter(pk=conference.pk).update(
        closed_at=timezone.now(), closed_by=last.secretary
    )

    came = attendance_of(year)
    assert {str(one) for one in came.values()} == {"1/1", "0/1"}
    assert str(came[last.bodies[4].pk]) == "0/1"


def scored_by_attendance(year):
    """A set whose first criterion takes 50 points from 90 %, 30 from 50 % of attendance."""
    draft = make_criteria(year)
    criterion = draft.criteria.get(code="I.1")
    criterion.kind, criterion.basis = "threshold", "attendance"
    criterion.save()
    for at_least, points in ((90, 50), (50, 30)):
        criterion.threshold_steps.create(at_least=at_least, points=points)
    draft.publish(by=year.secretary)
    for kind in (Step.REGISTRATION_OPENED, Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(kind, by=year.secretary)
    return criterion


def test_points_follow_from_attendance(year, event):
    scored_by_attendance(year)
    call(event, "present", "absent", "excused", "present")
    reports = {body: make_report(year, body) for body in year.bodies}

    points = {
        body: next(
            p for line, p in computed_points(ReportContents(report)).items() if line.criterion.code == "I.1"
        )
        for body, report in reports.items()
    }

    members = list(event.members())
    assert [points[body] for body in members] == [50, 0, 50, 50]


def test_a_roll_after_the_report_is_offered_to_the_verifier_with_its_reason(client, year, event):
    scored_by_attendance(year)
    body = year.bodies[2]
    report = fill(make_report(year, body))
    report.submit(by=make_user(signs_for=body))
    assert report.lines.get(criterion__code="I.1").self_points == 50
    call(event, *["absent" if one == body else "present" for one in event.members()])
    client.force_login(year.secretary)

    desk = client.get(reverse("pledges:report-verify", args=[report.pk]))
    forms = {line.criterion.code: form for _, line, form in desk.context["sheet"] if line}
    assert forms["I.1"].initial["verified_points"] == 0
    assert forms["I.1"].initial["reason"] == "Dự 0/1 hội nghị, hoạt động chung (0 %)"

    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))
    line = report.lines.get(criterion__code="I.1")
    assert (line.verified_points, line.reason) == (0, "Dự 0/1 hội nghị, hoạt động chung (0 %)")


def test_returns_cost_points(year):
    draft = make_criteria(year)
    criterion = draft.criteria.get(code="TR")
    criterion.document, criterion.per, criterion.rate = "annual", "return", 2
    criterion.save()
    draft.publish(by=year.secretary)
    for kind in (Step.REGISTRATION_OPENED, Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(kind, by=year.secretary)
    report = make_report(year, state="returned")
    report.submit(by=make_user(signs_for=report.association))

    assert report.lines.get(criterion__code="TR").self_points == 2


def address(name, year, *more):
    return reverse(f"blocs:{name}", args=[year.pk, *more])


@pytest.fixture
def secretary(client, year):
    client.force_login(year.secretary)
    return year.secretary


def test_an_event_is_written_and_called_on_two_pages(client, year, secretary):
    typed = {"kind": "meeting", "name": "Giao ban quý III", "held_on": "15/09/2023", "counts": "on"}
    answer = client.post(address("event-create", year), typed)
    event = year.events.get()
    assert answer.url == address("event-roll", year, event.pk)

    assert client.get(f"{answer.url}?all=present").text.count("checked") >= 4
    members = list(event.members())
    client.post(answer.url, {f"row{body.pk}-status": "present" for body in members})

    page = client.get(address("events", year)).text
    assert "Giao ban quý III" in page
    assert "4/4" in page


def test_a_day_of_another_year_is_refused_beside_the_box(client, year, secretary):
    page = client.post(
        address("event-create", year), {"kind": "meeting", "name": "Họp", "held_on": "01/01/2029"}
    )

    assert page.context["form"].errors.keys() == {"held_on"}
    assert "Họp" in page.text


def test_the_same_event_twice_is_refused(client, year, event, secretary):
    typed = {"kind": "meeting", "name": event.name, "held_on": "01/06/2023"}

    page = client.post(address("event-create", year), typed)

    assert "đã có trong ngày ấy" in page.text
    assert year.events.count() == 1


def test_a_row_nobody_chose_is_told_and_nothing_is_saved(client, year, event, secretary):
    first, *_ = event.members()

    page = client.post(address("event-roll", year, event.pk), {f"row{first.pk}-status": "absent"})

    assert "còn đơn vị chưa chọn" in page.text
    assert not event.attendances.exists()


def list_of(*rows) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(["DANH SÁCH DỰ HỌP"])
    for row in (["STT", "Tên đơn vị", "Có mặt", "Ghi chú"], *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("du-hop.xlsx", buffer.getvalue())


def test_a_list_of_the_office_fills_the_roll_in_and_saves_nothing(client, year, event, secretary):
    one, two, three, four = event.members()
    rows = [
        [1, one.short_name, "x", None], [2, two.official_name.upper(), "Vắng có phép", "đi công tác"],
        [3, "Hội Không Có", "x", None], [4, three.abbreviation, "hả", None], [5, one.short_name, "K", None],
    ]  # fmt: skip

    page = client.post(address("event-roll", year, event.pk), {"read": "1", "file": list_of(*rows)})

    filled = {body.pk: form.initial for body, form in page.context["rows"]}
    assert filled[one.pk]["status"] == "present"
    assert filled[two.pk] == {"status": "excused", "note": "đi công tác"}
    assert not filled[four.pk]["status"]
    told = " ".join(f"{cell} {why}" for cell, why in page.context["faults"])
    assert "Hội Không Có" in told
    assert "“hả”" in told
    assert "hai dòng" in told
    assert not event.attendances.exists()


def test_a_file_without_such_a_table_is_refused_beside_the_box(client, year, event, secretary):
    empty = SimpleUploadedFile("gi-do.xlsx", b"khong phai excel")

    page = client.post(address("event-roll", year, event.pk), {"read": "1", "file": empty})

    assert page.context["table_form"].errors


def test_the_workbook_has_a_column_an_event(client, year, event, secretary):
    call(event, "present", "absent", "excused", "present")

    content = client.get(address("events-xlsx", year)).content

    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("STT", "Hội", str(event), "Dự / được mời")
    assert [row[2] for row in rows[1:]] == ["Dự", "Vắng", "Vắng có lý do", "Dự"]


def test_a_member_reads_and_does_not_write(client, year, event):
    client.force_login(make_user(edits_for=year.bodies[2]))

    assert client.get(address("events", year)).status_code == 200
    assert client.get(address("event-roll", year, event.pk)).status_code == 403
    assert client.post(address("event-delete", year, event.pk)).status_code == 403
    assert year.events.exists()


def test_a_roll_that_is_due_waits_for_the_secretariat(year, event):
    assert [step.text for step in keeping_steps(year, completeness(year))] == [f"Điểm danh {event}"]

    call(event, "present", "absent", "excused", "present")

    assert keeping_steps(year, completeness(year)) == []


def test_the_list_runs_the_same_queries_for_few_and_many(
    client, year, secretary, django_assert_max_num_queries
):
    for n in range(6):
        event = write_event(year, Event(name=f"Họp {n}", held_on=DAY), by=year.secretary)
        call(event, "present", "absent", "excused", "present")
    with django_assert_max_num_queries(20) as few:
        client.get(address("events", year))
    queries = len(few)
    for _ in range(8):
        Membership.objects.create(bloc=year.bloc, association=make_association(), joined_on=LONG_AGO)
    for n in range(6, 12):
        event = write_event(year, Event(name=f"Họp {n}", held_on=DAY), by=year.secretary)
        call(event, *["present"] * 12)

    with django_assert_max_num_queries(queries):
        client.get(address("events", year))
