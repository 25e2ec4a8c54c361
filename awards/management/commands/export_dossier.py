"""manage.py export_dossier --year 2023 --out DIR: every paper of the year as a PDF file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from awards.dossier import dossier_files
from blocs.models import BlocYear


class Command(BaseCommand):
    help = "Write the papers of a year as PDF files: issued ones as stored, the others as drafts."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--bloc", type=int, help="key of the bloc, where there is more than one")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *, year, bloc, out, **options):
        years = BlocYear.objects.with_parties().filter(year=year, **({"bloc": bloc} if bloc else {}))
        if len(years) != 1:
            raise CommandError(f"There are {len(years)} bloc-years {year}; name the bloc with --bloc.")
        if years[0].ranking_is_sealed:
            raise CommandError("The ranking of this year is sealed until it is opened at the conference.")
        for name, pdf in dossier_files(years[0]):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(pdf)
            self.stdout.write(f"{name}  {len(pdf)} bytes")
