"""A backup is whole, comes back equal on both databases, and is refused where it is not."""

import gc
import json
import os
import shutil
import signal
import sqlite3
import threading
import time
import zipfile
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from audit.models import AuditEntry, MaintenanceRun
from awards.models import Poll
from config.stores import FOLDER, encrypted
from documents import age
from documents.age import write_new_identity
from members.models import Association
from operations import backup
from operations.backup import (
    BackupError,
    back_up,
    back_up_encrypted,
    encrypt,
    keep_newest,
    rehearse,
    restore,
    verify,
)
from operations.databases import PostgreSQL, _opened, database_of, run
from operations.scratch import BEGINS, scratch_in
from tests.factories import Step, make_association, make_report, make_user, make_year

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(settings, tmp_path):
    """A year with a report, and two uploads."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in ("evidence/aa.pdf", "evidence/bb.png"):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 999)
    year = make_year(until=Step.SELF_SCORING_OPENED)
    make_report(year, year.bodies[2], state="submitted")
    return year


@pytest.fixture
def empty_machine(settings, monkeypatch, tmp_path):
    """Where a backup may be restored: another database of the same kind, another folder."""
    with ExitStack() as stack:
        other = stack.enter_context(database_of(connections["default"]).beside(tmp_path))
        if isinstance(other, PostgreSQL):  # a rehearsal drops what bears its name and nobody uses
            stack.enter_context(psycopg.connect(**other.facts, autocommit=True))
        monkeypatch.setattr(backup, "database_of", lambda connection: other)
        settings.MEDIA_ROOT = tmp_path / "restored"
        yield other


def rewrite(file: Path, change) -> Path:
    """The same ZIP after `change(names to contents)`."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file


def test_what_comes_back_is_equal_row_by_row_and_file_by_file(filled, tmp_path, empty_machine, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    own = database_of(connections["default"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "database_of", lambda connection: own)
        file = back_up(tmp_path / "out")
    settings.MEDIA_ROOT = tmp_path / "restored"

    manifest = restore(file)

    assert empty_machine.fingerprints() == own.fingerprints() == manifest["tables"]
    assert (tmp_path / "restored/evidence/bb.png").read_bytes() == (
        tmp_path / "media/evidence/bb.png"
    ).read_bytes()
    assert empty_machine.holds_people()
    with pytest.raises(BackupError, match="còn trống"):
        restore(file)


def test_a_backup_is_one_instant_while_others_write(filled, tmp_path):
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            with suppress(
                OperationalError
            ):  # a database in memory refuses at once while a table of it is read
                written.append(make_association())
        connection.close()

    gc.collect()  # what an earlier test left half read keeps such a table from being written
    writer, late = threading.Thread(target=write), time.monotonic() + 60
    writer.start()
    try:
        while len(written) < 5:
            assert writer.is_alive() and time.monotonic() < late
            time.sleep(0.01)
        files = [back_up(tmp_path / str(n)) for n in range(3)]
    finally:
        stop.set()
        writer.join()

    for file in files:
        rehearse(file)
    count = verify(files[-1])["tables"]["members_association"][0]
    assert 5 <= count <= Association.objects.count()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update({"media/evidence/aa.pdf": b"khac"}), "đã bị thay đổi"),
        (lambda c: c.pop("media/evidence/aa.pdf"), "không khớp"),
        (lambda c: c.update({"media/la.exe": b"x"}), "không khớp"),
        (lambda c: c.pop("manifest.json"), "không phải tệp sao lưu"),
        (lambda c: c.update({"manifest.json": b"{}"}), "không phải tệp sao lưu"),
    ],
)
def test_a_backup_that_was_tampered_with_is_refused(filled, tmp_path, change, said):
    file = rewrite(back_up(tmp_path / "out"), change)

    with pytest.raises(BackupError, match=said):
        verify(file)


def test_a_backup_cut_short_is_refused(filled, tmp_path):
    file = back_up(tmp_path / "out")
    file.write_bytes(file.read_bytes()[:-400])

    with pytest.raises(BackupError, match="không phải tệp sao lưu"):
        verify(file)


def test_a_name_that_leads_out_of_the_folder_is_refused(filled, tmp_path, empty_machine):
    file = tmp_path / "bad.zip"
    facts = {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "size": 1}
    manifest = {"format": 1, "engine": empty_machine.engine, "tables": {}, "files": {"media/../../x": facts}}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("media/../../x", b"x")
        archive.writestr("manifest.json", json.dumps(manifest))

    with pytest.raises(BackupError, match="không hợp lệ"):
        restore(file)
    assert not (tmp_path.parent / "x").exists()


class ThereIsOne:
    """Open votes whose urn the server keeps."""

    def exclude(self, *, keeper):
        assert keeper == Poll.Keeper.TELLERS
        return Association.objects.all()


def test_no_backup_is_taken_while_a_secret_vote_is_open(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(Poll.objects, "open", lambda: ThereIsOne())

    with pytest.raises(CommandError, match="bỏ phiếu kín") as refused:
        call_command("backup", out=tmp_path / "out")
    assert refused.value.returncode == 75
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_dossier_that_is_being_packed_is_no_upload(filled, tmp_path, settings):
    part = settings.MEDIA_ROOT / "dossiers/7/part-1.pdf"
    part.parent.mkdir(parents=True)
    part.touch()
    (settings.MEDIA_ROOT / "dossiers/7.zip").touch()

    files = verify(back_up(tmp_path / "out"))["files"]
    assert "media/dossiers/7.zip" in files and "media/dossiers/7/part-1.pdf" not in files


def test_nothing_half_made_is_left_under_a_backups_name(filled, tmp_path, monkeypatch):
    def full(*args):
        raise OSError("No space left on device")

    monkeypatch.setattr("documents.zips.copy_stream", full)
    with pytest.raises(OSError, match="No space"):
        back_up(tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.zip"))
    with pytest.raises(CommandError, match="No space"):
        call_command("backup", out=tmp_path / "out")
    assert not MaintenanceRun.objects.get(kind="backup").is_well


def test_the_commands_tell_and_note_what_was_done(filled, tmp_path, capsys):
    call_command("backup", out=tmp_path / "out")
    file = Path(capsys.readouterr().out.strip())
    call_command("verify_backup", file, rehearse=True)

    assert "the same as were backed up" in capsys.readouterr().out
    assert {u.kind: u.is_well for u in MaintenanceRun.objects.all()} == {"backup": True, "rehearsal": True}
    file.write_bytes(b"no zip")
    with pytest.raises(CommandError):
        call_command("verify_backup", file, rehearse=True)
    assert not MaintenanceRun.objects.get(kind="rehearsal").is_well


def test_only_the_newest_are_kept(tmp_path):
    for day in range(10, 15):
        (tmp_path / f"khoithidua-202601{day}-000000.zip").touch()
    (tmp_path / "other.zip").touch()

    assert len(keep_newest(tmp_path, 2)) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "khoithidua-20260113-000000.zip",
        "khoithidua-20260114-000000.zip",
        "other.zip",
    ]


def test_a_missing_tool_of_encryption_is_said_and_the_plain_file_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    file = tmp_path / "khoithidua-1.zip"
    file.touch()

    with pytest.raises(BackupError, match="chưa cài chương trình gpg"):
        encrypt(file, "sao-luu@khoithidua.example")
    with pytest.raises(BackupError, match="không phải khóa công khai"):
        encrypt(file, "age1xyz")
    assert file.exists()


def test_the_log_comes_back_and_is_guarded_again(filled, tmp_path):
    make_user()
    assert AuditEntry.objects.exists()
    file = back_up(tmp_path / "out")
    with database_of(connections["default"]).beside(tmp_path) as other, zipfile.ZipFile(file) as archive:
        archive.extract(other.name_in_backup, tmp_path)
        other.fill_from(tmp_path / other.name_in_backup)
        held = _opened(other.path) if other.engine == "sqlite" else other._connect()
        with closing(held), pytest.raises((sqlite3.Error, psycopg.Error), match="only added to"):
            held.execute("DELETE FROM config_auditentry")


@pytest.mark.skipif(not shutil.which("gpg"), reason="no gpg here")
def test_an_encrypted_backup_is_read_with_the_key_only(filled, tmp_path, monkeypatch):
    home = Path(mkdtemp(prefix="gpg"))  # a short path: gpg's socket lies in it
    monkeypatch.setenv("GNUPGHOME", str(home))
    run(["gpg", "--batch", "--passphrase", "", "--quick-generate-key", "sao-luu@khoithidua.example"])
    looked_at = []
    sealed = back_up_encrypted(tmp_path / "out", "sao-luu@khoithidua.example", rehearsed=looked_at.append)

    assert [path.parent.name for path in looked_at] == ["plain"]
    assert [p.name for p in (tmp_path / "out").iterdir() if p.name != ".lock"] == [sealed.name]
    assert sealed.suffix == ".gpg"
    assert not zipfile.is_zipfile(sealed)
    run(["gpg", "--batch", "--output", str(tmp_path / "plain.zip"), "--decrypt", str(sealed)])
    assert verify(tmp_path / "plain.zip")["files"]
    run(["gpgconf", "--kill", "all"])
    shutil.rmtree(home)


def test_an_age_backup_of_encrypted_uploads_comes_back_onto_another_machine(
    filled, tmp_path, capsys, settings, empty_machine
):
    """The uploads of one machine are encrypted to its key, its backup to an office's, the new machine's to its own."""
    own, office, other = tmp_path / "own", tmp_path / "office", tmp_path / "other"
    public = {key: write_new_identity(key) for key in (own, office, other)}
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {"default": encrypted(FOLDER, str(own))}
    call_command("encrypt_uploads")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "database_of", lambda connection: database_of(connections["default"]))
        call_command("backup", out=tmp_path / "out", encrypt_to=public[office])
    file = next((tmp_path / "out").glob("*.zip.age"))
    assert b"evidence" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600

    with pytest.raises(CommandError, match="--identity"):
        call_command("restore", file)
    with pytest.raises(CommandError, match="khóa không mở được"):
        call_command("restore", file, identity=own)
    settings.MEDIA_ROOT = tmp_path / "restored"
    settings.STORAGES = settings.STORAGES | {"default": encrypted(FOLDER, str(other))}
    call_command("verify_backup", file, identity=office)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "database_of", lambda connection: database_of(connections["default"]))
        call_command("verify_backup", file, identity=office, rehearse=True)
    rehearsal = MaintenanceRun.objects.get(kind="rehearsal")
    assert rehearsal.is_well and file.name.removesuffix(".age") in rehearsal.note
    call_command("restore", file, identity=office)

    assert (tmp_path / "restored/evidence/aa.pdf").read_bytes().startswith(age.BEGINS)
    with default_storage.open("evidence/aa.pdf") as upload:
        assert upload.read() == b"evidence/aa.pdf" * 999
    assert empty_machine.holds_people()
    assert "all whole" in capsys.readouterr().out


def test_what_a_killed_backup_left_is_gone_with_the_next(filled, tmp_path):
    folder = tmp_path / "out"
    left = folder / f"{BEGINS}abc"
    left.mkdir(parents=True)
    (left / "database.sqlite3").write_text("plain")
    (folder / "khoithidua-20260101-000000.part").write_text("plain")
    file = back_up(folder)

    assert sorted(path.name for path in folder.iterdir()) == [".lock", file.name]


def test_a_backup_that_is_told_to_end_leaves_nothing(tmp_path):
    with pytest.raises(SystemExit), scratch_in(tmp_path) as scratch:
        (scratch / "database.sqlite3").write_text("plain")
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)

    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_two_backups_at_once_do_not_sweep_each_other(tmp_path):
    with scratch_in(tmp_path) as scratch:
        with pytest.raises(BackupError, match="lần sao lưu hoặc diễn tập khác"), scratch_in(tmp_path):
            pass
        assert scratch.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a rehearsal in a database of its own")
def test_the_database_of_a_killed_rehearsal_goes_with_the_next(filled, tmp_path):
    own = database_of(connections["default"])
    with own._connect(autocommit=True) as held:
        held.execute("CREATE DATABASE rehearsal_0123456789ab TEMPLATE template0")
        rehearse(back_up(tmp_path / "out"))
        left = held.execute("SELECT 1 FROM pg_database WHERE datname LIKE 'rehearsal_%'").fetchall()

    assert left == []
