"""A file of advisories is compared with what is installed, as version ranges say."""

import json
import zipfile

import django
import pytest
from django.core.management import CommandError, call_command

from audit.models import MaintenanceRun
from operations.security_level.advisories import NoAdvisories, _is_within, advisories_of

pytestmark = pytest.mark.screens  # not of the database

NOW = django.__version__


def entry(name="Django", ecosystem="PyPI", events=(), **facts):
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}]
    package = {"name": name, "ecosystem": ecosystem}
    return {
        "id": "PYSEC-2026-1",
        "aliases": ["CVE-2026-0001"],
        "summary": "SQL injection",
        "affected": [{"package": package, "ranges": ranges}],
    } | facts


def written(tmp_path, *entries):
    file = tmp_path / "osv.json"
    file.write_text(json.dumps(list(entries)))
    return file


SINCE_EVER = ({"introduced": "0"},)


@pytest.mark.parametrize(
    ("version", "events", "is_affected"),
    [
        ("5.2.3", [{"introduced": "0"}, {"fixed": "5.2.4"}], True),
        ("5.2.4", [{"introduced": "0"}, {"fixed": "5.2.4"}], False),
        ("5.10", [{"introduced": "5.9"}], True),
        ("5.8", [{"introduced": "5.9"}], False),
        ("5.2", [{"introduced": "0"}, {"last_affected": "5.2"}], True),
        ("5.3", [{"introduced": "0"}, {"last_affected": "5.2"}], False),
        ("5.3", [{"introduced": "0"}, {"fixed": "4.2"}, {"introduced": "5.0"}, {"fixed": "5.4"}], True),
        ("4.3", [{"introduced": "0"}, {"fixed": "4.2"}, {"introduced": "5.0"}, {"fixed": "5.4"}], False),
        ("5.3", [{"introduced": "no version"}], True),
    ],
)
def test_a_version_is_within_a_range_or_not(version, events, is_affected):
    assert _is_within(version, events) is is_affected


def test_only_what_is_installed_and_not_withdrawn_is_told(tmp_path):
    file = written(
        tmp_path,
        entry(events=[{"introduced": "0"}, {"fixed": "99.1"}]),
        entry(id="OLD", aliases=[], events=[{"introduced": "0"}, {"fixed": "1.0"}]),
        entry(id="GONE", aliases=[], events=SINCE_EVER, withdrawn="2026-01-01T00:00:00Z"),
        entry("flask", events=SINCE_EVER),
        entry("django", "crates.io", events=SINCE_EVER),
        entry("bootstrap", "npm", events=SINCE_EVER, id="GHSA-1", aliases=[]),
    )

    told = [(one.package, one.version, one.number, one.fixed_in) for one in advisories_of(file)]

    assert [name for name, *_ in told] == ["bootstrap", "django"]
    assert told[1] == ("django", NOW, "CVE-2026-0001", "99.1")
    assert told[0][2] == "GHSA-1"


@pytest.mark.django_db
def test_a_zip_as_osv_gives_it_is_read_and_the_result_is_noted(tmp_path, capsys):
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("PYSEC-1.json", json.dumps(entry(events=SINCE_EVER)))
    with pytest.raises(CommandError, match="1 advisories for 1 packages"):
        call_command("advisories", file)
    assert f"django {NOW}: CVE-2026-0001" in capsys.readouterr().out
    assert not MaintenanceRun.objects.get(kind="advisories").is_well

    call_command("advisories", written(tmp_path, entry("flask", events=SINCE_EVER)))
    assert MaintenanceRun.objects.get(kind="advisories").is_well


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"vulns": []}', b'["a"]', b"PK\x03\x04"]
)
def test_what_is_no_such_file_is_said(tmp_path, content):
    file = tmp_path / "osv.json"
    file.write_bytes(content)

    with pytest.raises(NoAdvisories):
        advisories_of(file)
