"""What is kept is compared with its hash in turns; what is damaged is told, and brought back from the newest backup."""

import hashlib
import logging
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from audit.models import IntegrityTurn
from awards.models import OpinionRequest
from documents.age import NotDecrypted
from documents.models import IssuedDocument, SignedCopy
from members.models import User
from members.notifications import notify
from pledges.models import Evidence, Version

from .backup import AGE, opened, verify
from .databases import BackupError, PostgreSQL, SQLite, run
from .scratch import scratch_in

log = logging.getLogger(__name__)

AT_ONCE = 20  # of each kind in one round of the worker
PAUSE = timedelta(days=1)  # between the end of a turn and the next
CHUNK = 1 << 20  # bytes
SQLITE_COPY, POSTGRESQL_COPY = SQLite.name_in_backup, PostgreSQL.name_in_backup


@dataclass(frozen=True)
class Kept:
    """One kind of what is kept with a hash: in a file, or in the row itself."""

    name: str
    model: type[models.Model]
    content: str
    digest: str

    def rows_after(self, position: int) -> list[Any]:
        rows = self.model._base_manager.filter(pk__gt=position).exclude(**{self.digest: ""})
        return list(rows.order_by("pk")[:AT_ONCE])


KINDS = {
    "evidence": Kept("Minh chứng", Evidence, "file", "sha256"),
    "scan": Kept("Bản ký quét của báo cáo", Version, "scan", "scan_sha256"),
    "opinion": Kept("Văn bản hiệp y", OpinionRequest, "file", "sha256"),
    "paper": Kept("Văn bản đã ban hành", IssuedDocument, "pdf", "sha256"),
    "signed": Kept("Bản có chữ ký", SignedCopy, "pdf", "sha256"),
}


def check_next() -> int:
    """Compare the next few of every kind; how many were found damaged and could not be brought back."""
    damaged = 0
    for key, kept in KINDS.items():
        try:
            damaged += _check(key, kept)
        except Exception:  # a store that is away is no damage: the next round tries again
            log.exception("%s could not be compared", key)
    return damaged


def _check(key: str, kept: Kept) -> int:
    turn, _ = IntegrityTurn.objects.get_or_create(kind=key)
    if turn.position == 0 and turn.finished_at and timezone.now() - turn.finished_at < PAUSE:
        return 0
    rows = kept.rows_after(turn.position)
    damaged = sum(not (is_whole(kept, row) or _brought_back(kept, row)) for row in rows)
    turn.go_on(compared=len(rows), damaged=damaged, position=rows[-1].pk if len(rows) == AT_ONCE else 0)
    return damaged


def is_whole(kept: Kept, row: Any) -> bool:
    """Whether what is kept still has the hash that was written down for it."""
    return _digest_of(getattr(row, kept.content)) == getattr(row, kept.digest)


def _digest_of(content: Any) -> str:
    """SHA-256 of a file or of bytes; empty where the file is not there, or no key opens it."""
    digest = hashlib.sha256()
    if not isinstance(content, FieldFile):
        digest.update(content)
        return digest.hexdigest()
    try:
        with content.storage.open(str(content.name)) as source:
            while piece := source.read(CHUNK):
                digest.update(piece)
    except (FileNotFoundError, NotDecrypted):
        return ""
    return digest.hexdigest()


def repair(backup: Path, identity: Path | None = None) -> tuple[int, int]:
    """Bring back out of one backup all that is damaged; how many were, how many still are.

    BackupError where it is no backup, or `identity` does not open it.
    """
    with opened(backup, identity) as plain:
        verify(plain)
        taken = [_taken_from(plain, backup.name, kept, row) for kept, row in _damaged()]
    return sum(taken), len(taken) - sum(taken)


def _damaged() -> Iterator[tuple[Kept, Any]]:
    """All that is kept and has not the hash that was written down for it."""
    for kept in KINDS.values():
        position = 0
        while rows := kept.rows_after(position):
            position = rows[-1].pk
            for row in rows:
                if not is_whole(kept, row):
                    yield kept, row


def _brought_back(kept: Kept, row: Any) -> bool:
    """Bring a row's content back from the newest backup that has it whole; whether there was one. It is told once."""
    was = _digest_of(getattr(row, kept.content))
    for backup in _readable_backups():
        try:
            with opened(backup, Path(settings.BACKUP_IDENTITY_FILE)) as plain:
                if _taken_from(plain, backup.name, kept, row):
                    return True
        except BackupError as error:
            log.warning("%s was not opened: %s", backup.name, error)
    how = f"{_named(kept, row, was)}, không bản sao lưu nào máy này đọc được còn bản đúng"
    if _tell(row, f"TỆP HỎNG: {kept.name}", how, was):
        record("integrity.damaged", row, what=how)
    return False


def _readable_backups() -> list[Path]:
    """The backups of this machine that the worker can read, the newest first: encrypted ones where it has a key."""
    files = Path(settings.BACKUP_DIR).glob("khoithidua-*.zip*")
    endings = {".zip", AGE} if settings.BACKUP_IDENTITY_FILE else {".zip"}
    return sorted((file for file in files if file.suffix in endings), reverse=True)


def _taken_from(plain: Path, name: str, kept: Kept, row: Any) -> bool:
    """Bring a row's content back out of this backup; whether it has it whole."""
    content, was = _content_in(plain, kept, row), _digest_of(getattr(row, kept.content))
    if content is None or hashlib.sha256(content).hexdigest() != getattr(row, kept.digest):
        return False
    _put_back(kept, row, content)
    how = f"{_named(kept, row, was)}, đã lấy lại từ {name}"
    record("integrity.restored", row, what=how)
    _tell(row, f"ĐÃ LẤY LẠI TỆP HỎNG: {kept.name}", how, was)
    return True


def _named(kept: Kept, row: Any, was: str) -> str:
    return f"{kept.name} {row}: tệp hỏng ({was[:12] or 'mất'})"


def _content_in(backup: Path, kept: Kept, row: Any) -> bytes | None:
    """What a backup has of it; nothing where it has none, or cannot be read."""
    content = getattr(row, kept.content)
    try:
        with zipfile.ZipFile(backup) as archive:
            if isinstance(content, FieldFile):
                return archive.read(f"media/{content.name}")
            return _bytes_in(archive, kept, row.pk)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, sqlite3.Error, BackupError) as error:
        log.warning("%s has no %s %s: %s", backup.name, kept.name, row.pk, error)
        return None


def _scratch() -> AbstractContextManager[Path]:
    """Where a copy of a database is unpacked: the worker may only read the folder of backups."""
    return scratch_in(Path(settings.VAR_DIR, "repairs"))


def _bytes_in(archive: zipfile.ZipFile, kept: Kept, key: int) -> bytes | None:
    names = archive.namelist()
    if POSTGRESQL_COPY in names:
        return _bytes_in_dump(archive, kept, key)
    if SQLITE_COPY not in names:
        return None
    column, table = kept.content, kept.model._meta.db_table
    with _scratch() as scratch:
        copy = archive.extract(SQLITE_COPY, scratch)
        database = sqlite3.connect(f"file:{copy}?mode=ro", uri=True)
        try:
            row = database.execute(f"SELECT {column} FROM {table} WHERE id = ?", [key]).fetchone()  # noqa: S608
        finally:
            database.close()
    return bytes(row[0]) if row else None


def _bytes_in_dump(archive: zipfile.ZipFile, kept: Kept, key: int) -> bytes | None:
    """Read the one row out of a copy of PostgreSQL, without restoring it: pg_restore writes the table as text."""
    with _scratch() as scratch:
        copy, text = archive.extract(POSTGRESQL_COPY, scratch), scratch / "table.sql"
        table = kept.model._meta.db_table
        run(["pg_restore", "--data-only", f"--table={table}", f"--file={text}", copy])
        with text.open(encoding="utf-8") as lines:
            return _cell_of(lines, kept.content, key)


def _cell_of(lines: Iterable[str], column: str, key: int) -> bytes | None:
    """A bytea of the row with that id, out of COPY … FROM stdin and the lines after it."""
    places: list[str] = []
    for line in lines:
        if line.startswith("COPY "):
            places = [name.strip(' "') for name in line[line.index("(") + 1 : line.index(")")].split(",")]
            continue
        cells = line.rstrip("\n").split("\t")
        if places and len(cells) == len(places) and cells[places.index("id")] == str(key):
            return bytes.fromhex(cells[places.index(column)].removeprefix("\\\\x"))
    return None


def _put_back(kept: Kept, row: Any, content: bytes) -> None:
    stored = getattr(row, kept.content)
    if isinstance(stored, FieldFile):
        name = str(stored.name)
        stored.storage.delete(name)
        if stored.storage.save(name, ContentFile(content)) != name:
            raise OSError(f"{name} could not be put back under its name")
        return
    with transaction.atomic():
        kept.model._base_manager.filter(pk=row.pk).update(**{kept.content: content})


def _tell(row: Any, subject: str, body: str, was: str) -> int:
    """Administrators are told once of one damage; how many were told now."""
    return notify(
        User.objects.filter(is_superuser=True, is_active=True),
        key=f"integrity:{row._meta.label_lower}:{row.pk}:{was[:12]}",
        subject=subject,
        body=body,
        url=reverse("system"),
        urgent=True,
    )


def turns() -> Iterator[tuple[str, IntegrityTurn | None]]:
    """(name, how far it is) of every kind, for the page of the machine."""
    begun = {turn.kind: turn for turn in IntegrityTurn.objects.all()}
    for key, kept in KINDS.items():
        yield kept.name, begun.get(key)
