"""Known faults of the packages that serve the site, out of a file that an office brings where there is no route.

The file is what osv.dev gives out, for PyPI or npm: a ZIP of JSON files (all.zip), or one JSON file with one advisory
or a list of them, in the OSV format (https://ossf.github.io/osv-schema/).
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from .site import locked_packages

ECOSYSTEMS = {"PyPI", "npm"}


class NoAdvisories(Exception):
    """The file is none that this reads; the sentence says what it should be."""


@dataclass(frozen=True)
class Advisory:
    """One fault of one package as it is installed here."""

    package: str
    version: str
    number: str
    summary: str
    fixed_in: str


def advisories_of(file: Path) -> list[Advisory]:
    """What the file says of the packages of this site, by package. NoAdvisories where it is no such file."""
    installed = {_normal(name): version for name, version, _ in locked_packages()}
    advisories = []
    seen = 0
    for entry in _entries(file):
        seen += 1
        for affected in entry.get("affected", []):
            package = affected.get("package", {})
            name = _normal(package.get("name", ""))
            is_ours = package.get("ecosystem") in ECOSYSTEMS and name in installed
            if is_ours and not entry.get("withdrawn") and _is_affected(installed[name], affected):
                advisories.append(_advisory(entry, affected, name, installed[name]))
    if not seen:
        raise NoAdvisories("Tệp không có cảnh báo nào dạng OSV.")
    return sorted(set(advisories), key=lambda one: (one.package, one.number))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _entries(file: Path) -> Iterator[dict[str, Any]]:
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    if name.endswith(".json"):
                        yield json.loads(archive.read(name))
            return
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise NoAdvisories(
            f"Không đọc được {file.name}: cần tệp ZIP hoặc JSON dạng OSV ({error})."
        ) from error
    entries = content.get("vulns", [content]) if isinstance(content, dict) else content
    yield from (entry for entry in entries if isinstance(entry, dict) and "id" in entry)


def _advisory(entry: dict, affected: dict, name: str, version: str) -> Advisory:
    fixed = [
        event["fixed"] for one in affected.get("ranges", []) for event in one["events"] if "fixed" in event
    ]
    number = next((alias for alias in entry.get("aliases", []) if alias.startswith("CVE-")), entry["id"])
    summary = entry.get("summary") or entry.get("details", "").partition("\n")[0]
    return Advisory(name, version, number, summary[:200], ", ".join(fixed))


def _is_affected(version: str, affected: dict) -> bool:
    if version in affected.get("versions", []):
        return True
    ranges = [one for one in affected.get("ranges", []) if one.get("type") in {"ECOSYSTEM", "SEMVER"}]
    return any(_is_within(version, one["events"]) for one in ranges)


def _is_within(version: str, events: list[dict[str, str]]) -> bool:
    """Whether the events, in order, leave this version affected: introduced, then fixed or last affected."""
    try:
        own = Version(version)
        is_affected = False
        for event in events:
            if "introduced" in event and own >= Version(event["introduced"]):
                is_affected = True
            if "fixed" in event and own >= Version(event["fixed"]):
                is_affected = False
            if "last_affected" in event and own > Version(event["last_affected"]):
                is_affected = False
    except InvalidVersion:
        return True  # of a version that cannot be compared a person decides
    return is_affected
