"""The log of acts: written with what it tells of, refused to be changed, sealed day by day, found out when forced."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.log import find_tampering, record, seal_days
from audit.models import AuditDay, AuditEntry
from base.middleware import NOT_LOGGED
from base.workflow import Refused
from operations.health import check_health
from pledges.actions.explanations import explain, tell
from pledges.actions.verification import assign, unassign
from tests.factories import (
    Step,
    make_conference,
    make_registration,
    make_report,
    make_user,
    make_year,
    verify,
)

pytestmark = pytest.mark.django_db
DAY = datetime.datetime(2026, 3, 12, 3, tzinfo=datetime.UTC)


def acts() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor"))


def force(sql: str) -> None:
    """As somebody would who is master of the database: without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS config_auditentry_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS config_auditentry_no_delete")
            cursor.execute(sql)
        else:
            cursor.execute("ALTER TABLE config_auditentry DISABLE TRIGGER USER")
            cursor.execute(sql)
            cursor.execute("ALTER TABLE config_auditentry ENABLE TRIGGER USER")


def three_days() -> None:
    for n in range(3):
        with time_machine.travel(DAY + datetime.timedelta(days=n), tick=False):
            record("a", what=f"ngày {n}")
            record("b", what=f"ngày {n}")
    with time_machine.travel(DAY + datetime.timedelta(days=3)):
        assert seal_days() == 3


@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = 1", "DELETE FROM {}"])
@pytest.mark.parametrize(
    ("table", "column"), [("config_auditentry", "actor_id"), ("config_auditday", "count")]
)
def test_the_database_refuses_to_change_the_log(deed, table, column):
    three_days()

    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table, column))
    with pytest.raises(TypeError):
        AuditEntry.objects.first().save()


def test_a_log_that_nobody_touched_holds(capsys):
    three_days()

    assert list(find_tampering()) == []
    call_command("audit", "verify")
    assert "The log holds: 6 entries, 3 sealed days." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "UPDATE config_auditentry SET actor = 'x' WHERE id = (SELECT min(id) + 2 FROM config_auditentry)",
            "Dòng",
        ),
        (
            "DELETE FROM config_auditentry WHERE id = (SELECT max(id) FROM config_auditentry)",
            "Ngày 14/03/2026",
        ),
        (
            "DELETE FROM config_auditentry WHERE id = (SELECT min(id) FROM config_auditentry)",
            "Ngày 12/03/2026",
        ),
    ],
)
def test_what_was_forced_is_found_and_where(sql, found):
    three_days()
    force(sql)

    assert [line[: len(found)] for line in find_tampering()] == [found]
    with pytest.raises(CommandError, match="does not hold"):
        call_command("audit", "verify")


def test_an_entry_written_anew_with_its_digest_breaks_the_seal():
    three_days()
    entry = AuditEntry.objects.last()
    entry.what = "khác"
    force(
        f"UPDATE config_auditentry SET what = 'khác', digest = '{entry.true_digest()}' WHERE id = {entry.pk}"
    )

    assert list(find_tampering()) == ["Ngày 12/03/2026: không khớp niêm phong."]


def test_a_day_is_sealed_only_once_it_is_over_for_good():
    with time_machine.travel(DAY):
        record("a")
    midnight = datetime.datetime(2026, 3, 12, 17, tzinfo=datetime.UTC)
    with time_machine.travel(midnight + datetime.timedelta(minutes=9)):
        assert seal_days() == 0
    with time_machine.travel(midnight + datetime.timedelta(minutes=11)):
        assert (seal_days(), seal_days()) == (1, 0)


def test_a_clock_set_back_neither_loops_nor_loses_an_entry():
    with time_machine.travel(DAY):
        record("a")
    with time_machine.travel(DAY + datetime.timedelta(days=1)):
        seal_days()
    with time_machine.travel(DAY - datetime.timedelta(days=9)):
        record("b")
    with time_machine.travel(DAY + datetime.timedelta(days=5)):
        record("c")
        assert seal_days() == 1
    assert AuditDay.objects.first().count == 1
    assert list(find_tampering()) == []


def test_an_entry_of_a_clock_that_stood_ahead_is_told_for_as_long_as_it_stops_the_sealing():
    with time_machine.travel(DAY + datetime.timedelta(days=40), tick=False):
        record("ahead")
    with time_machine.travel(DAY + datetime.timedelta(days=2), tick=False):
        record("now")
        clock = next(found for found in check_health() if found.name == "clock")
        assert (seal_days(), clock.is_well) == (0, False)
        assert "niêm phong dừng đến" in clock.note
    with time_machine.travel(DAY + datetime.timedelta(days=42), tick=False):
        assert seal_days() == 1
        clock = next(found for found in check_health() if found.name == "clock")
        assert "niêm phong" not in clock.note  # PostgreSQL's own clock is not the travelled one


def test_a_move_and_its_entry_are_written_together_or_not_at_all():
    year = make_year(until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2])
    with pytest.raises(RuntimeError), transaction.atomic():
        registration.accept(by=year.secretary)
        raise RuntimeError("power cut")
    assert ("registration.accepted", str(year.secretary)) not in acts()

    registration.refresh_from_db()
    registration.accept(by=year.secretary)
    with pytest.raises(Refused):
        registration.accept(by=year.secretary)
    assert acts()[-1] == ("registration.accepted", str(year.secretary))
    assert AuditEntry.objects.first().what.endswith(": Đã tiếp nhận")


def test_sign_in_and_its_refusal_are_logged_without_what_was_typed(client, settings):
    user = make_user(email="soan@hoi.example")
    user.set_password("mat-khau-that-dai")
    user.save()
    url = reverse("account_login")
    client.post(url, {"login": "soan@hoi.example", "password": "nhamnhamnham"}, REMOTE_ADDR="10.1.2.3")
    client.post(url, {"login": "soan@hoi.example", "password": "mat-khau-that-dai"})
    client.post(reverse("account_logout"))

    assert acts() == [("sign_in.refused", ""), ("sign_in", str(user)), ("sign_out", str(user))]
    refused, signed_in, _ = AuditEntry.objects.order_by("pk")
    assert refused.subject == f"members.user:{user.pk}" and signed_in.what == "Đăng nhập (mật khẩu)"
    assert str(AuditEntry.objects.last().address) == "10.1.2.3"
    assert not AuditEntry.objects.filter(what__contains="nham").exists()


def test_an_act_without_a_verb_of_its_own_is_logged_too(client):
    year = make_year()
    client.force_login(year.secretary)
    response = client.post(reverse("members:mail"), {"mail": "none"}, headers={"X-Request-ID": "abc-12345"})

    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor, entry.request) == ("members:mail", str(year.secretary), "abc-12345")
    assert response["X-Request-ID"] == "abc-12345"


def test_a_request_number_that_is_none_is_not_taken_over(client):
    response = client.get(reverse("account_login"), headers={"X-Request-ID": "x\nSet-Cookie: a=b"})

    assert len(response["X-Request-ID"]) == 32


def test_reading_and_mistakes_are_not_acts(client):
    year = make_year()
    client.force_login(year.secretary)
    before = AuditEntry.objects.count()
    client.get("/")
    client.post(reverse("members:officer-invite", args=[year.lead_id]), {})

    assert AuditEntry.objects.count() == before


def test_what_was_refused_is_told_from_what_was_done(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    client.force_login(year.secretary)
    address = reverse("blocs:milestone-done", args=[year.pk, Step.SELF_SCORING_CLOSED])
    client.post(address)
    entry = AuditEntry.objects.first()

    assert entry.action == "blocs:milestone-done.refused"
    assert entry.actor_id == year.secretary.pk
    assert entry.what.startswith("Không thực hiện: Chưa xong bước")
    client.post(reverse("blocs:milestone-done", args=[year.pk, Step.REGISTRATION_CLOSED]))
    assert AuditEntry.objects.first().action == "year.registration_closed"


def test_what_was_done_before_is_not_told_as_done_again(client):
    conference = make_conference()
    user = conference.bloc_year.appointments.get(role="secretary").user
    type(conference).objects.filter(pk=conference.pk).update(closed_at=DAY, closed_by=user)
    client.force_login(user)
    client.post(reverse("awards:conference-close", args=[conference.bloc_year_id]))

    entry = AuditEntry.objects.first()
    assert entry.action == "awards:conference-close.refused"
    assert "đã được bế mạc trước đó" in entry.what


def test_a_refusal_that_comes_back_as_a_page_is_told_too(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    client.force_login(year.secretary)
    until = f"{timezone.localtime() + datetime.timedelta(days=9):%d/%m/%Y %H:%M}"
    typed = {"association": year.bodies[2].pk, "kind": "self_scoring_closed", "until": until}
    answer = client.post(reverse("blocs:extensions", args=[year.pk]), typed | {"reason": "Bão"})

    assert answer.status_code == 200
    assert AuditEntry.objects.first().action == "blocs:extensions.refused"


def test_being_asked_for_a_password_is_no_act(client, settings):
    settings.REAUTHENTICATION_TIMEOUT = 1
    conference = make_conference()
    year = conference.bloc_year
    user = year.appointments.get(role="secretary").user
    user.set_password("mat-khau-that-dai")
    user.save()
    client.force_login(user)
    poll = conference.polls.create(subject="lead", seats=1, method="paper", opened_by=user)
    before = AuditEntry.objects.count()
    asked = client.post(reverse("awards:poll-close", args=[poll.pk]))

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert AuditEntry.objects.count() == before


def test_a_header_of_the_page_hides_no_act(client):
    client.force_login(make_user())
    client.post(reverse("members:mail"), {"mail": "none"}, headers={"X-Autosave": "1"})

    assert AuditEntry.objects.first().action == "members:mail"


@pytest.mark.usefixtures("law")
def test_what_a_year_goes_through_is_in_the_log_by_its_verb(client):
    """Every act that the secretariat and members did before it had a verb here."""
    year = make_year(until=Step.SELF_SCORING_OPENED, explanation_days=5, verifiers=2)
    secretary, member = year.secretary, make_user(signs_for=year.bodies[2])
    make_registration(year, year.bodies[2])
    report = make_report(year, year.bodies[2], state="accepted")
    first = assign(year, year.bodies[2], secretary, by=secretary)
    second = assign(year, year.bodies[2], year.verifier, by=secretary)
    unassign(second, by=secretary)
    first.recuse(by=secretary, reason="Có con làm ở hội")
    verify(report, I_1=45)
    tell(report, by=secretary)
    explain(report, by=member, texts={report.lines.get(criterion__code="I.1").pk: "Có minh chứng"})

    told = AuditEntry.objects.order_by("pk").values_list("action", "actor_id")
    assert list(told)[-6:] == [
        ("verification.assigned", secretary.pk),
        ("verification.assigned", secretary.pk),
        ("verification.unassigned", secretary.pk),
        ("verification.recused", secretary.pk),
        ("report.told", secretary.pk),
        ("report.explained", member.pk),
    ]


PAGES = {
    "members:officer-invite": (
        {"full_name": "Trần Văn B", "email": "moi@hoi.example", "position": "Ủy viên", "role": "editor"},
        "officer.invited",
    ),
    "blocs:extensions": (
        {"kind": "self_scoring_closed", "until": "30/12/2026 17:00", "reason": "Bão"},
        "year.extended",
    ),
    "awards:finding-create": ({"reason": "Đang thanh tra", "source": "Thanh tra tỉnh"}, "finding.recorded"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_secretariat_is_in_the_log_by_its_verb(client, name):
    typed, action = PAGES[name]
    year = make_year(until=Step.SELF_SCORING_OPENED)
    year.milestones.filter(kind="self_scoring_closed").update(due_at=DAY)
    whom = year.bodies[2]
    user = make_user(signs_for=whom) if name.startswith("members") else year.secretary
    client.force_login(user)
    with time_machine.travel(DAY, tick=False):
        key = whom.pk if name.startswith("members") else year.pk
        client.post(reverse(name, args=[key]), typed | {"association": whom.pk})

    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor_id) == (action, user.pk)


def test_when_a_secret_ballot_was_cast_is_not_logged():
    assert "awards:poll-cast" in NOT_LOGGED


def test_the_export_is_no_formula(capsys):
    record("=cmd()", what="+1")
    call_command("audit", "export")

    row = capsys.readouterr().out.splitlines()[1]
    assert ",'=cmd()," in row and ",'+1," in row
