"""What 0.7.0 left behind: its archive and its backup (made_by_0_7_0/) still open."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from operations.management.commands.open_archive import environment

KEPT = Path(__file__).with_name("made_by_0_7_0")
# A scored year of three members; one issued paper, one file of evidence, the log of all that.
LOOK = """
from audit.log import find_tampering
from audit.models import AuditEntry
from awards.standings import score_table
from blocs.models import BlocYear
from django.core.files.storage import default_storage
from documents.models import IssuedDocument
from pledges.models import Evidence
year = BlocYear.objects.with_parties().get(year=2023)
print([str(row.final.total) for row in score_table(year).rows])
print([len(bytes(paper.pdf)) for paper in IssuedDocument.objects.all()])
print([len(default_storage.open(e.file.name).read()) for e in Evidence.objects.all()])
print(year.bloc.province, list(find_tampering()))
print(AuditEntry.objects.count())
"""
WHAT_STANDS_THERE = ["['100.00', '95.00', '90.00']", "[34346]", "[537]", "tỉnh Quảng Trị []"]


def manage(*command: str, env: dict[str, str]) -> str:
    """What a command says, run in a process with a database of its own."""
    told = subprocess.run(
        [sys.executable, "manage.py", *command],
        env=os.environ | env, cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_an_archive_of_0_7_0_opens(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    call_command("open_archive", KEPT / "archive.zip", no_serve=True)

    (folder,) = Path(tmp_path, "archives").iterdir()
    told = manage("shell", "-v0", "-c", LOOK, env=environment(folder, 8001)).splitlines()
    assert told[:4] == WHAT_STANDS_THERE


def test_a_backup_of_0_7_0_is_restored_and_brought_up_to_date(tmp_path):
    own = environment(tmp_path, 8001) | {"READ_ONLY": "0"}

    manage("restore", str(KEPT / "backup.zip"), env=own)
    manage("migrate", "-v0", env=own)

    told = manage("shell", "-v0", "-c", LOOK, env=own).splitlines()
    assert told[:4] == WHAT_STANDS_THERE
    assert told[4] == "18"  # the log is there under its new room
    assert manage("migrate", "--check", env=own) == ""


def test_an_archive_of_a_version_to_come_is_refused(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(KEPT / "archive.zip") as source, zipfile.ZipFile(newer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = content.replace(b"0007_award_rules", b"0099_not_yet_written")
            target.writestr(name, content)

    with pytest.raises(CommandError, match="was not opened"):
        call_command("open_archive", newer, no_serve=True)
