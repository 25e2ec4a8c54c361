"""The bill of materials of the software (SBOM), as CycloneDX 1.6: what the lock files pin to serve the site."""

import base64
import datetime
import json
import re
import uuid
from typing import Any

from django.conf import settings

from operations.archive import VERSION

from .site import packages, requirements

NAMESPACE = uuid.UUID("5d6f7ad4-6f5c-4f0e-9f57-0f6f6c3c9a11")


def bill_of_materials(made_at: datetime.datetime) -> dict[str, Any]:
    """The whole document. The same lock files give the same serial number."""
    hashes = _hashes()
    parts = []
    for one in packages():
        part: dict[str, Any] = {
            "type": "library",
            "bom-ref": _address(one.name, one.version),
            "name": one.name,
            "version": one.version,
            "purl": _address(one.name, one.version),
        }
        if one.licence:
            part["licenses"] = [{"license": {"name": one.licence}}]
        part["hashes"] = [{"alg": alg, "content": content} for alg, content in hashes[one.name]]
        parts.append(part)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, json.dumps(parts, sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": made_at.isoformat(timespec="seconds"),
            "component": {"type": "application", "name": "khoi-thi-dua", "version": VERSION},
        },
        "components": parts,
    }


def _is_npm(name: str) -> bool:
    return name in _npm()


def _npm() -> dict[str, dict[str, Any]]:
    """{name: what package-lock.json says of it}."""
    lock = json.loads((settings.BASE_DIR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {path.removeprefix("node_modules/"): facts for path, facts in lock.items() if path}


def _address(name: str, version: str) -> str:
    """The package URL."""
    kind = "npm" if _is_npm(name) else "pypi"
    return f"pkg:{kind}/{name.replace('@', '%40')}@{version}"


def _hashes() -> dict[str, list[tuple[str, str]]]:
    """{name: (algorithm, hash) of each file that the locks let in}."""
    text = requirements()
    by_package: dict[str, list[tuple[str, str]]] = {}
    for block in re.split(r"\n(?=[a-z0-9])", text):
        if named := re.match(r"([a-z0-9._-]+)(?:\[[^\]]*\])?==", block):
            by_package[named[1]] = [
                ("SHA-256", digest) for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
            ]
    for name, facts in _npm().items():
        algorithm, _, digest = facts["integrity"].partition("-")
        by_package[name] = [(algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex())]
    return by_package
