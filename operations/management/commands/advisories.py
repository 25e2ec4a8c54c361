"""manage.py advisories FILE: which packages of this site have a known fault, by a file of osv.dev."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit.models import MaintenanceRun
from audit.models.maintenance import done
from operations.security_level.advisories import NoAdvisories, advisories_of


class Command(BaseCommand):
    help = "Compare the installed packages with advisories in the OSV format (a ZIP or a JSON file)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="+")

    def handle(self, *, file, **options):
        try:
            advisories = [advisory for one in file for advisory in advisories_of(one)]
        except NoAdvisories as refusal:
            raise CommandError(str(refusal)) from refusal
        for one in advisories:
            fixed_in = one.fixed_in or "no version yet"
            self.stdout.write(
                f"{one.package} {one.version}: {one.number}, fixed in {fixed_in}. {one.summary}"
            )
        names = sorted({one.package for one in advisories})
        note = (
            f"{len(advisories)} cảnh báo: {', '.join(names)}"
            if advisories
            else "không gói nào có lỗ hổng đã biết"
        )
        done(MaintenanceRun.Kind.ADVISORIES, note=note, is_well=not advisories)
        if advisories:
            raise CommandError(f"{len(advisories)} advisories for {len(names)} packages.")
        self.stdout.write("No package of this site has a known fault in these files.")
