"""The site serves without the packages that only a bucket or a Sentry wants, and says how they are installed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.screens  # not of the database
CODE = """
import sys
for name in ("boto3", "botocore", "storages", "sentry_sdk"):
    sys.modules[name] = None
import django
django.setup()
from django.core.management import call_command
call_command("check")
from operations.health import check_health
"""


def serving(**environment: str) -> subprocess.CompletedProcess[str]:
    ours = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment
    return subprocess.run(
        [sys.executable, "-c", CODE], env=ours, cwd=settings.BASE_DIR, capture_output=True, text=True
    )


def test_the_site_starts_without_them():
    ended = serving()

    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"), [("MEDIA_BUCKET", "minh-chung"), ("SENTRY_DSN", "https://a@sentry.example/1")]
)
def test_where_one_is_named_it_is_said_what_installs_it(name, value):
    ended = serving(**{name: value})

    assert ended.returncode != 0
    assert f"{name} is set: run bin/setup" in ended.stderr
