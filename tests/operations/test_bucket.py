"""Uploads in an S3-compatible store (moto's, on this machine): the same ways in and out, and the same backup."""

import io
import zipfile

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import override_settings
from django.urls import reverse
from moto.server import ThreadedMotoServer
from PIL import Image

from awards.actions.dossier import request_build
from awards.dossier import build_waiting
from awards.models import DossierBuild
from members.models import User
from operations.backup import back_up, rehearse, restore, verify
from operations.databases import database_of
from operations.health import check_health
from tests.factories import make_report, make_user, provincial_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
KEYS = {"region_name": "us-east-1", "access_key": "key", "secret_key": "secret"}


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, settings):
    """An empty bucket, and the site told to keep uploads there."""
    names = {"region_name": "us-east-1", "aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    found = boto3.resource("s3", endpoint_url=endpoint, **names).create_bucket(Bucket="minh-chung")
    options = settings.BUCKET["OPTIONS"] | KEYS | {"bucket_name": "minh-chung", "endpoint_url": endpoint}
    stores = settings.STORAGES | {"default": settings.BUCKET | {"OPTIONS": options}}
    with override_settings(MEDIA_BUCKET="minh-chung", STORAGES=stores):
        yield found
    found.objects.delete()


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    return file.getvalue()


def kept_in(bucket, folder: str) -> dict[str, bytes]:
    return {found.key: found.get()["Body"].read() for found in bucket.objects.filter(Prefix=folder)}


def test_evidence_goes_into_the_bucket_and_comes_out_of_it(client, bucket, settings):
    settings.X_ACCEL_PREFIX = "/kept/"  # of no use here: nginx has no folder to send from
    report = make_report()
    client.force_login(make_user(edits_for=report.association))
    sent = {"title": "Ảnh", "file": SimpleUploadedFile("anh.png", picture())}
    client.post(reverse("pledges:report-evidence", args=[report.pk]), sent)

    assert list(kept_in(bucket, "evidence/").values()) == [picture()]
    address = reverse("pledges:evidence", args=[report.evidence.get().pk])
    response = client.get(address)
    assert b"".join(response.streaming_content) == picture()
    assert "sandbox" in response["Content-Security-Policy"]
    bucket.objects.delete()
    assert client.get(address).status_code == 404


def test_a_dossier_is_packed_into_the_bucket(client, bucket):
    secretary = User.objects.get(email__startswith="soan.nct@")
    client.force_login(secretary)
    proposal = provincial_proposal()
    asked = request_build(proposal, with_evidence=False, by=secretary)

    assert build_waiting() == 1
    build = DossierBuild.objects.get(pk=asked.pk)
    assert list(kept_in(bucket, "dossiers/")) == [build.file]
    response = client.get(reverse("awards:dossier-file", args=[proposal.pk, build.pk]))
    assert "manifest.csv" in zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).namelist()


def test_a_store_that_is_away_is_seen(bucket, endpoint, settings):
    assert next(c for c in check_health() if c.name == "storage").note == "kho minh-chung"
    options = settings.STORAGES["default"]["OPTIONS"] | {"bucket_name": "khong-co"}
    with override_settings(STORAGES=settings.STORAGES | {"default": settings.BUCKET | {"OPTIONS": options}}):
        assert not next(c for c in check_health() if c.name == "storage").is_well


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_bucket_and_fills_another(bucket, tmp_path, monkeypatch):
    for name in ("evidence/2026/11/a", "evidence/2026/12/b", "dossiers/c.zip"):
        bucket.put_object(Key=name, Body=name.encode() * 99)
    before = kept_in(bucket, "")
    file = back_up(tmp_path / "out")
    rehearse(file)

    assert {f"media/{name}" for name in before} < set(verify(file)["files"])
    bucket.objects.delete()
    with database_of(connections["default"]).beside(tmp_path) as other:
        monkeypatch.setattr("operations.backup.database_of", lambda connection: other)
        restore(file)
    assert kept_in(bucket, "") == before
    assert default_storage.size("dossiers/c.zip") == 14 * 99
