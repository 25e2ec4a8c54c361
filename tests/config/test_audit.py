"""The log of acts: written with what it tells of, refused to be changed, sealed day by day, found out when forced."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from config.audit import broken, record, seal_days
from config.middleware import NOT_LOGGED
from config.models import AuditDay, AuditEntry
from config.workflow import MoveRefused
from tests.factories import Step, make_registration, make_user, make_year

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

    assert list(broken()) == []
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

    assert [line[: len(found)] for line in broken()] == [found]
    with pytest.raises(CommandError, match="does not hold"):
        call_command("audit", "verify")


def test_an_entry_written_anew_with_its_digest_breaks_the_seal():
    three_days()
    entry = AuditEntry.objects.last()
    entry.what = "khác"
    force(
        f"UPDATE config_auditentry SET what = 'khác', digest = '{entry.true_digest()}' WHERE id = {entry.pk}"
    )

    assert list(broken()) == ["Ngày 12/03/2026: không khớp niêm phong."]


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
    assert list(broken()) == []


def test_a_move_and_its_entry_are_written_together_or_not_at_all():
    year = make_year(until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2])
    with pytest.raises(RuntimeError), transaction.atomic():
        registration.accept(by=year.secretary)
        raise RuntimeError("power cut")
    assert ("registration.accepted", str(year.secretary)) not in acts()

    registration.refresh_from_db()
    registration.accept(by=year.secretary)
    with pytest.raises(MoveRefused):
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


def test_when_a_secret_ballot_was_cast_is_not_logged():
    assert "awards:poll-cast" in NOT_LOGGED


def test_the_export_is_no_formula(capsys):
    record("=cmd()", what="+1")
    call_command("audit", "export")

    row = capsys.readouterr().out.splitlines()[1]
    assert ",'=cmd()," in row and ",'+1," in row
