"""What bin/mutants lays beside the tests: each mutant starts on a copy of a database that is migrated already."""

import os
import shutil

import pytest
from django.db import connections


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    copy = tmp_path_factory.mktemp("database") / "copy.sqlite3"
    shutil.copy(os.environ["MIGRATED_DATABASE"], copy)
    connections["default"].settings_dict["TEST"]["NAME"] = str(copy)


@pytest.fixture(scope="session")
def django_db_keepdb():
    return True
