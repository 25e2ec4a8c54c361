"""What there is to say of this site: its parts, what they are made of, and whose data it holds."""

import datetime
import json
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

from members.models import Province
from operations import personal_data
from operations.personal_data import Holding

from .support import end_of_support


@dataclass(frozen=True)
class Part:
    """One part of the site as it is set up: what it is, what it is for, where it is and how it is reached."""

    name: str
    purpose: str
    where: str


@dataclass(frozen=True)
class Component:
    """A piece of software with its version; until when it is looked after, where that is announced."""

    name: str
    version: str
    licence: str = ""
    supported_until: datetime.date | None = None


@dataclass(frozen=True)
class DataClass:
    """A class of personal data with how many people it is about; None where that cannot be told from the rows."""

    holding: Holding
    people: int | None
    rows: int


def only_province() -> Province | None:
    """The province of a site that serves one."""
    provinces = list(Province.objects.filter(merged_into=None)[:2])
    return provinces[0] if len(provinces) == 1 else None


def owner() -> str:
    """Chủ quản hệ thống thông tin: as set, else the People's Committee of the only province; else nothing."""
    province = only_province()
    return settings.SITE_OWNER or (f"Ủy ban nhân dân {province.name}" if province else "")


def operator() -> str:
    """Đơn vị vận hành: as set, else the standing agency of the only province; else nothing."""
    province = only_province()
    return settings.SITE_OPERATOR or (province.standing_agency if province else "")


def _database_part() -> Part:
    facts = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return Part("Cơ sở dữ liệu", "SQLite: mọi dữ liệu, nhật ký", "một tệp trên máy chủ ứng dụng")
    host = facts.get("HOST") or "cùng máy"
    return Part("Cơ sở dữ liệu", "PostgreSQL: mọi dữ liệu, nhật ký", str(host))


def _files_part() -> Part:
    if settings.MEDIA_BUCKET:
        options: Any = settings.BUCKET["OPTIONS"]
        address = options["endpoint_url"] or "Amazon S3"
        return Part("Kho tệp", "minh chứng, hồ sơ", f"kho {settings.MEDIA_BUCKET}, {address}")
    return Part("Kho tệp", "minh chứng, hồ sơ", "thư mục trên máy chủ ứng dụng")


def _optional_parts() -> Iterator[Part]:
    if "replica" in settings.DATABASES:
        yield Part(
            "Cơ sở dữ liệu chỉ đọc", "trang chỉ xem", settings.DATABASES["replica"].get("HOST") or "cùng máy"
        )
    if host := settings.EMAIL_CONFIG.get("EMAIL_HOST"):
        is_sealed = settings.EMAIL_CONFIG.get("EMAIL_USE_TLS") or settings.EMAIL_CONFIG.get("EMAIL_USE_SSL")
        how = "mã hóa" if is_sealed else "không mã hóa"
        yield Part("Máy chủ thư", "thư mời, thư nhắc việc", f"{host}, {how}")
    if settings.CLAMAV:
        yield Part("Quét mã độc", "ClamAV: tệp tải lên", settings.CLAMAV)
    if settings.AUDIT_COLLECTOR:
        yield Part("Nơi thu thập nhật ký", "bản sao nhật ký", settings.AUDIT_COLLECTOR)
    if settings.SENTRY_DSN:
        yield Part(
            "Theo dõi lỗi",
            "chỗ lỗi trong mã, không có dữ liệu nhập",
            urlsplit(settings.SENTRY_DSN).hostname or "",
        )
    if settings.OIDC_SERVER_URL:
        yield Part("Đăng nhập của tỉnh", "OpenID Connect", urlsplit(settings.OIDC_SERVER_URL).netloc)


def parts() -> list[Part]:
    """The parts of the site as its settings say, from the user inwards."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    door = "HTTPS" if settings.HTTPS else "HTTP, chưa mã hóa"
    return [
        Part("Người dùng", "trình duyệt web trên máy tính, điện thoại", "Internet, mạng của cơ quan"),
        Part("Cửa vào", f"{door}; {proxies} máy chủ trung gian", settings.SITE_URL),
        Part("Ứng dụng web", "trang, phân quyền, văn bản", "máy chủ ứng dụng"),
        Part("Việc nền", "thư, nhắc việc, đối chiếu tệp, niêm phong nhật ký", "máy chủ ứng dụng"),
        _database_part(),
        _files_part(),
        *_optional_parts(),
        Part("Bản sao lưu", "cơ sở dữ liệu và tệp", "thư mục sao lưu trên máy chủ ứng dụng"),
    ]


def runtime() -> list[Component]:
    """What the site runs on: the system, the language, the database, the framework."""
    system = platform.freedesktop_os_release() if Path("/etc/os-release").exists() else {}
    facts = [
        (system.get("NAME", platform.system()), system.get("VERSION_ID", platform.release())),
        ("Python", platform.python_version()),
        (connection.display_name, ".".join(map(str, connection.get_database_version()))),
        ("Django", django.get_version()),
    ]
    return [
        Component(name, version, supported_until=end_of_support(name, version)) for name, version in facts
    ]


def packages() -> list[Component]:
    """The packages of the lock files that are installed to serve the site."""
    return [Component(name, version, licence) for name, version, licence in locked_packages()]


def requirements() -> str:
    """The lock of what this site runs by: with what a bucket or a Sentry wants where it has one (bin/setup)."""
    is_full = settings.MEDIA_BUCKET or settings.SENTRY_DSN
    return (settings.BASE_DIR / "requirements" / ("full.txt" if is_full else "run.txt")).read_text(
        encoding="utf-8"
    )


def locked_packages() -> list[tuple[str, str, str]]:
    """(name, version, licence) of each package of the lock for running and of package-lock.json that is served."""
    locked = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", requirements(), re.M)
    packages = [(name, version, _licence(name)) for name, version in locked]
    npm = json.loads((settings.BASE_DIR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, facts in npm.items():
        if path and not facts.get("dev"):
            packages.append((path.removeprefix("node_modules/"), facts["version"], facts.get("license", "")))
    return packages


# Of packages whose metadata do not say it: as the text they bring along says.
LICENCES = {"pyrage": "MIT"}


def _licence(name: str) -> str:
    if name in LICENCES:
        return LICENCES[name]
    try:
        facts: Any = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    classifiers = [line for line in facts.get_all("Classifier", []) if line.startswith("License ::")]
    of_classifiers = "; ".join(line.rsplit("::", 1)[1].strip() for line in classifiers)
    return (
        facts.get("License-Expression")
        or of_classifiers
        or (facts.get("License") or "").partition("\n")[0][:60]
    )


# By which column the people of a class of data are told apart. Of free text, files and achievements it cannot be told.
PEOPLE_IN: dict[Holding, tuple[str, ...]] = {
    personal_data.ACCOUNT: ("members.User.pk",),
    personal_data.SIGN_IN: ("members.User.pk",),
    personal_data.OFFICE: ("members.Officer.user",),
    personal_data.SIGNER: (
        "documents.IssuedDocument.signer", "awards.Conference.chair", "awards.Conference.secretary",
        "blocs.Handover.giver_name", "blocs.Handover.receiver_name", "blocs.Handover.witness_name",
        "pledges.PledgeSignature.signer", "awards.OpinionRequest.answered_by",
    ),
    personal_data.DELEGATE: ("awards.Attendance.delegate", "awards.Teller.name"),
    personal_data.COMMENT: ("awards.PublicComment.name", "members.CorrectionRequest.person"),
    personal_data.LETTER: ("members.Letter.to", "members.Notice.to"),
    personal_data.ACT: ("audit.AuditEntry.actor_id",),
}  # fmt: skip


def _people(columns: Iterable[str]) -> int:
    seen: set[object] = set()
    for column in columns:
        room, model, field = column.split(".")
        rows = apps.get_model(room, model)._base_manager.order_by()
        seen |= set(rows.values_list(field, flat=True).distinct())
    return len(seen - {None, ""})


def data_classes() -> list[DataClass]:
    """Each class of personal data with how many people and rows there are of it."""
    rows: dict[Holding, int] = {}
    for line in personal_data.data_map():
        rows[line.holding] = rows.get(line.holding, 0) + line.rows
    return [
        DataClass(holding, _people(PEOPLE_IN[holding]) if holding in PEOPLE_IN else None, count)
        for holding, count in rows.items()
    ]
