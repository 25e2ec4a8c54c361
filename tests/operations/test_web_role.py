"""The web process works with a role that owns nothing, and that role cannot change tables or the log."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from audit.models import AuditEntry
from members.models import User
from pledges.models import Report
from tests.factories import Step, make_report, make_user, make_year

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "khoithidua_web_of_tests"
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="roles are PostgreSQL's")


@pytest.fixture
def role():
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {NAME} NOLOGIN")
    yield NAME
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {NAME}")
        cursor.execute(f"DROP ROLE {NAME}")


@contextmanager
def as_web_role():
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {NAME}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@on_postgresql
def test_pages_and_acts_work_and_nothing_else_does(role, client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    report = make_report(year, year.bodies[2])
    person = make_user(signs_for=report.association, full_name="Lê Người Ký")
    call_command("grant_web_role", role)

    with as_web_role():
        client.force_login(person)
        for address in (reverse("home"), report.get_absolute_url(), year.get_absolute_url()):
            assert client.get(address).status_code == 200
        person.phone = "0912 345 678"
        person.save()
        make_user(full_name="Trần Người Mới")
        before = AuditEntry.objects.count()
        for forbidden in (
            "UPDATE config_auditentry SET what = 'x'",
            "DELETE FROM config_auditentry",
            "TRUNCATE config_auditentry",
            "ALTER TABLE config_auditentry DISABLE TRIGGER ALL",
            "DROP TABLE members_user",
            "CREATE TABLE mine (x int)",
            "DELETE FROM django_migrations",
            "COPY members_user TO PROGRAM 'cat'",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(forbidden)

    assert User.objects.filter(phone="0912 345 678").exists() and Report.objects.count() == 1
    assert AuditEntry.objects.count() == before


@on_postgresql
def test_a_role_that_owns_or_is_not_there_is_refused(role):
    with pytest.raises(CommandError, match="Chưa có vai trò"):
        call_command("grant_web_role", "nobody_of_tests")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    with pytest.raises(CommandError, match="là chủ các bảng"):
        call_command("grant_web_role", owner)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="of SQLite")
def test_a_file_has_no_roles():
    with pytest.raises(CommandError, match="một tệp"):
        call_command("grant_web_role", NAME)
