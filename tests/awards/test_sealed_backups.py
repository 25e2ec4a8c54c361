"""Backups while tellers keep the urn: two copies around a ballot tell neither what it said nor its code."""

import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from awards import urn
from awards.actions.sealed_vote import cast_sealed
from awards.models import Poll
from operations.backup import back_up
from operations.databases import run
from tests.factories import make_conference

from .record_case import by_name
from .sealing_case import CODES, begin_sealed, keys_of, make_tellers, seal

pytestmark = pytest.mark.django_db(transaction=True)


def said_in(backup: Path, folder: Path) -> bytes:
    """All that a backup says, the copy of the database as text."""
    folder.mkdir()
    with zipfile.ZipFile(backup) as archive:
        archive.extractall(folder)
    if connection.vendor == "postgresql":
        run(["pg_restore", "--data-only", f"--file={folder / 'plain.sql'}", str(folder / "database.dump")])
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_two_backups_around_a_sealed_ballot_tell_nothing_of_it(tmp_path):
    from blocs.law_loading import load_law

    load_law()
    conference = make_conference()
    make_tellers(conference)
    bodies = by_name(conference)
    poll = begin_sealed(conference, *bodies[:3])
    before = said_in(back_up(tmp_path / "before"), tmp_path / "first")
    sealed = seal(CODES[0], "010", keys_of(poll))
    cast_sealed(poll, bodies[0], sealed=sealed)
    after = said_in(back_up(tmp_path / "after"), tmp_path / "second")

    assert sealed.encode() in after and sealed.encode() not in before  # who cast it is on every page, too
    assert CODES[0].encode() not in after and CODES[0].replace("-", "").encode() not in after
    poll.refresh_from_db()
    assert poll.nonce.encode() in after and settings.SECRET_KEY
    assert poll.urn == ""  # what the nonce and the secret key open is empty
    with pytest.raises(Exception, match=".*"):
        urn.unseal(sealed, poll.nonce, Poll.objects.get().ballot_order)
