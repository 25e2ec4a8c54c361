"""What bin/voters does, on a database of its own beside the one under test: 200 at once, closings killed."""

import os
import re
import subprocess
import sys
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def empty_database(tmp_path, django_db_setup):
    """The address of an empty database of the kind under test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'voters.sqlite3'}"
        return
    base, name = os.environ["DATABASE_URL"], f"voters_{uuid4().hex[:8]}"
    held = settings.DATABASES["default"]
    where = {"host": held["HOST"] or held["OPTIONS"].get("host"), "user": held["USER"], "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as door:
        door.execute(f'CREATE DATABASE "{name}"')
        yield base.replace("/postgres?", f"/{name}?")
        door.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_200_ballots_at_once_and_an_act_that_is_killed(empty_database):
    own = {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    ran = subprocess.run(
        [sys.executable, "-m", "bench.voters"],
        cwd=settings.BASE_DIR,
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert "{'counted': 200, 'refused': 200}" in ran.stdout
    assert "swept up after that" in ran.stdout
    assert "sealed ballots twice each" in ran.stdout
    killed = dict(
        re.findall(r"^([a-z ]+) killed after each of (\d+) statements .* never half done$", ran.stdout, re.M)
    )
    acts = ["opening", "casting", "closing", "casting a sealed ballot", "shutting the urn", "shuffling"]
    assert list(killed) == [*acts, "opening the ballots"]
    assert all(int(statements) > 2 for statements in killed.values())
