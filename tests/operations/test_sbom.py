"""The bill of materials is CycloneDX as its schema says, and holds what the locks hold."""

import json

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.core.management import call_command

pytestmark = pytest.mark.screens  # not of the database


def test_it_is_of_the_schema_and_names_every_package_with_its_hashes(tmp_path, capsys):
    file = tmp_path / "sbom.json"
    call_command("sbom", file)
    call_command("sbom")

    text = file.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    written, shown = json.loads(text), json.loads(capsys.readouterr().out)
    assert written["components"] == shown["components"] and written["serialNumber"] == shown["serialNumber"]
    by_name = {part["name"]: part for part in written["components"]}
    assert len(by_name) > 60
    assert by_name["django"]["purl"] == f"pkg:pypi/django@{by_name['django']['version']}"
    assert by_name["@popperjs/core"]["purl"].startswith("pkg:npm/%40popperjs/core@2.")
    assert by_name["bootstrap"]["hashes"][0]["alg"] == "SHA-512"
    assert [name for name, part in by_name.items() if not part["hashes"] or not part["licenses"]] == []


def test_the_licences_are_listed(capsys):
    call_command("licences")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 60
    assert [line for line in lines if line.endswith("?")] == []
    (pyphen,) = [line for line in lines if line.startswith("pyphen ")]
    assert "GPL" in pyphen and "LGPL" in pyphen and "MPL" in pyphen  # as one chooses, not the GPL alone
    assert [line for line in lines if "node" in line.split()[0]] == []  # serves nothing
