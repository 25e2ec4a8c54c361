"""The demo in the database of the tests, loaded once and copied after that."""

import fcntl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from demo.load import load_demo
from operations.databases import database_of


def load_or_copy(folder: Path) -> None:
    """Who comes first loads the demo and keeps a copy of its database; everybody after takes the copy.

    `folder` is shared by all processes of a run.
    """
    copy, being_made = folder / "database", folder / "being-made"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if copy.exists():
            connection.close()  # on PostgreSQL its tables are made again
            database_of(connection).fill_from(copy)
        else:
            call_command("flush", interactive=False, verbosity=0)  # numbers begin with 1 again
            load_demo()
            database_of(connection).copy_to(being_made)
            being_made.rename(copy)
    connection.close()


def in_a_thread(work) -> None:
    """Signing papers starts a loop of its own, which cannot be where Playwright's runs."""

    def whole():
        work()
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(whole).result()
