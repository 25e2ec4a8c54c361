"""200 ballots at once, each counted once, both ways; urns swept up after; every act killed after each statement.

Run by bin/voters on a throw-away SQLite database, or on the empty one that DATABASE_URL names.
"""

import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import django
import psycopg

django.setup()

from django.core.management import call_command
from django.db import connection, connections

from awards import receipts as receipts_of_text
from awards.actions.sealed_vote import cast_sealed, shut_urn
from awards.actions.voting import close_poll
from awards.ballot_codes import new_code
from awards.models import Ballot, Poll
from awards.purge import purge_urns, unpurged
from awards.receipts import Receipt, SealedReceipt
from base.workflow import Refused
from members.models import User
from tests.awards.sealing_case import keys_of, seal
from tests.factories import make_user

from .voters_killed import killed
from .voters_scene import begin, scene, with_tellers

VOTERS, THREADS = 200, 16
say = sys.stdout.write


def at_once(works: list[Callable[[], Any]]) -> tuple[float, Counter, list]:
    """Do all this in many threads; seconds, how they ended, and what they gave."""
    waiting = list(works)
    random.shuffle(waiting)
    ended, answers, lock = Counter(), [], threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting:
                    break
                one = waiting.pop()
            try:
                given = [one()]
            except Refused:
                given = []
            connections.close_all()  # as at the end of a request: the next thread waits for a connection of the pool
            with lock:
                ended["counted" if given else "refused"] += 1
                answers.extend(given)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, ended, answers


def castings(poll: Poll) -> list[Callable[[], Receipt]]:
    """Every member casts twice; every third votes for the second nominee."""
    rights = list(poll.rights.select_related("association"))
    nominees = [n.association_id for n in poll.standing_nominees()]
    return [
        partial(poll.cast, right.association, choices={nominees[0]: n % 3 > 0, nominees[1]: n % 3 == 0})
        for n, right in enumerate(rights)
    ] * 2


def sealed_castings(poll: Poll) -> list[Callable[[], SealedReceipt]]:
    """Every member sends two sealed ballots, of which one can count; every third is for the second nominee."""
    keys, rights = keys_of(poll), list(poll.rights.select_related("association"))
    return [
        partial(
            cast_sealed,
            poll,
            right.association,
            sealed=seal(new_code("", ()), "01" if n % 3 == 0 else "10", keys),
        )
        for _ in range(2)
        for n, right in enumerate(rights)
    ]


def verified(poll: Poll, receipts: list[Receipt]) -> str:
    """What bin/verify-vote says of the record of a closed vote and these receipts; it must find nothing."""
    poll.refresh_from_db()
    with tempfile.TemporaryDirectory() as folder:
        record, lines = Path(folder, "record.json"), Path(folder, "receipts.txt")
        record.write_text(poll.record, "utf-8")
        lines.write_text("\n".join(receipt.text for receipt in receipts), "utf-8")
        words = [
            sys.executable,
            "bin/verify-vote",
            record,
            lines,
            poll.opening_fingerprint,
            poll.record_fingerprint,
        ]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def on_disk() -> bytes:
    """All that the files of the database say of votes: on SQLite the file and its log, on PostgreSQL the table's."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        return b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) || pg_read_binary_file("
            "pg_relation_filepath(reltoastrelid)) FROM pg_class WHERE relname = 'awards_poll'"
        )
        return bytes(cursor.fetchone()[0])


def all_at_once() -> None:
    poll, by = begin(scene(VOTERS), make_user()), make_user()
    seconds, ended, receipts = at_once(castings(poll))
    poll.refresh_from_db()
    secrets = [poll.nonce.encode(), poll.urn[:60].encode()]
    assert all(secret in on_disk() for secret in secrets)
    vote = close_poll(poll, by=by)
    assert not any(secret in on_disk() for secret in secrets)
    say(f"nothing of the urn is left in the files of {connection.vendor} once it is closed\n")
    say(f"{VOTERS} members cast twice each in {seconds:.1f} s on {connection.vendor}: {dict(ended)}\n")
    tallies = sorted(vote.tallies.values_list("approve", flat=True))
    wanted = [len(range(0, VOTERS, 3)), VOTERS - len(range(0, VOTERS, 3))]
    assert ended == {"counted": VOTERS, "refused": VOTERS}, ended
    assert (vote.returned, tallies, Ballot.objects.filter(poll=poll).count()) == (VOTERS, wanted, VOTERS)
    say(verified(poll, receipts))


def all_sealed_at_once() -> None:
    """Where tellers keep the urn each ballot has its place in a chain, whoever comes first."""
    conference = scene(VOTERS)
    tellers = with_tellers(conference)
    poll = begin(conference, make_user(), keeper=Poll.Keeper.TELLERS)
    seconds, ended, receipts = at_once(sealed_castings(poll))
    say(f"{VOTERS} sealed ballots twice each in {seconds:.1f} s on {connection.vendor}: {dict(ended)}\n")
    assert ended["counted"] == poll.rights.count() == ended["refused"] >= VOTERS, ended
    heads = [receipts_of_text.text_digest(poll.opening)]
    for ballot in poll.sealed.order_by("place"):
        heads.append(receipts_of_text.next_head(heads[-1], receipts_of_text.text_digest(ballot.text)))
        assert ballot.head == heads[-1] and ballot.place == len(heads) - 1
    assert sorted(one.head for one in receipts) == sorted(heads[1:])
    shut_urn(poll, by=make_user(), accept_missing=True)
    tellers[0].take_layer_off(poll)
    vote = tellers[1].open(poll)
    third = len(range(0, poll.rights.count(), 3))
    assert sorted(vote.tallies.values_list("approve", flat=True)) == [third, poll.rights.count() - third]


@contextmanager
def reading():
    """Somebody else reads a copy of the whole database meanwhile, as a backup does."""
    if connection.vendor == "sqlite":
        other, begin_at = sqlite3.connect(connection.settings_dict["NAME"]), "BEGIN"
    else:
        other = psycopg.connect(**connection.get_connection_params())
        begin_at = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
    other.execute(begin_at)
    other.execute("SELECT count(*) FROM blocs_bloc").fetchone()
    yield
    other.close()


@contextmanager
def busy_elsewhere():
    """On PostgreSQL: another database of the cluster is in the middle of writing."""
    if connection.vendor == "sqlite":
        yield
        return
    with psycopg.connect(**connection.get_connection_params() | {"dbname": "postgres"}) as other:
        other.execute("SELECT pg_current_xact_id()")
        yield


def closed_while(something) -> tuple[bytes, Poll]:
    """A vote in which one member voted, closed meanwhile; its nonce."""
    poll = begin(scene(3), make_user())
    one, *_ = poll.conference.members()
    poll.cast(one, choices=dict.fromkeys((n.association_id for n in poll.standing_nominees()), False))
    poll.refresh_from_db()
    nonce = poll.nonce.encode()
    assert nonce in on_disk()
    with something():
        close_poll(poll, by=make_user(), accept_missing=True)
    return nonce, poll


def swept() -> None:
    """What is left of an urn in the files, and whether we know."""
    nonce, poll = closed_while(busy_elsewhere)
    assert poll.swept_at
    assert nonce not in on_disk()
    nonce, poll = closed_while(reading)
    assert nonce in on_disk()
    assert list(unpurged()) == [poll]
    assert purge_urns() == 1
    assert nonce not in on_disk()
    assert (purge_urns(), unpurged().count()) == (0, 0)
    say(f"an urn closed while {connection.vendor} was being copied: swept up after that\n")


def main() -> None:
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("This database is in use; name an empty one.")
    all_at_once()
    all_sealed_at_once()
    swept()
    killed()


if __name__ == "__main__":
    main()
