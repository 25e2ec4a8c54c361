"""What every test may ask for. Journeys and papers also ask for the demo."""

import os
import shutil
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import override_settings

from blocs.law_loading import load_law
from members.models import User

from .demo_case import load_or_copy

guarding = import_module("config.migrations.0002_log_is_only_added_to")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread


LONGEST = ["test_forms_fuzz.py", "test_access_matrix.py", "test_crawl.py"]


def pytest_collection_modifyitems(items):
    """Modules with the demo go after the others, so that it is loaded once for all of them.

    Of those the longest come first: at the end neither of two processes waits for the other. Journeys go last:
    Playwright leaves a loop running in which nothing else may start one (papers are signed so).
    """
    with_demo = {item.path for item in items if "demo" in item.fixturenames}

    def turn(item) -> tuple:
        is_journey = item.get_closest_marker("journey") is not None
        return is_journey, item.path in with_demo, item.path.name not in LONGEST

    items.sort(key=turn)


@pytest.fixture(scope="session", autouse=True)
def log_can_be_emptied():
    """Tests empty every table between them; on SQLite the log's triggers would refuse."""
    real = DatabaseOperations.sql_flush

    def sql_flush(self, *args, **kwargs):
        drop = [f"DROP TRIGGER {table}_no_delete" for table in guarding.TABLES]
        make = [guarding.trigger("sqlite", table, "DELETE") for table in guarding.TABLES]
        return [*drop, *real(self, *args, **kwargs), *make]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """Where a copy of the demo lies while tests run; the two processes share it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def demo_media(demo_folder):
    """Where the demo's uploads lie while tests run."""
    return demo_folder / "media"


@pytest.fixture(scope="session")
def loaded():
    """Whether the demo stands in this process's database: a list that is empty or not."""
    return []


@pytest.fixture(scope="module")
def demo(loaded, demo_folder, demo_media, django_db_setup, django_db_blocker):
    """The real case, Quảng Trị 2023 and 2024. It stays for the next module that asks for it."""
    loaded.append(True)
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=demo_media):
        if not User.objects.exists():  # not loaded yet, or a test has emptied every table
            load_or_copy(demo_folder)


@pytest.fixture(scope="module", autouse=True)
def nothing_left_of_the_demo(request, loaded, django_db_blocker):
    """A module that does not ask for the demo begins with an empty database."""
    own = [item for item in request.session.items if item.path == request.path]
    if loaded and not any("demo" in item.fixturenames for item in own):
        with django_db_blocker.unblock():
            call_command("flush", interactive=False, verbosity=0)
            connection.close()
        loaded.clear()


@pytest.fixture(scope="module")
def made_once(request, nothing_left_of_the_demo, django_db_setup, django_db_blocker):
    """Runs what makes rows for all tests of a module, and gives what that gives. What a test does to them is undone.

    The rows stand in a transaction around those of the tests, as with TestCase.setUpTestData. The demo, where a test of
    the module asks for it, is loaded before: a copy of the database cannot be taken inside a transaction.
    """
    own = [item for item in request.session.items if item.path == request.path]
    if any("demo" in item.fixturenames for item in own):
        request.getfixturevalue("demo")
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()

    def make(maker, *args, **fields):
        with django_db_blocker.unblock():
            return maker(*args, **fields)

    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def law(made_once):
    """The law and the awards."""
    made_once(load_law)


@pytest.fixture(autouse=True)
def fast_passwords(request, settings, tmp_path, demo_media):
    """No test waits for a password hash, and none writes beside the code or into the demo's uploads."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"
    if "demo" in request.fixturenames:
        shutil.copytree(demo_media, settings.MEDIA_ROOT)
    settings.REAUTHENTICATION_TIMEOUT = 0  # tests/members/test_sign_in.py asks for proof
