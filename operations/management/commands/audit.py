"""The log: seal its past days, look whether it holds, write it out."""

import csv
import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.log import find_tampering, seal_days
from audit.models import AuditDay, AuditEntry
from documents.spreadsheets import no_formula

COLUMNS = [
    "id",
    "at",
    "actor_id",
    "actor",
    "posing",
    "action",
    "what",
    "subject",
    "address",
    "request",
    "digest",
]


class Command(BaseCommand):
    help = "Seal the past days of the log; verify it; or export it as CSV."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["seal", "verify", "export"])
        parser.add_argument("--since", type=datetime.date.fromisoformat, help="export from this day on")

    def handle(self, *, action, since, **options):
        if action == "export":
            self.export(since)
        else:
            getattr(self, action)()

    def seal(self):
        self.stdout.write(f"{seal_days()} day(s) sealed.")

    def verify(self):
        seal_days()
        faults = list(find_tampering())
        for line in faults:
            self.stdout.write(line)
        if faults:
            raise CommandError(f"The log does not hold: {len(faults)} place(s).")
        days, entries = AuditDay.objects.count(), AuditEntry.objects.count()
        self.stdout.write(f"The log holds: {entries} entries, {days} sealed days.")

    def export(self, since):
        entries = AuditEntry.objects.order_by("pk")
        if since:
            entries = entries.filter(at__date__gte=since)
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in entries.values_list(*COLUMNS).iterator(2000):
            when = timezone.localtime(row[1]).isoformat(timespec="seconds")
            writer.writerow(no_formula(str("" if v is None else v)) for v in (row[0], when, *row[2:]))
