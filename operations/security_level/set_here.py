"""What the settings of this machine are, where a line of the level asks about them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from documents.age import NOT_ONES_OWN

IDLE_SECONDS = 15 * 60  # of a session
IDLE_DAYS = 45  # of an account
WHOM = {"everybody": "mọi người", "administrators": "quản trị", "province": "cán bộ tỉnh"} | {
    "secretariat": "thư ký khối, người thẩm định",
    "signatories": "người ký của hội",
}
# Settings with a secret in them, as names of files that hold it.
SECRET_FILES = {
    f"{name}_FILE"
    for name in (
        "SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL", "REPLICA_URL", "CACHE_URL", "EMAIL_URL", "OIDC_SECRET",
        "S3_ACCESS_KEY", "S3_SECRET_KEY", "SENTRY_DSN", "UPLOADS_KEY", "BACKUP_IDENTITY",
    )
}  # fmt: skip
# The ways of speaking to a service by which others on the way can listen.
PLAIN = {"http", "tcp", "redis", "rediscache", "memcache", "pymemcache"}


def whom() -> str:
    return ", ".join(WHOM[part] for part in settings.MFA_REQUIRED_FOR) or "không ai phải bật"


def ends_early() -> bool:
    return 0 < settings.SESSION_IDLE_TIMEOUT <= IDLE_SECONDS


def shuts_unused() -> bool:
    return 0 < settings.ACCOUNT_IDLE_DAYS <= IDLE_DAYS


def idle_days() -> str:
    return f"{settings.ACCOUNT_IDLE_DAYS} ngày" if settings.ACCOUNT_IDLE_DAYS else "không khóa"


def wants_long_passwords() -> bool:
    validators: Any = settings.AUTH_PASSWORD_VALIDATORS
    return any("LongWithoutSecondFactor" in one["NAME"] for one in validators)


def is_file() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def what_is_encrypted() -> str:
    parts = {"tệp tải lên": settings.UPLOADS_KEY_FILE, "bản sao lưu": settings.BACKUP_RECIPIENT}
    return ", ".join(f"{name} {'mã hóa' if key else 'không mã hóa'}" for name, key in parts.items())


def plain_connections() -> list[str]:
    """Where this machine speaks to another one without TLS, or without looking whose certificate it is."""
    databases: dict[str, Any] = settings.DATABASES
    connections = [
        f"cơ sở dữ liệu {facts['HOST']}" for facts in databases.values() if _is_plain_database(facts)
    ]
    mail = settings.EMAIL_CONFIG
    has_tls = mail.get("EMAIL_USE_TLS") or mail.get("EMAIL_USE_SSL")
    if _is_elsewhere(mail.get("EMAIL_HOST") or "") and not has_tls:
        connections.append(f"máy chủ thư {mail['EMAIL_HOST']}")
    for name, address in _addresses():
        parts = urlsplit(address)
        if parts.scheme in PLAIN and _is_elsewhere(parts.hostname or ""):
            connections.append(f"{name} {parts.hostname}")
    return connections


def _is_plain_database(facts: dict[str, Any]) -> bool:
    is_elsewhere = not str(facts["ENGINE"]).endswith("sqlite3") and _is_elsewhere(facts.get("HOST") or "")
    return is_elsewhere and facts.get("OPTIONS", {}).get("sslmode") != "verify-full"


def _addresses() -> Iterator[tuple[str, str]]:
    """The services that are named by an address, each with the way it is spoken to."""
    yield "nơi thu thập nhật ký", settings.AUDIT_COLLECTOR
    yield "máy quét ClamAV", f"tcp://{settings.CLAMAV}" if settings.CLAMAV else ""
    yield "kho tệp", str(settings.BUCKET["OPTIONS"].get("endpoint_url") or "")
    yield "nơi nhận lỗi", settings.SENTRY_DSN
    locations = settings.CACHES["default"].get("LOCATION") or ()
    for location in [locations] if isinstance(locations, str) else locations:
        yield "bộ nhớ đệm", location


def _is_elsewhere(host: str) -> bool:
    return bool(host) and not host.startswith("/") and host not in {"localhost", "127.0.0.1", "::1"}


def is_counted_by_one_process() -> bool:
    """Whether limits of tries are counted by each process on its own."""
    return settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")


def can_bring_back() -> bool:
    """Whether the worker can read this machine's backups."""
    return not settings.BACKUP_RECIPIENT or bool(settings.BACKUP_IDENTITY_FILE)


def prints_letters() -> bool:
    return settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def open_secrets() -> list[Path]:
    """The files of secrets of this machine that others than their owner can read."""
    named = [value for name, value in os.environ.items() if name.endswith("_FILE") and name in SECRET_FILES]
    files = [settings.BASE_DIR / ".env", settings.VAR_DIR / "secret-key", *map(Path, named)]
    return [file for file in files if file.is_file() and file.stat().st_mode & NOT_ONES_OWN]
