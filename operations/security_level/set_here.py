"""What the settings of this machine are, where a line of the level asks about them."""

import os
from pathlib import Path
from typing import Any

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
    for name in ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "OIDC_SECRET", "S3_SECRET_KEY", "UPLOADS_KEY")
}


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
    facts: Any = settings.DATABASES["default"]
    connections = []
    is_elsewhere = not is_file() and _is_elsewhere(facts.get("HOST") or "")
    if is_elsewhere and facts.get("OPTIONS", {}).get("sslmode") != "verify-full":
        connections.append(f"cơ sở dữ liệu {facts['HOST']}")
    mail = settings.EMAIL_CONFIG
    has_tls = mail.get("EMAIL_USE_TLS") or mail.get("EMAIL_USE_SSL")
    if _is_elsewhere(mail.get("EMAIL_HOST") or "") and not has_tls:
        connections.append(f"máy chủ thư {mail['EMAIL_HOST']}")
    return connections


def _is_elsewhere(host: str) -> bool:
    return bool(host) and not host.startswith("/") and host not in {"localhost", "127.0.0.1", "::1"}


def prints_letters() -> bool:
    return settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def open_secrets() -> list[Path]:
    """The files of secrets of this machine that others than their owner can read."""
    named = [value for name, value in os.environ.items() if name.endswith("_FILE") and name in SECRET_FILES]
    files = [settings.BASE_DIR / ".env", settings.VAR_DIR / "secret-key", *map(Path, named)]
    return [file for file in files if file.is_file() and file.stat().st_mode & NOT_ONES_OWN]
