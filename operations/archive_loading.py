"""An archive read back into an empty database, also one that an earlier version of the software wrote."""

import base64
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from blocs.models import BlocYear
from members.models import User

from .archive import DATA, FORMAT, MANIFEST, ArchiveError, migrations


def read_manifest(archive: zipfile.ZipFile) -> dict:
    """The manifest, after every file was compared with it. ArchiveError names what differs."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
        hashes = manifest["sha256"]
    except (KeyError, ValueError) as error:
        raise ArchiveError("Tệp này không phải bản lưu trữ của một năm thi đua.") from error
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"Bản lưu trữ dạng {manifest.get('format')}, phần mềm này đọc dạng {FORMAT}.")
    if set(archive.namelist()) - {MANIFEST} != set(hashes):
        raise ArchiveError("Danh mục của bản lưu trữ không khớp với các tệp trong đó.")
    for name, digest in hashes.items():
        if hashlib.sha256(archive.read(name)).hexdigest() != digest:
            raise ArchiveError(f"Tệp {name} trong bản lưu trữ đã bị thay đổi.")
    return manifest


def load_archive(source: Path) -> dict:
    """Load an archive into an empty database; gives its manifest. ArchiveError where it is no sound archive.

    What an earlier version wrote goes into a database that has no tables yet: the tables are made as they were then,
    filled, and brought up to date like those of a running site.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = read_manifest(archive)
            _prepare(manifest)
            with transaction.atomic():
                _load(archive, manifest)
                for name in archive.namelist():
                    if name.startswith("media/"):
                        _keep(Path(settings.MEDIA_ROOT), name.removeprefix("media/"), archive.read(name))
            call_command("migrate", verbosity=0)
            _count_on(apps)
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveError("Không mở được tệp này, không phải ZIP hoặc tệp hỏng.") from error
    return manifest


def _prepare(manifest: dict) -> None:
    """Empty tables of the version that wrote the archive."""
    if not MigrationRecorder(connection).applied_migrations():
        _make_tables(manifest)
    elif manifest["migrations"] != migrations():
        raise ArchiveError(
            f"Bản lưu trữ lập bằng phiên bản khác của phần mềm ({manifest['version'] or 'không rõ'});"
            " hãy mở bằng lệnh open_archive, vào một cơ sở dữ liệu mới lập."
        )
    elif BlocYear.objects.exists() or User.objects.exists():
        raise ArchiveError("Chỉ mở được bản lưu trữ vào cơ sở dữ liệu còn trống.")


def _make_tables(manifest: dict) -> None:
    loader = MigrationLoader(connection)
    try:
        lasts = [_node(loader, *last) for last in manifest["migrations"].items()]
    except LookupError as error:
        raise ArchiveError(
            f"Phần mềm này không biết phiên bản đã lập bản lưu trữ ({manifest['version'] or 'không rõ'})."
        ) from error
    for room, name in lasts:
        call_command("migrate", room, name, verbosity=0)


def _node(loader: MigrationLoader, room: str, name: str) -> tuple[str, str]:
    """A migration, or the one that stands for it and all before it. LookupError where there is neither."""
    if (room, name) in loader.graph.nodes:
        return room, name
    for squashed, migration in loader.replacements.items():
        own = [replaced for app, replaced in migration.replaces if app == room]
        if own and own[-1] == name:
            return squashed
    raise LookupError(f"{room}.{name}")


def _load(archive: zipfile.ZipFile, manifest: dict) -> None:
    loader = MigrationLoader(connection)
    then = loader.project_state([_node(loader, *last) for last in manifest["migrations"].items()]).apps
    rows = [json.loads(line) for line in archive.read(DATA).decode().split("\n") if line]
    lists: list[tuple[Any, dict]] = []
    for row in rows:
        stored = _row(then, archive, row)
        stored.save_base(raw=True, force_insert=True)
        lists.append((stored, row["fields"]))
    for stored, values in lists:
        for field in stored._meta.many_to_many:
            getattr(stored, field.name).set(values[field.name])
    _count_on(then)  # for migrations that add rows


def _row(then: Apps, archive: zipfile.ZipFile, row: dict) -> Any:
    """A row as a model of that version; bytes come from the file that their hash names."""
    model = then.get_model(row["model"])
    values = {"pk": row["pk"]}
    for field in model._meta.concrete_fields:
        if field.name not in row["fields"]:
            continue
        value = row["fields"][field.name]
        if isinstance(field, models.BinaryField) and value:
            value = base64.b64encode(archive.read(f"blobs/{value}")).decode()
        values[field.attname] = (
            field.target_field.to_python(value) if field.is_relation else field.to_python(value)
        )
    return model(**values)


def _count_on(models_of: Apps) -> None:
    """New rows get keys after those that came with theirs; SQLite sees to it itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_of.get_models()):
            cursor.execute(statement)


def _keep(root: Path, name: str, content: bytes) -> None:
    """Write one upload where its row says; never outside of where uploads lie."""
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ArchiveError(f"Tên tệp {name} không hợp lệ.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
