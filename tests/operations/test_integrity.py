"""What is kept and damaged is found, told once, and brought back from the newest backup that has it whole."""

import datetime
import hashlib
import json
import sqlite3
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry, IntegrityTurn
from documents.age import write_new_identity
from documents.models import IssuedDocument
from members.models import Notice
from operations import integrity
from operations.backup import back_up, encrypt
from operations.integrity import KINDS, _cell_of, check_next, is_whole
from pledges.models import Evidence
from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 a paper"


@pytest.fixture
def administrator():
    return make_user(is_staff=True, is_superuser=True)


@pytest.fixture
def backups(tmp_path, settings) -> Path:
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_DIR.mkdir()
    return settings.BACKUP_DIR


@pytest.fixture
def evidence(db) -> Evidence:
    report = make_report()
    content = b"%PDF-1.7 evidence"
    digest = hashlib.sha256(content).hexdigest()
    kept = Evidence(report=report, name="a.pdf", size=len(content), added_by=make_user(), sha256=digest)
    kept.file.save("a.pdf", ContentFile(content))
    return kept


@pytest.fixture
def paper(db) -> IssuedDocument:
    facts = {"subject": "blocs.bloc:1", "kind": "minutes", "type_name": "biên bản", "title": "Biên bản"}
    facts |= {
        "issuer": "Hội A",
        "issued_on": datetime.date(2024, 1, 9),
        "signer": "A",
        "signer_position": "B",
    }
    digest = hashlib.sha256(PAPER).hexdigest()
    return IssuedDocument.objects.create(
        pdf=PAPER, size=len(PAPER), sha256=digest, issued_by=make_user(), **facts
    )


def damage(evidence: Evidence) -> None:
    Path(evidence.file.path).write_bytes(b"something else")


def put_into(backup: Path, evidence: Evidence, content: bytes) -> None:
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr(f"media/{evidence.file.name}", content)


def next_day() -> None:
    IntegrityTurn.objects.update(finished_at=timezone.now() - datetime.timedelta(days=2))


def test_a_damaged_file_is_brought_back_from_the_newest_backup_that_has_it_whole(
    evidence, backups, administrator
):
    content = Path(evidence.file.path).read_bytes()
    put_into(backups / "khoithidua-20260101-000000.zip", evidence, content)
    put_into(backups / "khoithidua-20260102-000000.zip", evidence, content)
    put_into(backups / "khoithidua-20260103-000000.zip", evidence, b"damaged as well")
    (backups / "khoithidua-20260104-000000.zip").write_bytes(b"no archive")
    damage(evidence)

    assert check_next() == 0

    assert Path(evidence.file.path).read_bytes() == content
    assert is_whole(KINDS["evidence"], Evidence.objects.get())
    (entry,) = AuditEntry.objects.filter(action="integrity.restored")
    assert "khoithidua-20260102-000000.zip" in entry.what
    assert "ĐÃ LẤY LẠI" in Notice.objects.get(to=administrator).subject
    turn = IntegrityTurn.objects.get(kind="evidence")
    assert (turn.last_compared, turn.last_damaged) == (1, 0) and turn.finished_at


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_what_no_backup_has_is_told_once_and_stays_on_the_page(evidence, backups, administrator, client, how):
    damage(evidence) if how == "changed" else Path(evidence.file.path).unlink()

    assert check_next() == 1
    assert check_next() == 0  # not before tomorrow
    next_day()
    assert check_next() == 1

    assert Notice.objects.filter(to=administrator, subject__startswith="TỆP HỎNG").count() == 1
    assert AuditEntry.objects.filter(action="integrity.damaged").count() == 1
    assert IntegrityTurn.objects.get(kind="evidence").last_damaged == 1
    client.force_login(administrator)
    assert "Hỏng:</span> 1</td>" in client.get(reverse("system")).text


def test_a_paper_whose_bytes_changed_in_the_database_is_brought_back_too(paper, backups, administrator):
    IssuedDocument.objects.filter(pk=paper.pk).update(pdf=b"%PDF-1.7 another")
    assert check_next() == 1
    assert AuditEntry.objects.get(action="integrity.damaged").subject.endswith(f":{paper.pk}")

    copy = backups / "database.sqlite3"
    database = sqlite3.connect(copy)
    database.execute("CREATE TABLE documents_issueddocument (id INTEGER, pdf BLOB)")
    database.execute("INSERT INTO documents_issueddocument VALUES (?, ?)", [paper.pk, PAPER])
    database.commit()
    database.close()
    with zipfile.ZipFile(backups / "khoithidua-20260102-000000.zip", "w") as archive:
        archive.write(copy, copy.name)
    with zipfile.ZipFile(backups / "khoithidua-20260103-000000.zip", "w") as archive:
        archive.writestr("database.dump", b"of PostgreSQL")
    next_day()
    lying_there = sorted(backups.iterdir())

    assert check_next() == 0
    assert bytes(IssuedDocument.objects.get().pdf) == PAPER
    assert sorted(backups.iterdir()) == lying_there  # the worker may only read there


def sealed_backup(backups: Path, evidence: Evidence, keys: str) -> Path:
    """A real backup that is encrypted to these keys, of a database that is not looked into."""
    plain = backups / "khoithidua-20260105-000000.zip"
    content = Path(evidence.file.path).read_bytes()
    name = f"media/{evidence.file.name}"
    facts = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps({"format": 1, "files": {name: facts}}))
    return encrypt(plain, keys)


@pytest.fixture
def keys(tmp_path) -> dict[str, Path]:
    return {name: tmp_path / name for name in ("office", "worker")}


def test_the_worker_reads_an_encrypted_backup_only_with_a_key_of_its_own(
    evidence, backups, administrator, settings, keys
):
    content = Path(evidence.file.path).read_bytes()
    sealed = sealed_backup(backups, evidence, ", ".join(write_new_identity(file) for file in keys.values()))
    damage(evidence)
    assert check_next() == 1

    settings.BACKUP_IDENTITY_FILE = str(keys["worker"])
    next_day()
    assert check_next() == 0

    assert Path(evidence.file.path).read_bytes() == content
    assert sealed.name in AuditEntry.objects.get(action="integrity.restored").what
    assert list(backups.iterdir()) == [sealed]  # the worker may only read there


def test_what_is_damaged_is_brought_back_by_hand_with_the_key_of_the_office(evidence, backups, keys):
    content = Path(evidence.file.path).read_bytes()
    sealed = sealed_backup(backups, evidence, write_new_identity(keys["office"]))
    damage(evidence)
    write_new_identity(keys["worker"])

    for wrong in ([], ["--identity", str(keys["worker"])]):
        with pytest.raises(CommandError, match="identity|khóa"):
            call_command("repair", str(sealed), *wrong)
    said = StringIO()
    call_command("repair", str(sealed), "--identity", str(keys["office"]), stdout=said)

    assert "1 brought back" in said.getvalue()
    assert Path(evidence.file.path).read_bytes() == content


def test_a_repair_says_what_the_backup_does_not_have(evidence, paper, backups, keys):
    sealed = sealed_backup(backups, evidence, write_new_identity(keys["office"]))
    IssuedDocument.objects.filter(pk=paper.pk).update(pdf=b"%PDF-1.7 another")

    with pytest.raises(CommandError, match="1 are damaged"):
        call_command("repair", str(sealed), "--identity", str(keys["office"]))


def test_a_backup_of_gpg_is_not_taken_for_a_plain_one(backups):
    file = backups / "khoithidua-20260105-000000.zip.gpg"
    file.write_bytes(b"sealed")

    with pytest.raises(CommandError, match="gpg --decrypt"):
        call_command("repair", str(file))


def test_a_turn_goes_on_where_the_last_round_stopped(evidence, backups, monkeypatch):
    monkeypatch.setattr(integrity, "AT_ONCE", 1)
    seen = []
    monkeypatch.setattr(integrity, "is_whole", lambda kept, row: seen.append(row) or True)
    other = Evidence.objects.get()
    other.pk = None
    other.save()

    for _ in range(4):
        check_next()

    assert [row.pk for row in seen] == [evidence.pk, other.pk]
    assert IntegrityTurn.objects.get(kind="evidence").last_compared == 2


def test_a_store_that_is_away_is_no_damage(evidence, backups, administrator, monkeypatch):
    def away(*_):
        raise ConnectionError("no route")

    monkeypatch.setattr(integrity, "is_whole", away)
    assert check_next() == 0
    assert (
        not Notice.objects.filter(to=administrator).exists()
        and IntegrityTurn.objects.get(kind="evidence").finished_at is None
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a copy as PostgreSQL makes it")
@pytest.mark.django_db(transaction=True)
def test_a_paper_is_brought_back_out_of_a_copy_of_postgresql(paper, backups, administrator):
    back_up(backups)
    IssuedDocument.objects.filter(pk=paper.pk).update(pdf=b"%PDF-1.7 another")

    assert check_next() == 0
    assert bytes(IssuedDocument.objects.get().pdf) == PAPER


def test_a_row_is_read_out_of_the_text_of_a_table():
    lines = [
        "-- Data for Name: documents_issueddocument\n",
        'COPY public.documents_issueddocument (id, title, pdf, "number") FROM stdin;\n',
        "7\tBiên bản\t\\\\x2550\t\\N\n",
        "71\tTờ trình\t\\\\x255044462d\t12\n",
        "\\.\n",
    ]

    assert _cell_of(lines, "pdf", 71) == b"%PDF-"
    assert _cell_of(lines, "pdf", 7) == b"%P"
    assert _cell_of(lines, "pdf", 1) is None
