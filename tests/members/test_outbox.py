"""Notices and letters: told once, sent once, tried again, never lost; reminders by the clock and by hand."""

import datetime
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from blocs.actions.extensions import extend
from blocs.models import BlocYear, Milestone
from members.models import Letter, Notice, User
from members.notifications import notify
from members.outbox import gather_digests, send_waiting
from operations.management.commands.worker import clear_cache_table, work
from pledges.models import Pledge
from pledges.reminders import remind_year, stage, write_to_all
from tests.factories import Step, fill, make_association, make_report, make_user, make_year, send_back

pytestmark = pytest.mark.django_db
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
DUE = datetime.datetime(2023, 12, 10, 17, tzinfo=VIETNAM)
AT_ONCE, DAILY, NONE = User.Mail.AT_ONCE, User.Mail.DAILY, User.Mail.NONE


def tell(person, key="a", **fields):
    return notify([person], key=key, **{"subject": "CẦN NỘP: báo cáo", "url": "/"} | fields)


def test_a_person_is_told_a_thing_once():
    person = make_user(mail=AT_ONCE)

    assert [tell(person), tell(person)] == [1, 0]
    assert (Notice.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("preference", "urgent", "letters"),
    [(AT_ONCE, False, 1), (DAILY, False, 0), (DAILY, True, 1), (NONE, True, 0)],
)
def test_the_inbox_has_everything_and_letters_follow_the_preference(preference, urgent, letters):
    tell(make_user(mail=preference), urgent=urgent)

    assert Notice.objects.count() == 1
    assert Letter.objects.count() == letters


def test_a_letter_is_sent_once_however_often_one_sends():
    tell(make_user(mail=AT_ONCE, email="hoa@hoi.example"))

    assert [send_waiting(), send_waiting()] == [1, 0]
    assert [(m.subject, m.to) for m in mail.outbox] == [("CẦN NỘP: báo cáo", ["hoa@hoi.example"])]


def test_a_restart_in_the_middle_of_a_batch_sends_the_rest_and_nothing_twice(monkeypatch):
    for n in range(5):
        tell(make_user(mail=AT_ONCE), key=str(n))
    sent = []

    def dies_at_the_third(message):
        if len(sent) == 2:
            raise SystemExit
        sent.append(message.to[0])

    monkeypatch.setattr("members.outbox.EmailMessage.send", dies_at_the_third)
    with pytest.raises(SystemExit):
        send_waiting()
    monkeypatch.setattr("members.outbox.EmailMessage.send", lambda message: sent.append(message.to[0]))
    send_waiting()

    assert len(sent) == len(set(sent)) == 4
    assert sorted(Letter.objects.values_list("state", flat=True)) == [
        "sending",
        "sent",
        "sent",
        "sent",
        "sent",
    ]


def test_a_server_that_is_away_is_tried_again_later_and_given_up_in_the_end(monkeypatch):
    tell(make_user(mail=AT_ONCE))

    def away(connection):
        raise ConnectionRefusedError("closed")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", away, raising=False)
    with time_machine.travel(DUE, tick=False) as clock:
        Letter.objects.update(next_try_at=DUE)
        for turn in range(1, 7):
            send_waiting()
            assert Letter.objects.get().tries == turn
            send_waiting()
            assert Letter.objects.get().tries == turn  # not before its time
            clock.shift(datetime.timedelta(hours=4))

    letter = Letter.objects.get()
    assert (letter.state, letter.error) == ("failed", "closed")


def test_a_letter_that_may_have_left_is_not_sent_again(monkeypatch):
    tell(make_user(mail=AT_ONCE))

    def hangs_up(message):
        raise smtplib.SMTPServerDisconnected("after the text was sent")

    monkeypatch.setattr("members.outbox.EmailMessage.send", hangs_up)
    send_waiting()
    monkeypatch.undo()

    assert send_waiting() == 0
    letter = Letter.objects.get()
    assert letter.state == Letter.State.FAILED
    assert "không rõ thư đã đi chưa" in letter.error


def test_a_letter_that_cannot_be_written_is_shown_as_failed_and_the_next_one_goes():
    person = make_user(mail=AT_ONCE, email="hoa@hoi.example")
    Letter.objects.create(to=person, subject="Hội\nLuật gia", body="…")
    tell(person)

    assert send_waiting() == 1
    states = Letter.objects.order_by("pk").values_list("state", "error")
    assert [state for state, _ in states] == ["failed", "sent"]
    assert states[0][1].startswith("Không lập được thư.")


def test_a_line_break_in_a_name_stops_no_letter():
    body = make_association(short_name="Hội\nLuật gia", official_name="Hội Luật gia\r\ntỉnh")
    person = make_user(mail=AT_ONCE, full_name="Trần\u2028Văn B")
    tell(person, subject=f"CẦN NỘP:\nbáo cáo của {body.short_name}")

    assert (body.short_name, body.official_name) == ("Hội Luật gia", "Hội Luật gia tỉnh")
    assert person.full_name == "Trần Văn B"
    assert send_waiting() == 1
    assert mail.outbox[0].subject == "CẦN NỘP: báo cáo của Hội Luật gia"


def test_who_acts_for_two_associations_is_reminded_of_both():
    year, bodies = late_year()
    person = make_user(edits_for=bodies[1], signs_for=bodies[2])

    with time_machine.travel(DUE, tick=False):
        remind_year(BlocYear.objects.get(pk=year.pk))

    assert Notice.objects.filter(to=person).count() == 2


def test_a_returned_report_is_awaited_by_the_returns_own_date():
    year, bodies = late_year()
    person = make_user(edits_for=bodies[1])
    with time_machine.travel(DUE - datetime.timedelta(days=1), tick=False) as clock:
        report = fill(make_report(year, bodies[1]))
        report.submit(by=person)
        report.bloc_year.secretary = person
        send_back(report, days=3)
        clock.shift(datetime.timedelta(days=2))
        remind_year(BlocYear.objects.get(pk=year.pk))

    notice = reminders(person).get()
    assert notice.subject.startswith("CẦN NỘP (còn 1 ngày)")
    assert "chưa nộp lại" in notice.body


def test_what_is_gathered_goes_out_once_a_morning():
    person = make_user(mail=DAILY)
    with time_machine.travel(DUE, tick=False) as clock:
        tell(person, "a", subject="Việc một")
        tell(person, "b", subject="Việc hai")
        assert gather_digests() == 0  # told after this morning
        clock.shift(datetime.timedelta(hours=14, minutes=30))
        assert [gather_digests(), gather_digests()] == [1, 0]

    letter = Letter.objects.get()
    assert letter.subject == "2 việc ở khối thi đua"
    assert "Việc một" in letter.body and "Việc hai" in letter.body


@pytest.mark.parametrize(
    ("days_left", "day"),
    [(8, None), (7, 7), (5, 7), (2, 2), (1, 2), (0, 0), (-1, -1), (-10, -1), (-15, None)],
)
def test_the_stage_of_a_reminder_is_the_nearest_day_that_has_come(days_left, day):
    assert stage(days_left, [7, 2, 0, -1]) == day


def reminders(person):
    """What the clock told this person."""
    return Notice.objects.filter(to=person, key__startswith="remind:")


def late_year():
    year = make_year(members=3, until=Step.SELF_SCORING_OPENED)
    Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)
    return BlocYear.objects.get(pk=year.pk), year.bodies


def test_who_has_not_handed_in_is_reminded_once_a_stage_and_who_has_is_not():
    year, bodies = late_year()
    slow, quick = make_user(edits_for=bodies[1]), make_user(edits_for=bodies[2])
    fill(make_report(year, bodies[2])).submit(by=quick)
    told = {}

    with time_machine.travel(DUE - datetime.timedelta(days=8), tick=False) as clock:
        for day in range(8, -3, -1):
            remind_year(BlocYear.objects.get(pk=year.pk))
            remind_year(BlocYear.objects.get(pk=year.pk))
            told[day] = reminders(slow).count()
            clock.shift(datetime.timedelta(days=1))

    assert [day for day in told if told[day] != told.get(day + 1, 0)] == [7, 2, 0, -1]
    assert not reminders(quick).exists()
    newest = reminders(slow).order_by("pk").last()
    assert newest.subject.startswith("CẦN NỘP (đã quá hạn): báo cáo năm và bảng tự chấm")


def test_nobody_is_asked_for_a_paper_that_is_not_open_yet():
    year = make_year(members=3, until=Step.REGISTRATION_OPENED)
    person = make_user(edits_for=year.bodies[1])
    Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)
    Milestone.objects.filter(bloc_year=year, kind=Step.PLEDGE_SIGNED).update(due_at=DUE)

    with time_machine.travel(DUE - datetime.timedelta(days=2), tick=False):
        remind_year(BlocYear.objects.get(pk=year.pk))
        assert not reminders(person).filter(subject__contains="báo cáo năm").exists()
        assert not reminders(person).filter(subject__contains="giao ước").exists()
        Pledge.draft(year)
        remind_year(BlocYear.objects.get(pk=year.pk))

    assert reminders(person).filter(subject__contains="giao ước").count() == 1


def test_an_extended_association_is_reminded_by_its_own_deadline():
    year, bodies = late_year()
    person = make_user(edits_for=bodies[1])
    later = {"until": DUE + datetime.timedelta(days=30), "reason": "Bão lụt", "by": person}

    with time_machine.travel(DUE, tick=False):
        extend(year, association=bodies[1], kind=Step.SELF_SCORING_CLOSED, **later)
        remind_year(BlocYear.objects.get(pk=year.pk))

    assert not reminders(person).exists()
    assert Notice.objects.get(to=person).subject.startswith("ĐƯỢC GIA HẠN đến")


def test_the_secretariat_sees_the_names_then_writes_to_all_of_them(client):
    year, bodies = late_year()
    person = make_user(edits_for=bodies[1], full_name="Lê Thị Hoa", email="hoa@hoi.example")
    client.force_login(year.appointments.get(role="secretary").user)
    address = reverse("pledges:reminders", args=[year.pk]) + "?paper=annual"

    preview = client.get(address)
    assert "Lê Thị Hoa" in preview.text
    assert not Notice.objects.filter(to=person).exists()
    client.post(address, {"words": "Xin nộp trước thứ Sáu."})

    notice = Notice.objects.get(to=person)
    assert "Xin nộp trước thứ Sáu." in notice.body
    send_waiting()
    page = client.get(address)
    assert "thư: đã gửi" in page.text
    assert (notice.heading, 0) in [(of_day.heading, of_day.read) for of_day in page.context["told_by_day"]]


def test_the_same_words_on_the_same_day_are_sent_once():
    year, bodies = late_year()
    person = make_user(edits_for=bodies[1])

    told = [write_to_all(year, "annual", words=words) for words in ("Xin nộp.", "Xin nộp.", "Xin nộp gấp.")]

    assert told[0] > 0 and told == [told[0], 0, told[0]]
    assert Notice.objects.for_user(person).count() == 2


def test_a_receipt_and_a_return_reach_the_member(client):
    report = fill(make_report())
    signatory = make_user(signs_for=report.association, password="mat-khau-rat-dai")
    client.force_login(signatory)
    client.post(
        reverse("pledges:report-submit", args=[report.pk]), {"way": "confirm", "password": "mat-khau-rat-dai"}
    )

    notice = Notice.objects.get(to=signatory)
    assert notice.subject.startswith("ĐÃ NHẬN")
    assert report.versions.get().sha256 in notice.letter.body
    address = reverse("members:notice", args=[notice.pk])
    assert f'action="{address}"' in client.get(reverse("members:notices")).text
    client.get(address)
    notice.refresh_from_db()
    assert notice.read_at is None
    opened = client.post(address)
    assert opened.url == report.versions.get().get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at


def test_another_persons_notice_does_not_exist(client):
    tell(make_user())
    client.force_login(make_user())

    address = reverse("members:notice", args=[Notice.objects.get().pk])
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert Notice.objects.get().read_at is None


def test_the_worker_does_all_of_it_and_twice_does_nothing_more():
    year, bodies = late_year()
    make_user(edits_for=bodies[1], mail=AT_ONCE)

    with time_machine.travel(DUE - datetime.timedelta(days=2), tick=False):
        first, second = work(), work()

    assert first["reminded"] > 0
    assert first["sent"] > 0
    assert second == {
        "reminded": 0,
        "digests": 0,
        "sent": 0,
        "packed": 0,
        "sealed": 0,
        "swept": 0,
        "closed": 0,
        "forwarded": 0,
        "damaged": 0,
        "hooked": 0,
    }


def test_the_worker_clears_what_is_past_its_time_out_of_the_table_of_the_cache(settings):
    cached = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_of_tests"}
    settings.CACHES = {"default": cached}
    call_command("createcachetable")
    caches["default"].set("draft", "a paper", 60)
    caches["default"].set("kept", "a paper", 6000)
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=90), tick=False):
        clear_cache_table()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_of_tests")
        assert [key for (key,) in cursor.fetchall()] == [":1:kept"]


def test_a_returned_report_tells_its_people():
    report = fill(make_report())
    person = make_user(edits_for=report.association)
    year = report.bloc_year
    report.submit(by=person)
    send_back(report)

    subjects = Notice.objects.filter(to=person, topic=year.topic).values_list("subject", flat=True)
    assert [subject.split(":")[0].split(" trước")[0] for subject in subjects] == [
        "CẦN SỬA, nộp lại",
        "ĐÃ NHẬN",
    ]


@pytest.mark.parametrize(
    ("subject", "heading"),
    [
        ("CẦN LÀM: nộp báo cáo năm", "Cần làm: nộp báo cáo năm"),
        ("CẦN NỘP (còn 3 ngày): báo cáo năm", "Cần nộp (còn 3 ngày): báo cáo năm"),
        ("ĐÃ KHÓA điểm năm 2023", "Đã khóa điểm năm 2023"),
        ("Cách rút mẫu kiểm tra minh chứng năm 2023", "Cách rút mẫu kiểm tra minh chứng năm 2023"),
    ],
)
def test_a_page_shows_a_notice_without_its_capitals(subject, heading):
    assert Notice(subject=subject).heading == heading
