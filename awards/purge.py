"""Having the database forget earlier states of an urn: its files keep them for a while after they were thrown away."""

import re

from django.db import connection
from django.utils import timezone

from .models import Poll, SealedBallot, Vote, VotingRight

SHORT = 500  # milliseconds: somebody waits for the result of the vote


def unpurged():
    """Votes in the browser that are over, but of whose urn the database's files may still tell."""
    return Poll.objects.filter(method__in=Vote.SECRET, swept_at=None).exclude(
        closed_at=None, cancelled_at=None
    )


def purge_urns() -> int:
    """Sweep after every vote that is over; of how many nothing is left now.

    None where something is in the way, such as a copy being made of the database: the worker comes back a minute later.
    """
    over = list(unpurged().values_list("pk", flat=True))
    if not over or not SWEEP[connection.vendor]():
        return 0
    return Poll.objects.filter(pk__in=over).update(swept_at=timezone.now())


def _sqlite() -> bool:
    with connection.cursor() as cursor:
        patience, *_ = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {SHORT}")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return not busy


def _postgresql() -> bool:
    """VACUUM first: FULL alone keeps what any transaction of the cluster, even of another database, might still see."""
    told_of = (
        Poll,
        VotingRight,
        SealedBallot,
    )  # the urn, the order in which rights were used, sealed ballots
    emptied = [
        _emptied(model._meta.db_table) for model in told_of
    ]  # each, also where one is in somebody's way
    return all(emptied)


def _emptied(table: str) -> bool:
    """Whether nothing of earlier states of this table's rows is left in its files."""
    said = []

    def listen(notice):
        said.append(notice.message_detail or "")

    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (SKIP_LOCKED) {table}")
        raw = connection.connection
        raw.add_notice_handler(listen)
        try:
            cursor.execute(f"VACUUM (FULL, VERBOSE, SKIP_LOCKED) {table}")
        finally:
            raw.remove_notice_handler(listen)
    matches = (re.match(r"(\d+) ", detail) for detail in said)
    return [int(rows[1]) for rows in matches if rows] == [0]  # dead rows that could not be removed


SWEEP = {"sqlite": _sqlite, "postgresql": _postgresql}
