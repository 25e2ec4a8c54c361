"""Names of libraries that are not public: where ours use them, and for which versions they were looked at.

A new version fails here first: look whether each of the names still does what we take it to do, then name the version.
"""

import re
from importlib.metadata import version

import pytest

from tests.test_consistency import ROOT, tracked

pytestmark = pytest.mark.screens  # not of the database

KNOWN = {
    "django": ("5.2.19", ["operations/databases.py"]),  # the functions that SQLite's schema calls
    "django-allauth": (
        "65.21.1",
        ["base/allauth_internal.py", "members/sign_in/adapter.py", "members/sign_in/oidc.py"],
    ),
    "openpyxl": ("3.1.5", ["documents/workbooks.py"]),
    "python-docx": ("1.2.0", ["documents/word.py"]),
}
NAMES = [
    "sqlite3._functions",
    r"allauth\.\S*internal",
    "_get_login_attempts_cache_key",
    "_rollback_login_failed_rl_usage",
    "_decode_id_token",
    "_worksheet_path",
    r"book\._archive",
    r"\._(?:r|p|tc|tr|tbl|inline)\b",
]
DOORS = re.compile("|".join(NAMES))


@pytest.mark.parametrize("library", KNOWN)
def test_its_private_names_were_looked_at_in_this_version(library):
    assert version(library) == KNOWN[library][0]


def test_private_names_are_used_where_this_table_says():
    rooms = [path for path in tracked("*.py") if path.relative_to(ROOT).parts[0] not in ("tests", "bench")]
    assert len(rooms) > 300
    used = {str(path.relative_to(ROOT)) for path in rooms if DOORS.search(path.read_text(encoding="utf-8"))}

    assert used == {path for _, paths in KNOWN.values() for path in paths}
