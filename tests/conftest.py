"""What every test may ask for. Journeys and papers also ask for the demo, loaded once a module."""

import os

import pytest
from django.core.management import call_command
from django.db import connection

from blocs.reference import load_law
from config.demo.load import load_demo

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread


def pytest_collection_modifyitems(items):
    """Journeys go last: Playwright leaves a loop running in which nothing else may start one (papers are signed so)."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


@pytest.fixture
def law(db):
    """The law and the awards."""
    load_law()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The real case, Quảng Trị 2023 and 2024, for the tests of one module."""
    with django_db_blocker.unblock():
        load_demo()
        yield
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture(autouse=True)
def fast_passwords(settings, tmp_path):
    """No test waits for a password hash, and none writes beside the code."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
