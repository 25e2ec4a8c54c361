"""SECURITY_LEVEL=2 sets what the level asks for, and the deployment check names what is not so."""

import datetime
import json
import os
import subprocess
import sys
from unittest.mock import patch

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from audit.models import MaintenanceRun
from audit.models.maintenance import done
from members.sign_in.passwords import LongWithoutSecondFactor
from operations import clock
from operations.checks import check_level_2
from operations.databases import PostgreSQL
from operations.security_level.set_here import open_secrets, plain_connections
from tests.factories import make_user

pytestmark = pytest.mark.screens  # not of the database
NAMES = ["MFA_REQUIRED_FOR", "SESSION_IDLE_TIMEOUT", "ACCOUNT_IDLE_DAYS", "AUTH_PASSWORD_VALIDATORS"]


def settings_with(**environment) -> dict:
    """What the settings are in a process with these variables."""
    code = (
        f"import json; from config import settings as s; print(json.dumps([getattr(s, n) for n in {NAMES}]))"
    )
    ours = {name: value for name, value in os.environ.items() if name not in NAMES}
    words = [sys.executable, "-c", code]
    told = subprocess.run(
        words, env=ours | environment, cwd=site.BASE_DIR, capture_output=True, text=True, check=True
    )
    return dict(zip(NAMES, json.loads(told.stdout), strict=True))


def test_level_2_is_set_by_one_variable_and_each_part_can_still_be_said():
    plain, level_2 = settings_with(), settings_with(SECURITY_LEVEL="2")
    own = settings_with(SECURITY_LEVEL="2", SESSION_IDLE_TIMEOUT="600", MFA_REQUIRED_FOR="administrators")

    assert [plain[name] for name in NAMES[:3]] == [[], 7200, 0]
    assert [level_2[name] for name in NAMES[:3]] == [["everybody"], 900, 45]
    assert len(level_2[NAMES[3]]) == len(plain[NAMES[3]]) + 1
    assert [own[name] for name in NAMES[:3]] == [["administrators"], 600, 45]


@pytest.mark.django_db
def test_the_check_names_each_line_that_is_not_so(settings, monkeypatch):
    settings.SECURITY_LEVEL = 0
    assert check_level_2() == []
    settings.SECURITY_LEVEL = 2
    monkeypatch.setattr(clock, "is_in_step", lambda: False)
    settings.BACKUP_RECIPIENT = "age1…"
    settings.HTTPS, settings.MFA_REQUIRED_FOR, settings.SESSION_IDLE_TIMEOUT = False, ["province"], 7200
    settings.ACCOUNT_IDLE_DAYS, settings.REAUTHENTICATION_TIMEOUT, settings.CLAMAV = 0, 0, ""
    settings.SITE_URL = "http://thidua.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.EMAIL_CONFIG = {"EMAIL_HOST": "mail.example"}
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert [warning.id for warning in check_level_2()] == [
        f"operations.W{n}" for n in (*range(201, 210), *range(211, 220))
    ]

    settings.HTTPS, settings.MFA_REQUIRED_FOR, settings.SESSION_IDLE_TIMEOUT = True, ["everybody"], 900
    settings.ACCOUNT_IDLE_DAYS, settings.REAUTHENTICATION_TIMEOUT, settings.CLAMAV = 45, 1800, "/run/clamd"
    settings.SITE_URL = "https://thidua.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_CONFIG = {"EMAIL_HOST": "mail.example", "EMAIL_USE_TLS": True}
    settings.UPLOADS_KEY_FILE, settings.BACKUP_RECIPIENT = "/etc/khoithidua/keys", "age1…"
    settings.BACKUP_IDENTITY_FILE = "/etc/khoithidua/worker"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    monkeypatch.setattr(clock, "is_in_step", lambda: True)
    for kind in ("backup", "rehearsal", "review", "advisories"):
        done(kind, note="xong")
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    assert check_level_2() == []

    MaintenanceRun.objects.filter(kind="review").update(at=timezone.now() - datetime.timedelta(days=400))
    done("backup", note="đĩa đầy", is_well=False)
    assert [warning.id for warning in check_level_2()] == ["operations.W215", "operations.W216"]


def test_before_there_is_a_database_the_check_is_silent_of_what_is_in_it(settings):
    settings.SECURITY_LEVEL = 2  # this test may not ask the database
    with patch.object(MaintenanceRun.objects, "filter", side_effect=OperationalError):
        said = {warning.id for warning in check_level_2()}
    assert said and not said & {f"operations.W{n}" for n in range(215, 219)}


@pytest.mark.parametrize(
    ("database", "mail", "named"),
    [
        ({"HOST": ""}, {"EMAIL_HOST": "localhost"}, []),
        ({"HOST": "/var/run/postgresql"}, {"EMAIL_HOST": "mail.example", "EMAIL_USE_SSL": True}, []),
        ({"HOST": "db.example"}, {}, ["cơ sở dữ liệu db.example"]),
        ({"HOST": "db.example", "OPTIONS": {"sslmode": "require"}}, {}, ["cơ sở dữ liệu db.example"]),
        ({"HOST": "db.example", "OPTIONS": {"sslmode": "verify-full"}}, {}, []),
        ({"HOST": "127.0.0.1"}, {"EMAIL_HOST": "mail.example"}, ["máy chủ thư mail.example"]),
    ],
)
def test_a_plain_connection_to_another_machine_is_named(monkeypatch, settings, database, mail, named):
    facts = {"ENGINE": "django.db.backends.postgresql"} | database
    monkeypatch.setitem(settings.DATABASES, "default", facts)
    settings.EMAIL_CONFIG = mail

    assert plain_connections() == named


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("AUDIT_COLLECTOR", "tcp://log.example:601", ["nơi thu thập nhật ký log.example"]),
        ("AUDIT_COLLECTOR", "tls://log.example:6514", []),
        ("AUDIT_COLLECTOR", "file:///var/log/khoithidua/audit.jsonl", []),
        ("CLAMAV", "scan.example:3310", ["máy quét ClamAV scan.example"]),
        ("CLAMAV", "/run/clamav/clamd.ctl", []),
        ("BUCKET", {"OPTIONS": {"endpoint_url": "http://s3.example:9000"}}, ["kho tệp s3.example"]),
        ("BUCKET", {"OPTIONS": {"endpoint_url": "https://s3.example"}}, []),
        ("SENTRY_DSN", "http://key@errors.example/1", ["nơi nhận lỗi errors.example"]),
        ("CACHES", {"default": {"LOCATION": ["redis://cache.example:6379/1"]}}, ["bộ nhớ đệm cache.example"]),
        ("CACHES", {"default": {"LOCATION": "rediss://cache.example:6379/1"}}, []),
    ],
)
def test_a_plain_way_to_a_service_elsewhere_is_named(settings, setting, value, named):
    settings.EMAIL_CONFIG = {}
    setattr(settings, setting, value)

    assert plain_connections() == named


def test_a_replica_is_asked_like_the_database(monkeypatch, settings):
    settings.EMAIL_CONFIG = {}
    facts = {"ENGINE": "django.db.backends.postgresql", "HOST": "copy.example"}
    monkeypatch.setitem(settings.DATABASES, "replica", facts)

    assert plain_connections() == ["cơ sở dữ liệu copy.example"]


def test_no_password_stands_in_the_list_of_processes(monkeypatch, tmp_path):
    """Programs are given passwords in their environment, which only their owner reads."""
    words, environments = [], []

    def started(command, env, **_):
        words.extend(command)
        environments.append(env)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", started)
    facts = {"host": "db.example", "user": "khoithidua", "dbname": "khoithidua", "password": "bí mật"}
    PostgreSQL(facts)._tool("pg_dump", "--format=custom", f"--file={tmp_path / 'copy'}")

    assert words and not [word for word in words if "bí mật" in word]
    assert [env["PGPASSWORD"] for env in environments] == ["bí mật"]


def test_a_secret_that_others_can_read_is_named(monkeypatch, tmp_path):
    secret = tmp_path / "oidc"
    secret.touch(mode=0o600)
    monkeypatch.setenv("OIDC_SECRET_FILE", str(secret))
    assert secret not in open_secrets()

    secret.chmod(0o640)
    assert secret in open_secrets()


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["Mot-mat-khau-1", "Khối thi đua số 7!"])
def test_a_password_that_stands_alone_is_long_and_of_four_kinds(password, settings):
    settings.MFA_REQUIRED_FOR = ["administrators"]
    rule, user = LongWithoutSecondFactor(), make_user()
    rule.validate(password, user)
    for weak in (password.lower(), password.upper(), password[:13], "MotMatKhauDai1"):
        with pytest.raises(ValidationError, match="dài từ 14 ký tự"):
            rule.validate(weak, user)


@pytest.mark.django_db
def test_a_password_beside_a_second_factor_may_be_shorter(settings):
    settings.MFA_REQUIRED_FOR = ["everybody"]
    LongWithoutSecondFactor().validate("mot-mat-khau", make_user())
