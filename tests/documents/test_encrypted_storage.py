"""Uploads are not readable where they lie, come back equal, and go from one key to the next."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import override_settings

from config.stores import FOLDER, encrypted
from documents.age import BEGINS, NotDecrypted, write_new_identity
from documents.encrypted_storage import BESIDE
from documents.sending import send_file

pytestmark = pytest.mark.screens  # not of the database

CONTENT = "Quyết định của UBND tỉnh".encode() * 9999


@pytest.fixture
def key_file(tmp_path):
    file = tmp_path / "keys"
    write_new_identity(file)
    return file


@pytest.fixture
def site(tmp_path, key_file):
    """A site that encrypts its uploads; the folder they lie in."""
    stores = settings.STORAGES | {"default": encrypted(FOLDER, str(key_file))}
    with override_settings(MEDIA_ROOT=tmp_path / "kept", STORAGES=stores, UPLOADS_KEY_FILE=str(key_file)):
        yield tmp_path / "kept"


def test_a_file_lies_encrypted_and_comes_back_equal(site, key_file):
    name = default_storage.save("evidence/aa.pdf", ContentFile(CONTENT))

    kept = (site / name).read_bytes()
    assert kept.startswith(BEGINS) and "Quyết".encode() not in kept
    with default_storage.open(name) as file:
        assert file.read() == CONTENT
    assert default_storage.size(name) == len(CONTENT)
    assert default_storage.exists(name) and default_storage.listdir("evidence") == ([], ["aa.pdf"])
    assert key_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_nginx_is_not_told_to_send_what_it_cannot_read(site, settings):
    settings.X_ACCEL_PREFIX = "/kept/"
    name = default_storage.save("evidence/aa.pdf", ContentFile(CONTENT))

    response = send_file(name, name="a.pdf", content_type="application/pdf")

    assert b"".join(response.streaming_content) == CONTENT
    assert "X-Accel-Redirect" not in response
    assert int(response["Content-Length"]) == len(CONTENT)
    response.close()


@pytest.mark.parametrize("place", [30, -20])
def test_a_changed_byte_is_not_given_to_anybody(site, place):
    name = default_storage.save("evidence/aa.pdf", ContentFile(CONTENT))
    kept = bytearray((site / name).read_bytes())
    kept[place] ^= 1
    (site / name).write_bytes(kept)

    with pytest.raises(NotDecrypted):
        default_storage.open(name)


def test_another_key_opens_nothing(site, key_file):
    name = default_storage.save("evidence/aa.pdf", ContentFile(CONTENT))
    key_file.unlink()
    write_new_identity(key_file)

    with next_process():
        with pytest.raises(NotDecrypted):
            default_storage.open(name)
        with pytest.raises(CommandError, match="Không khóa nào mở được 1 tệp"):
            call_command("encrypt_uploads")


def next_process():
    """What is read of the settings is read anew, and with it the file of keys."""
    return override_settings(STORAGES=settings.STORAGES)


def test_what_was_kept_plain_is_read_and_then_encrypted(site, capsys):
    (site / "evidence").mkdir(parents=True)
    (site / "evidence/aa.pdf").write_bytes(CONTENT)
    (site / f"evidence/bb.pdf{BESIDE}").write_bytes(CONTENT)  # of a run that was killed
    with default_storage.open("evidence/aa.pdf") as file:
        assert file.read() == CONTENT

    call_command("encrypt_uploads", dry_run=True)
    assert "1 files: 1 to be encrypted" in capsys.readouterr().out
    assert (site / "evidence/aa.pdf").read_bytes() == CONTENT
    call_command("encrypt_uploads")

    assert (site / "evidence/aa.pdf").read_bytes().startswith(BEGINS)
    assert default_storage.listdir("evidence") == ([], ["aa.pdf"])
    capsys.readouterr()
    call_command("encrypt_uploads")
    assert "0 encrypted, 1 were" in capsys.readouterr().out


def test_a_key_is_changed_and_the_old_one_goes(site, key_file, capsys):
    name = default_storage.save("evidence/aa.pdf", ContentFile(CONTENT))
    before = (site / name).read_bytes()
    call_command("encrypt_uploads", new_key=key_file)
    public = capsys.readouterr().out.split()[-1]
    assert public.startswith("age1")

    with next_process():
        call_command("encrypt_uploads")

    assert (site / name).read_bytes() != before
    first = key_file.read_text().splitlines()[:2]
    key_file.write_text("\n".join(first))
    with next_process(), default_storage.open(name) as file:
        assert file.read() == CONTENT
    assert public in first[0]


@pytest.mark.parametrize(
    ("content", "mode", "why"),
    [
        (None, 0o600, "Không đọc được"),
        ("# nothing\n", 0o600, "không có khóa nào"),
        ("AGE-SECRET-KEY-1ZZZ\n", 0o600, "không phải khóa age"),
        ("AGE-SECRET-KEY-1ZZZ\n", 0o640, "chmod 600"),
    ],
)
def test_a_bad_file_of_keys_is_said(site, key_file, content, mode, why):
    key_file.unlink()
    if content is not None:
        key_file.write_text(content)
        key_file.chmod(mode)

    with pytest.raises(ImproperlyConfigured, match=why):
        default_storage.save("evidence/aa.pdf", ContentFile(CONTENT))


def test_without_the_setting_the_command_says_so():
    with pytest.raises(CommandError, match="UPLOADS_KEY_FILE"):
        call_command("encrypt_uploads")


def test_a_secret_may_stand_in_a_file(tmp_path):
    secret = tmp_path / "oidc"
    secret.write_text("of-the-province")
    secret.chmod(0o600)
    code = "from config import settings; print(settings.OIDC_APP['secret'])"
    environment = {"OIDC_SECRET_FILE": str(secret), "SECRET_KEY": "x", "PATH": ""}
    printed = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == "of-the-province"
