"""manage.py archive_year --year 2023 --out FILE.zip: everything of a year in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from blocs.models import BlocYear
from operations.archive import ArchiveError, write_archive


class Command(BaseCommand):
    help = "Write a year's data, papers, evidence and histories into one ZIP with a list of hashes."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--bloc", type=int, help="key of the bloc, where there is more than one")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *, year, bloc, out, **options):
        years = BlocYear.objects.with_parties().filter(year=year, **({"bloc": bloc} if bloc else {}))
        if len(years) != 1:
            raise CommandError(f"There are {len(years)} bloc-years {year}; name the bloc with --bloc.")
        try:
            manifest = write_archive(years[0], out)
        except ArchiveError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{out}: {len(manifest['sha256'])} files, {out.stat().st_size} bytes")
        for name in manifest["missing"]:
            self.stderr.write(f"Thiếu tệp {name}: không có trong kho tệp, không có trong bản lưu trữ.")
