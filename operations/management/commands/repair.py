"""manage.py repair FILE: what is damaged here, brought back out of a backup."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backup import BackupError
from operations.integrity import repair


class Command(BaseCommand):
    help = "Compare all that is kept with its hash, and bring back out of a backup what is damaged."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="the file of keys that opens an age backup")

    def handle(self, *, file, identity, **options):
        try:
            back, damaged = repair(file, identity)
        except BackupError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{back} brought back out of {file.name}.")
        if damaged:
            raise CommandError(f"{damaged} are damaged, and {file.name} has none of them whole.")
