"""A year in one file, opened again: nothing missing, nothing changed, nothing written."""

import datetime
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from awards.actions.dossier import request_build
from awards.dossier import build_waiting
from blocs.models import BlocYear
from members.models import User
from operations.archive import ArchiveError, Writer, write_archive
from operations.archive_loading import load_archive
from operations.management.commands import open_archive
from pledges.models import Evidence, Report
from tests.factories import provincial_letter, provincial_proposal

from ..test_fuzz import poll_of_the_demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def archive(tmp_path):
    """The archive of 2023, with one file of evidence in it."""
    report = Report.objects.get(bloc_year__year=2023, association__code="tnxp", kind="annual")
    upload = SimpleUploadedFile("ảnh.pdf", b"%PDF-1.4 chung")
    Evidence.objects.create(
        report=report, file=upload, name="ảnh.pdf", size=14, sha256="x", added_by=User.objects.first()
    )
    target = tmp_path / "2023.zip"
    write_archive(BlocYear.objects.get(year=2023), target)
    return target


def empty_copy(settings) -> None:
    """Another copy of the site: an empty database and no files."""
    connection.check_constraints()  # PostgreSQL empties no table that still owes a check
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def tampered(archive: Path, name: str, content: bytes) -> Path:
    target = archive.with_name("tampered.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.namelist():
            copy.writestr(entry, content if entry == name else source.read(entry))
    return target


def changed_lines(one, other) -> list[tuple]:
    """Where two archives differ, in words."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        texts = [
            (a.read("data.jsonl") + a.read("manifest.json")).decode().splitlines() for a in (first, second)
        ]
    return [pair for pair in zip(*texts, strict=False) if pair[0] != pair[1]][:5]


def test_what_was_archived_is_read_again_and_archives_to_the_same_bytes(archive, settings, client):
    paper = provincial_letter()
    before, rows = bytes(paper.pdf), Report.objects.filter(bloc_year__year=2023).count()
    empty_copy(settings)

    said = io.StringIO()
    call_command("load_archive", archive, stdout=said)

    assert bytes(provincial_letter().pdf) == before
    assert Report.objects.count() == rows
    with Evidence.objects.get(name="ảnh.pdf").file.open() as file:
        assert file.read() == b"%PDF-1.4 chung"
    User.objects.filter(email="doc@luu-tru.invalid").delete()
    again = archive.with_name("again.zip")
    write_archive(BlocYear.objects.get(year=2023), again)
    assert changed_lines(archive, again) == []
    assert again.read_bytes() == archive.read_bytes()
    assert "every hash equal" in said.getvalue()


def test_an_opened_archive_is_read_by_its_reader_and_nothing_is_written(archive, settings, client):
    empty_copy(settings)
    call_command("load_archive", archive, stdout=io.StringIO())
    settings.READ_ONLY = True
    client.force_login(User.objects.get(email="doc@luu-tru.invalid"))
    year = BlocYear.objects.get(year=2023)

    for name in ("year", "awards:ranking", "awards:papers", "awards:conference", "pledges:completeness"):
        page = client.get(reverse(name, args=[year.pk]))
        assert page.status_code == 200
        assert "Bản lưu trữ, chỉ để đọc" in page.text
    refused = client.post(reverse("awards:proposal-receive", args=[1]))
    assert refused.status_code == 403
    assert "Bản lưu trữ chỉ để đọc" in refused.text


def test_every_file_that_an_archive_names_is_in_it(archive):
    proposal, year = provincial_proposal(), BlocYear.objects.get(year=2023)
    request_build(proposal, with_evidence=True, by=User.objects.first())
    assert build_waiting() == 1
    manifest = write_archive(year, archive)

    with zipfile.ZipFile(archive) as content:
        rows = [json.loads(line) for line in content.read("data.jsonl").decode().splitlines()]
        names = content.namelist()
    named = [row["fields"]["file"] for row in rows if row["fields"].get("file")]
    assert len(named) == 4  # three files of the demo and one of this test
    assert {f"media/{name}" for name in named} <= set(names)
    assert manifest["missing"] == []


def test_an_upload_that_is_gone_is_told(archive, settings):
    lost = Evidence.objects.get(name="ảnh.pdf")
    Path(settings.MEDIA_ROOT, lost.file.name).unlink()

    assert write_archive(BlocYear.objects.get(year=2023), archive)["missing"] == [lost.file.name]


def test_the_command_tells_which_upload_is_gone(archive, settings, capsys):
    lost = Evidence.objects.get(name="ảnh.pdf")
    Path(settings.MEDIA_ROOT, lost.file.name).unlink()

    call_command("archive_year", year=2023, out=archive)

    assert f"Thiếu tệp {lost.file.name}" in capsys.readouterr().err


def test_no_archive_while_a_secret_vote_of_the_year_is_open(archive):
    poll = poll_of_the_demo()
    assert poll.urn and poll.nonce

    with pytest.raises(CommandError, match="bỏ phiếu kín"):
        call_command("archive_year", year=poll.conference.bloc_year.year, out=archive)


def test_what_could_open_an_urn_leaves_no_house():
    poll = poll_of_the_demo()

    with zipfile.ZipFile(io.BytesIO(), "w") as content:
        fields = json.loads(Writer(content).line(poll))["fields"]

    assert (fields["urn"], fields["nonce"]) == ("", "")


def test_an_archive_opens_beside_a_site_with_production_settings(archive, settings, monkeypatch, tmp_path):
    settings.VAR_DIR = tmp_path
    production = {
        "HTTPS": "1",
        "CACHE_URL": "redis://cache.invalid:6379/1",
        "X_ACCEL_PREFIX": "/giu/",
        "SITE_URL": "https://thidua.example",
        "ALLOWED_HOSTS": "thidua.example",
        "SECRET_KEY": "k" * 60,
        "DEBUG": "0",
        "REPLICA_URL": "postgres:///replica",
        "MFA_REQUIRED_FOR": "province",
        "OIDC_SERVER_URL": "https://dang-nhap.example",
    }
    for name, value in production.items():
        monkeypatch.setenv(name, value)

    call_command("open_archive", archive, no_serve=True)

    (folder,) = Path(tmp_path, "archives").iterdir()
    assert Path(folder, "loaded").exists()
    started = (
        "from django.test import Client;"
        "from django.conf import settings;"
        "print(Client(SERVER_NAME='127.0.0.1').get('/accounts/login/').status_code, sorted(settings.DATABASES),"
        " settings.MFA_REQUIRED_FOR, settings.OIDC_SERVER_URL)"
    )
    own = open_archive.environment(folder, 8001)
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", started],
        env=os.environ | own, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "200 ['default'] []", told.stderr


def test_times_are_kept_to_the_microsecond(archive, settings):
    moment = datetime.datetime(2023, 12, 5, 9, 30, 15, 37, tzinfo=datetime.UTC)
    Evidence.objects.filter(name="ảnh.pdf").update(added_at=moment)
    write_archive(BlocYear.objects.get(year=2023), archive)
    empty_copy(settings)

    load_archive(archive)

    assert Evidence.objects.get(name="ảnh.pdf").added_at == moment


def test_no_password_leaves_the_house(archive):
    rows = zipfile.ZipFile(archive).read("data.jsonl").decode().splitlines()

    people = [row["fields"] for row in map(json.loads, rows) if row["model"] == "members.user"]
    assert people
    assert {fields["password"] for fields in people} == {"!"}


def test_a_changed_file_is_named(archive, settings):
    empty_copy(settings)

    with pytest.raises(ArchiveError, match=r"data\.jsonl trong bản lưu trữ đã bị thay đổi"):
        load_archive(tampered(archive, "data.jsonl", b"{}"))
    assert not BlocYear.objects.exists()


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_what_is_no_archive_is_refused_with_a_sentence(content, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="Không mở được tệp này"):
        call_command("load_archive", path)


def test_another_zip_or_version_is_refused(archive, settings):
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    old = json.dumps(manifest | {"migrations": {"awards": "0001_initial"}}).encode()
    empty_copy(settings)

    with pytest.raises(ArchiveError, match="phiên bản khác"):
        load_archive(tampered(archive, "manifest.json", old))
    with pytest.raises(ArchiveError, match="không phải bản lưu trữ"):
        load_archive(tampered(archive, "manifest.json", b"{}"))


def test_an_archive_is_not_poured_into_a_database_in_use(archive):
    with pytest.raises(ArchiveError, match="còn trống"):
        load_archive(archive)


def test_a_name_that_leads_out_of_the_folder_is_refused(archive, settings, tmp_path):
    from operations.archive_loading import _keep

    with pytest.raises(ArchiveError, match="không hợp lệ"):
        _keep(Path(settings.MEDIA_ROOT), "../../outside", b"x")
