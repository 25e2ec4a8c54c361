"""Settings and commands of 0.7.0 under their old names: read for one version more, with a warning."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.mark.parametrize(
    ("before", "name", "given", "read"),
    [
        ("IDLE_LASTS", "SESSION_IDLE_TIMEOUT", "61", "61"),
        ("PROOF_LASTS", "REAUTHENTICATION_TIMEOUT", "62", "62"),
        ("SECOND_FACTOR_FOR", "MFA_REQUIRED_FOR", "province", "['province']"),
        ("DRAWERS", "PDF_WORKERS", "3", "3"),
    ],
)
def test_a_setting_is_read_under_its_old_name(before, name, given, read):
    code = f"from config import settings; print(settings.{name})"
    environment = {key: value for key, value in os.environ.items() if key != name} | {before: given}

    told = subprocess.run(
        [sys.executable, "-c", code],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout.strip() == read
    assert f"The setting {before} is called {name} now." in told.stderr


@pytest.mark.django_db
def test_a_command_is_known_by_its_old_name(tmp_path):
    with pytest.warns(FutureWarning, match="work is called worker now"):
        call_command("work")
    with (
        pytest.warns(FutureWarning, match="verify is called verify_backup now"),
        pytest.raises(Exception, match="không phải tệp sao lưu"),
    ):
        call_command("verify", tmp_path / "none.zip")
