"""Attack the real case on a throw-away database: bin/attack. With --write the table goes into docs/security.md."""

import logging
import os
import re
import sys
from pathlib import Path

import django

os.environ.setdefault("PDF_WORKERS", "0")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_test_environment
from django.utils import timezone

from demo.load import load_demo
from tests.running_case import go_on

from . import doors, files, machine, wire
from .outcome import Outcome, say, tried

PARTS = (
    ("every role, object and verb", doors.every_door),
    ("poison in every box", doors.every_box),
    ("files that cost or act", files.every_bomb),
    ("broken messages, lengths", wire.every_message),
    ("slow clients", wire.slow_clients),
    ("the web killed while it saves", machine.killed_while_writing),
    ("five acts killed half way", machine.verbs_killed),
    ("SQLite locked by another", machine.locked_file),
    ("PostgreSQL stopped and started", machine.postgresql_restarted),
    ("a full disk", machine.full_disk),
    ("a clock that jumps", machine.jumping_clock),
)
HEAD = "| what | tries | outcome | seconds |\n| --- | --- | --- | --- |\n"
PLACE = re.compile(r"(<!-- attack -->\n).*?(<!-- /attack -->)", re.S)


def main(words: list[str]) -> int:
    only = [word for word in words if not word.startswith("--")]
    setup_test_environment()
    logging.disable()  # what goes wrong on purpose need not be told
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver", "localhost"]
    settings.VERIFY_RATE = settings.COMMENT_RATE = "100000/m/ip"
    call_command("migrate", verbosity=0)
    load_demo()
    go_on()
    say(HEAD)
    outcomes = [tried(what, attack) for what, attack in PARTS if not only or attack.__name__ in only]
    connections.close_all()
    untried = [outcome.what for outcome in outcomes if not outcome.tries]
    if untried:
        say(f"Not tried, so nothing is written: {', '.join(untried)}\n")
    elif "--write" in words and not only:
        write(outcomes)
    return 1 if untried or any(outcome.faults for outcome in outcomes) else 0


def write(outcomes: list[Outcome]) -> None:
    """The table of this run in place of the one before."""
    document = Path(settings.BASE_DIR, "docs", "security.md")
    day = f"Run on {timezone.localdate():%Y-%m-%d}, two cores.\n\n"
    table = day + HEAD + "".join(f"{outcome.row}\n" for outcome in outcomes)
    text = PLACE.sub(lambda place: place[1] + table + place[2], document.read_text(encoding="utf-8"))
    document.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
