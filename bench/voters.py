"""200 ballots at once, each counted once; urns swept up after; a closing killed with -9 fifty times, never half done.

Run by bin/voters on a throw-away SQLite database, or on the empty one that DATABASE_URL names.
"""

import os
import random
import signal
import sqlite3
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from awards import urn
from awards.actions.voting import cancel_poll, close_poll
from awards.models import Ballot, Conference, Poll, PollNominee, Vote, VotingRight
from awards.purge import purge_urns, unpurged
from base.workflow import Refused
from blocs.models import BlocYear
from members.models import User
from tests.factories import make_user, make_year

VOTERS, THREADS, KILLS = 200, 16, int(os.environ.get("KILLS", "50"))
say = sys.stdout.write


def scene(members: int) -> Conference:
    """A conference of so many members, all of them there."""
    year = make_year(members=members, threshold="1/2", threshold_base="present")
    now = timezone.now()
    conference = Conference.objects.create(
        bloc_year=year, starts_at=now, place="Đông Hà", chair="A", chair_position="B", secretary="C"
    )
    conference.call_roll({body: {"is_present": True} for body in year.bodies}, by=make_user())
    return conference


def begin(conference: Conference, by: User) -> Poll:
    """A secret vote between the first two members; for next year's lead, so that nobody has to be ranked."""
    year = BlocYear.objects.get(pk=conference.bloc_year_id)
    rule = {"threshold": year.threshold, "base": year.threshold_base, "nonce": urn.new_nonce()}
    poll = Poll.objects.create(
        conference=conference, subject="lead", seats=1, method=Vote.Method.BROWSER, opened_by=by, **rule
    )
    bodies = list(conference.members())
    PollNominee.objects.bulk_create(PollNominee(poll=poll, association=body) for body in bodies[:2])
    VotingRight.objects.bulk_create(VotingRight(poll=poll, association=body) for body in bodies)
    poll.lay_urn()
    return poll


def vote_at_once(poll: Poll) -> tuple[float, Counter]:
    """Every member casts twice, in many threads; seconds, and how the casts ended."""
    rights = list(poll.rights.select_related("association"))
    nominees = [n.association_id for n in poll.standing_nominees()]
    waiting = [(n, right.association) for n, right in enumerate(rights)] * 2
    random.shuffle(waiting)
    ended, lock = Counter(), threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting:
                    break
                n, body = waiting.pop()
            try:
                poll.cast(body, choices={nominees[0]: n % 3 > 0, nominees[1]: n % 3 == 0})
                how = "counted"
            except Refused:
                how = "refused"
            with lock:
                ended[how] += 1
        connections.close_all()

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, ended


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
    seconds, ended = vote_at_once(poll)
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


def kill_while_closing(conference: Conference, by: User) -> str:
    """One closing, killed after a moment; whether it came to be closed. Half done is an error."""
    poll = begin(conference, by)
    bodies = list(conference.members())
    for body in bodies:
        poll.cast(body, choices={bodies[0].pk: True, bodies[1].pk: False})
    votes = Vote.objects.count()
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads do not survive a fork
    child = os.fork()
    if child == 0:
        close_poll(Poll.objects.get(pk=poll.pk), by=by)
        os._exit(0)
    time.sleep(random.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    poll = Poll.objects.get(pk=poll.pk)
    if poll.is_open:
        assert len(poll.sealed_ballots()) == len(bodies)
        assert (Vote.objects.count(), poll.ballots.count()) == (votes, 0)
        cancel_poll(poll, by=by, reason="Lần thử sau")
        return "open"
    assert (Vote.objects.count(), poll.ballots.count()) == (votes + 1, len(bodies))
    assert poll.vote.tallies.get(association=bodies[0]).approve == len(bodies)
    return "closed"


def killed() -> None:
    conference, by = scene(9), make_user()
    ended = Counter(kill_while_closing(conference, by) for _ in range(KILLS))
    say(f"closing killed {KILLS} times on {connection.vendor}: {dict(ended)}, never half done\n")


def main() -> None:
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("This database is in use; name an empty one.")
    all_at_once()
    swept()
    killed()


if __name__ == "__main__":
    main()
