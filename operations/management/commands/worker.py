"""What happens beside the site: reminders, letters, dossiers. Run it every few minutes, or let it run with --loop."""

import logging
import os
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from audit.log import seal_days
from audit.models import MaintenanceRun
from audit.models.maintenance import done
from awards.dossier import build_waiting
from awards.purge import purge_urns
from awards.webhooks import send_waiting_webhooks
from blocs.models import BlocYear
from members.outbox import gather_digests, send_waiting
from members.sign_in.idle_accounts import close_unused_accounts
from operations.integrity import check_next
from operations.log_forwarding import forward_new
from pledges.reminders import remind_year

log = logging.getLogger(__name__)

PAUSE = 60  # seconds between two rounds
LOOK = 2  # seconds between two looks for a dossier to pack: somebody waits for it


def work() -> dict[str, int]:
    """One round; how many were reminded, digests written, letters sent, dossiers packed, days of the log
    sealed, urns swept up after, unused accounts shut, entries of the log sent on, what
    is kept and was found damaged, deliveries that other systems took."""
    counts = {
        "reminded": remind_all(),
        "digests": gather_digests(),
        "sent": send_waiting(),
        "packed": build_waiting(),
        "sealed": seal_days(),
        "swept": purge_urns(),
        "closed": close_unused_accounts(),
        "forwarded": forward_new(),
        "damaged": check_next(),
        "hooked": send_waiting_webhooks(),
    }
    call_command("clearsessions")
    clear_cache_table()
    done(MaintenanceRun.Kind.ROUND)
    return counts


def clear_cache_table() -> None:
    """Take what is past its time out of the table of the cache, where drafts of papers lie. Others do it themselves."""
    facts = settings.CACHES["default"]
    if facts["BACKEND"] == "django.core.cache.backends.db.DatabaseCache":
        table = connection.ops.quote_name(facts["LOCATION"])
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608


def remind_all() -> int:
    years = BlocYear.objects.with_parties().prefetch_related("extensions")
    return sum(remind_year(year) for year in years)


class Command(BaseCommand):
    help = "Remind who has not handed in, send letters, pack dossiers. Doing it twice does nothing twice."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on every minute until stopped")

    def handle(self, *, loop, **options):
        parent = os.getppid()
        while os.getppid() == parent:  # whoever started this is still there
            try:
                counts = work()
            except Exception:
                if not loop:
                    raise
                log.exception("this round was not finished; the next begins in a minute")
                counts = {}
            if any(counts.values()) or not loop:
                self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
            if not loop:
                return
            self.wait(parent)

    def wait(self, parent: int) -> None:
        """Until the next round; what somebody waits for at their screen is done meanwhile."""
        for _ in range(PAUSE // LOOK):
            close_old_connections()
            time.sleep(LOOK)
            if os.getppid() != parent:
                return
            build_waiting()
