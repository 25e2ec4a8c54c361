"""What happens by the clock: reminders and letters. Run it every few minutes, or leave it running with --loop."""

import logging
import os
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from blocs.models import BlocYear
from members.outbox import gather_digests, send_waiting
from pledges.reminders import remind_year

log = logging.getLogger(__name__)

PAUSE = 60  # seconds


def work() -> dict[str, int]:
    """One round; how many were reminded, how many digests were written, how many letters went out."""
    return {"reminded": remind_all(), "digests": gather_digests(), "sent": send_waiting()}


def remind_all() -> int:
    years = BlocYear.objects.with_parties().prefetch_related("extensions")
    return sum(remind_year(year) for year in years)


class Command(BaseCommand):
    help = "Remind who has not handed in, and send the letters that wait. Doing it twice sends nothing twice."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on every minute until stopped")

    def handle(self, *, loop, **options):
        parent = os.getppid()
        while os.getppid() == parent:  # whoever started this is still there
            try:
                done = work()
            except Exception:
                if not loop:
                    raise
                log.exception("this round was not finished; the next begins in a minute")
                done = {}
            if any(done.values()) or not loop:
                self.stdout.write(", ".join(f"{name} {count}" for name, count in done.items()))
            if not loop:
                return
            close_old_connections()
            time.sleep(PAUSE)
