"""manage.py restore FILE: a backup onto an empty machine."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backup import BackupError, opened, restore


class Command(BaseCommand):
    help = "Restore a backup into an empty database and an empty folder of uploads, and compare every hash."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="the file of keys that opens an age backup")

    def handle(self, *, file, identity, **options):
        try:
            with opened(file, identity) as plain:
                manifest = restore(plain)
        except BackupError as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(count for count, _ in manifest["tables"].values())
        self.stdout.write(
            f"Restored {rows} rows and {len(manifest['files']) - 1} files of {manifest['made_at']};"
            " every hash is equal. Now run: manage.py migrate"
        )
