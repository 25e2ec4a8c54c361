"""Everything in one file while the site runs: database, uploads, and a list of hashes; and back onto an empty machine.

The database is taken first, in one instant; uploads are never changed or deleted, so those it names are all there
afterwards.
"""

import datetime
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.db import connections
from django.utils import timezone

from awards.models import Poll
from documents import age
from documents.uploads import uploads_in
from documents.zips import Digest, HashedZip, copy_stream

from .archive import VERSION
from .databases import BackupError, Database, database_of, run
from .scratch import scratch_in

FORMAT = 1
MANIFEST = "manifest.json"
AGE = ".age"  # how the name of an encrypted backup ends
NAMED = "khoithidua-%Y%m%d-%H%M%S.zip"


class VoteIsOpen(BackupError):
    """A copy of a sealed urn could be opened later with the secret key (docs/secret-vote.md)."""


def require_no_vote() -> None:
    """Refused while the server holds what opens an urn. What the tellers' keys open, a copy does not tell."""
    if Poll.objects.open().exclude(keeper=Poll.Keeper.TELLERS).exists():
        raise VoteIsOpen("Đang có bỏ phiếu kín; sao lưu sau khi đóng bỏ phiếu.")


def back_up(folder: Path, *, at: datetime.datetime | None = None) -> Path:
    """Write a backup into that folder; where it is. It appears under its name only once it is whole and on the disk.

    VoteIsOpen while a secret vote is open; BackupError when the database cannot be copied.
    """
    require_no_vote()
    target = folder / timezone.localtime(at).strftime(NAMED)
    part = target.with_suffix(".part")
    with scratch_in(folder) as scratch:
        database = database_of(connections["default"])
        copy = scratch / database.name_in_backup
        tables = database.copy_to(copy)
        require_no_vote()  # none began while it was copied
        _pack(part, copy, {"engine": database.engine, "tables": tables})
        part.chmod(0o600)
        part.replace(target)
    return target


def _sources(copy: Path) -> Iterable[tuple[str, Callable[[], Any]]]:
    """What goes into a backup: its name there, and how it is opened."""
    yield copy.name, partial(copy.open, "rb")
    for name in uploads_in(default_storage):
        yield f"media/{name}", partial(default_storage.open, name)


def _pack(part: Path, copy: Path, facts: dict) -> None:
    with part.open("wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        files = HashedZip(archive)
        for name, opened in _sources(copy):
            with opened() as source:
                files.copy(name, source)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
            "files": {name: asdict(digest) for name, digest in files.digests.items()},
        }
        archive.writestr(MANIFEST, json.dumps(manifest | facts, ensure_ascii=False, indent=1, sort_keys=True))
        archive.close()
        raw.flush()
        os.fsync(raw.fileno())


def verify(file: Path) -> dict:
    """The manifest, after every file in the backup was compared with it. BackupError says what is wrong."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _verified(archive)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise BackupError(f"{file.name}: không phải tệp sao lưu, hoặc tệp hỏng ({error}).") from error


def _verified(archive: zipfile.ZipFile) -> dict:
    manifest = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise BackupError(f"Tệp sao lưu dạng {manifest['format']}, phần mềm này đọc dạng {FORMAT}.")
    if {*archive.namelist()} != {*manifest["files"], MANIFEST}:
        raise BackupError("Danh mục không khớp với các tệp trong bản sao lưu.")
    for name, facts in manifest["files"].items():
        with archive.open(name) as source, open(os.devnull, "wb") as nowhere:
            if copy_stream(source, nowhere) != Digest(facts["sha256"], facts["size"]):
                raise BackupError(f"Tệp {name} trong bản sao lưu đã bị thay đổi.")
    return manifest


def restore(file: Path) -> dict:
    """Put a backup onto an empty machine; its manifest. BackupError where it is not sound or the machine not empty."""
    manifest = verify(file)
    database = database_of(connections["default"])
    if database.engine != manifest["engine"]:
        raise BackupError(f"Bản sao lưu của {manifest['engine']}, máy này dùng {database.engine}.")
    if database.holds_people() or any(uploads_in(default_storage)):
        raise BackupError("Chỉ khôi phục vào nơi còn trống: cơ sở dữ liệu có người dùng, hoặc đã có tệp.")
    with scratch_in(Path(settings.VAR_DIR, "rehearsals")) as scratch:
        _unpacked(file, default_storage, database, manifest, scratch)
    return manifest


def rehearse(file: Path) -> dict:
    """Restore a backup beside the running site, compare it, take it away again; its manifest.

    `is_of_today` says whether every row was compared; of an earlier version they are counted.
    """
    manifest = verify(file)
    with (
        scratch_in(Path(settings.VAR_DIR, "rehearsals")) as scratch,
        database_of(connections["default"]).beside(scratch) as database,
    ):
        if database.engine != manifest["engine"]:
            raise BackupError(f"Bản sao lưu của {manifest['engine']}, máy này dùng {database.engine}.")
        _unpacked(file, FileSystemStorage(scratch / "media"), database, manifest, scratch)
        manifest["is_of_today"] = database.is_of_today()
    return manifest


def _unpacked(file: Path, media: Storage, database: Database, manifest: dict, scratch: Path) -> None:
    """Uploads first, then the database, which names them."""
    with zipfile.ZipFile(file) as archive:
        for name in manifest["files"]:
            if name.startswith("media/"):
                _put_back(archive, name, media)
        copy = scratch / database.name_in_backup
        with archive.open(copy.name) as source, copy.open("wb") as target:
            copy_stream(source, target)
        database.fill_from(copy)
    if not database.equals(manifest["tables"]):
        raise BackupError("Cơ sở dữ liệu khôi phục không giống bản sao lưu.")


def _put_back(archive: zipfile.ZipFile, name: str, media: Storage) -> None:
    wanted = name.removeprefix("media/")
    try:
        with archive.open(name) as source:
            kept = media.save(wanted, File(source))
    except SuspiciousOperation as error:
        raise BackupError(f"Tên tệp {name} không hợp lệ.") from error
    if kept != wanted:
        raise BackupError(f"Nơi giữ tệp đã có {wanted}.")


def back_up_encrypted(
    folder: Path, recipients: str, *, rehearsed: Callable[[Path], object] | None = None
) -> Path:
    """A backup that never lies in that folder unencrypted; `rehearsed` looks at it before it is encrypted."""
    with scratch_in(folder) as scratch:
        plain = back_up(scratch / "plain")
        if rehearsed:
            rehearsed(plain)
        sealed = encrypt(plain, recipients)
        return sealed.replace(folder / sealed.name)


def encrypt(file: Path, recipients: str) -> Path:
    """Encrypt for age recipients (age1…) or GPG keys, a comma between them; the plain file goes.

    BackupError where it cannot be.
    """
    names = [name.strip() for name in recipients.split(",") if name.strip()]
    is_age = names[0].startswith("age1")
    target = file.with_name(f"{file.name}{AGE if is_age else '.gpg'}")
    if is_age:
        _encrypt_by_age(file, target, names)
    else:
        options = ["--batch", "--yes", "--trust-model", "always"]
        for name in names:
            options += ["--recipient", name]
        run(["gpg", *options, "--output", str(target), "--encrypt", str(file)])
    file.unlink()
    return target


def _encrypt_by_age(file: Path, target: Path, names: list[str]) -> None:
    keys = []
    for name in names:
        if (key := age.recipient_of(name)) is None:
            raise BackupError(f"{name} không phải khóa công khai của age.")
        keys.append(key)
    with file.open("rb") as plain, target.open("wb") as sealed:
        age.encrypted(plain, sealed, *keys)
        sealed.flush()
        os.fsync(sealed.fileno())
    target.chmod(0o600)


@contextmanager
def opened(file: Path, identity: Path | None) -> Iterator[Path]:
    """The plain backup: the file itself, or what the keys in `identity` make of an encrypted one, gone at the end.

    BackupError where the key is missing, is not the right one, or the file was damaged.
    """
    if file.suffix == ".gpg":
        raise BackupError(f"{file.name} được mã hóa bằng GPG. Hãy mở bằng gpg --decrypt trước.")
    if file.suffix != AGE:
        yield file
        return
    if identity is None:
        raise BackupError(f"{file.name} được mã hóa. Hãy thêm --identity TỆP_KHÓA.")
    with scratch_in(Path(settings.VAR_DIR, "opened-backups")) as scratch:
        plain = scratch / file.stem
        try:
            with file.open("rb") as sealed, plain.open("wb") as target:
                age.decrypted(sealed, target, age.identities_in(identity))
        except age.KeyFileRefused as refusal:
            raise BackupError(str(refusal)) from refusal
        except OSError as error:
            raise BackupError(f"{file.name}: khóa không mở được, hoặc tệp hỏng ({error}).") from error
        yield plain


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Delete all but the newest backups of that folder; which ones went."""
    newest_first = sorted(folder.glob("khoithidua-*.zip*"), reverse=True)
    for path in newest_first[count:]:
        path.unlink()
    return newest_first[count:]
