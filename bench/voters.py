"""200 ballots at once, each counted once; urns swept up after; castings, closings and tellers killed with -9.

Run by bin/voters on a throw-away SQLite database, or on the empty one that DATABASE_URL names.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from awards import urn
from awards.actions.sealed_vote import cast_sealed, shut_urn
from awards.actions.voting import cancel_poll, close_poll
from awards.models import Ballot, Conference, Poll, PollNominee, SealedBallot, Vote, VotingRight
from awards.purge import purge_urns, unpurged
from awards.receipts import Receipt
from base.workflow import Refused
from blocs.models import BlocYear
from members.models import User
from tests.awards.sealing_case import CODES, Device, keys_of, make_tellers, seal
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


def begin(conference: Conference, by: User, keeper: str = Poll.Keeper.SERVER) -> Poll:
    """A secret vote between the first two members; for next year's lead, so that nobody has to be ranked."""
    year = BlocYear.objects.get(pk=conference.bloc_year_id)
    rule = {
        "threshold": year.threshold,
        "base": year.threshold_base,
        "nonce": urn.new_nonce(),
        "keeper": keeper,
    }
    poll = Poll.objects.create(
        conference=conference, subject="lead", seats=1, method=Vote.Method.BROWSER, opened_by=by, **rule
    )
    bodies = list(conference.members())
    PollNominee.objects.bulk_create(PollNominee(poll=poll, association=body) for body in bodies[:2])
    VotingRight.objects.bulk_create(VotingRight(poll=poll, association=body) for body in bodies)
    if poll.is_kept_by_tellers:
        poll.write_opening()
    else:
        poll.lay_urn()
    return poll


def vote_at_once(poll: Poll) -> tuple[float, Counter, list[Receipt]]:
    """Every member casts twice, in many threads; seconds, how the casts ended, and the receipts."""
    rights = list(poll.rights.select_related("association"))
    nominees = [n.association_id for n in poll.standing_nominees()]
    waiting = [(n, right.association) for n, right in enumerate(rights)] * 2
    random.shuffle(waiting)
    ended, receipts, lock = Counter(), [], threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting:
                    break
                n, body = waiting.pop()
            try:
                given = [poll.cast(body, choices={nominees[0]: n % 3 > 0, nominees[1]: n % 3 == 0})]
            except Refused:
                given = []
            connections.close_all()  # as at the end of a request: the next thread waits for a connection of the pool
            with lock:
                ended["counted" if given else "refused"] += 1
                receipts.extend(given)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, ended, receipts


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
    seconds, ended, receipts = vote_at_once(poll)
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


def killed_after_a_moment(work: Callable[[], object]) -> None:
    """Begin this in a process of its own, and kill it with -9 after up to a fifth of a second."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads do not survive a fork
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(random.uniform(0, 0.2))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_while_closing(conference: Conference, by: User) -> str:
    """One closing, killed after a moment; whether it came to be closed. Half done is an error."""
    poll = begin(conference, by)
    bodies = list(conference.members())
    for body in bodies:
        poll.cast(body, choices={bodies[0].pk: True, bodies[1].pk: False})
    votes = Vote.objects.count()
    killed_after_a_moment(lambda: close_poll(Poll.objects.get(pk=poll.pk), by=by))
    poll = Poll.objects.get(pk=poll.pk)
    if poll.is_open:
        assert len(poll.sealed_ballots()) == len(bodies)
        assert (Vote.objects.count(), poll.ballots.count()) == (votes, 0)
        cancel_poll(poll, by=by, reason="Lần thử sau")
        return "open"
    assert (Vote.objects.count(), poll.ballots.count()) == (votes + 1, len(bodies))
    assert poll.vote.tallies.get(association=bodies[0]).approve == len(bodies)
    return "closed"


def kill_while_casting(conference: Conference, by: User) -> str:
    """One ballot, killed after a moment; whether it was cast. A right used without its ballot is an error."""
    poll = begin(conference, by)
    one, other, *_ = conference.members()
    killed_after_a_moment(
        lambda: Poll.objects.get(pk=poll.pk).cast(one, choices={one.pk: True, other.pk: False})
    )
    poll = Poll.objects.get(pk=poll.pk)
    in_urn, used = poll.cast_so_far()
    assert used == in_urn, (used, in_urn)
    cancel_poll(poll, by=by, reason="Lần thử sau")
    return "cast" if used else "not cast"


def kill_at_each_step_of_tellers(conference: Conference, tellers: list[Device], by: User) -> str:
    """A vote whose urn tellers keep: a casting, a shuffling and an opening, each killed after a moment."""
    poll = begin(conference, by, keeper=Poll.Keeper.TELLERS)
    bodies, keys = list(conference.members()), keys_of(poll)
    texts = [seal(code, "10", keys) for code in CODES]
    for body, text in zip(bodies[1:], texts[1:], strict=False):
        cast_sealed(poll, body, sealed=text)
    killed_after_a_moment(lambda: cast_sealed(Poll.objects.get(pk=poll.pk), bodies[0], sealed=texts[0]))
    in_urn, used = poll.cast_so_far()
    assert used == in_urn >= len(CODES) - 1, (used, in_urn)
    cast_sealed(poll, bodies[0], sealed=texts[0])  # the voter's page sends it again
    assert poll.cast_so_far() == (len(CODES), len(CODES))

    shut_urn(poll, by=by, accept_missing=True)
    killed_after_a_moment(lambda: tellers[0].take_layer_off(Poll.objects.get(pk=poll.pk)))
    assert Poll.objects.get(pk=poll.pk).first_number in {0, 1}
    tellers[0].take_layer_off(poll)
    votes = Vote.objects.count()
    killed_after_a_moment(lambda: tellers[1].open(Poll.objects.get(pk=poll.pk)))
    poll = Poll.objects.get(pk=poll.pk)
    if poll.is_open:
        assert (Vote.objects.count(), poll.ballots.count()) == (votes, 0)
        assert SealedBallot.objects.filter(poll=poll).count() == len(CODES)
        tellers[1].open(poll)
        was = "open"
    else:
        was = "closed"
    assert (Vote.objects.count(), poll.ballots.count()) == (votes + 1, len(CODES))
    assert Poll.objects.get(pk=poll.pk).vote.tallies.get(association=bodies[0]).approve == len(CODES)
    Ballot.objects.filter(poll=poll).delete()  # the next vote has the same codes
    return was


def killed() -> None:
    conference, by = scene(9), make_user()
    cast = Counter(kill_while_casting(conference, by) for _ in range(KILLS))
    say(f"casting killed {KILLS} times on {connection.vendor}: {dict(cast)}, never half done\n")
    ended = Counter(kill_while_closing(conference, by) for _ in range(KILLS))
    say(f"closing killed {KILLS} times on {connection.vendor}: {dict(ended)}, never half done\n")
    tellers = make_tellers(conference)
    conference.call_roll({body: {"is_present": True} for body in conference.members()}, by=by)
    opened = Counter(kill_at_each_step_of_tellers(conference, tellers, by) for _ in range(KILLS))
    say(
        f"tellers killed at each step {KILLS} times on {connection.vendor}: {dict(opened)}, never half done\n"
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("This database is in use; name an empty one.")
    all_at_once()
    swept()
    killed()


if __name__ == "__main__":
    main()
