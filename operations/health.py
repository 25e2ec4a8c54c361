"""Whether everything that serving needs is there; asked by machines (/readyz) and shown to administrators."""

import datetime
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from audit.models import AuditDay, AuditEntry, MaintenanceRun
from base.vietnamese import instant

from . import clock

try:
    from botocore.exceptions import BotoCoreError, ClientError

    OF_A_BUCKET: tuple[type[Exception], ...] = (BotoCoreError, ClientError)
except ImportError:  # installed only where a bucket is named (bin/setup)
    OF_A_BUCKET = ()

AWAY: tuple[type[Exception], ...] = (
    DatabaseError,
    OSError,
    *OF_A_BUCKET,
)  # what a database or a store that is away raises
SILENT = datetime.timedelta(minutes=5)  # a worker that has done no round for so long is not there
DRIFT = datetime.timedelta(seconds=5)
FREE = 500 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at."""

    name: str
    label: str
    is_well: bool
    note: str = ""


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,), connection.display_name


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not plan, f"còn {len(plan)} bước chưa chạy" if plan else "đủ"


def _storage() -> tuple[bool, str]:
    """Uploads can be written, and there is room."""
    if settings.MEDIA_BUCKET:
        default_storage.delete(default_storage.save("readyz", ContentFile(b"x")))
        return True, f"kho {settings.MEDIA_BUCKET}"
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=root) as file:
        file.write(b"x")
    free = shutil.disk_usage(root).free
    return free > FREE, f"còn trống {free // 1024**3} GB"


def _worker() -> tuple[bool, str]:
    if settings.READ_ONLY:
        return True, "không cần: bản chỉ đọc"
    last = MaintenanceRun.objects.filter(kind=MaintenanceRun.Kind.ROUND).first()
    if last is None:
        return False, "chưa chạy lần nào"
    return timezone.now() - last.at < SILENT, f"lượt gần nhất {instant(last.at)}"


def _clock() -> tuple[bool, str]:
    """This machine's clock agrees with the database's, and is not behind what was written before."""
    now = timezone.now()
    day = AuditDay.objects.first()
    ahead = (
        AuditEntry.objects.filter(pk__gt=day.last if day else 0, at__gt=now + DRIFT).order_by("-at").first()
    )
    if ahead:
        return False, f"nhật ký có dòng ghi khi đồng hồ chạy trước: niêm phong dừng đến {instant(ahead.at)}"
    last = AuditEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    if last and last - now > DRIFT:
        return False, f"đồng hồ chậm hơn nhật ký: {instant(last)}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            if abs(cursor.fetchone()[0] - timezone.now()) > DRIFT:
                return False, "lệch với đồng hồ của cơ sở dữ liệu"
    return True, f"{instant(now)}, {clock.in_words()}"


CHECKS: list[tuple[str, str, Callable[[], tuple[bool, str]]]] = [
    ("database", "Cơ sở dữ liệu", _database),
    ("migrations", "Cấu trúc dữ liệu", _migrations),
    ("storage", "Nơi giữ tệp", _storage),
    ("worker", "Việc nền", _worker),
    ("clock", "Đồng hồ", _clock),
]


def check_health() -> list[Checked]:
    """Every check; one that fails does not keep the others from being made."""
    results = []
    for name, label, check in CHECKS:
        try:
            results.append(Checked(name, label, *check()))
        except AWAY as error:
            results.append(Checked(name, label, is_well=False, note=type(error).__name__))
    return results
