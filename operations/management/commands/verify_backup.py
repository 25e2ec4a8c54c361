"""manage.py verify_backup FILE: whether a backup is whole, and, with --rehearse, whether it can be restored."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit.models import MaintenanceRun
from audit.models.maintenance import done
from operations.backup import BackupError, opened, rehearse, verify


class Command(BaseCommand):
    help = "Compare a backup with its list of hashes; --rehearse restores it beside the site and compares every row."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--rehearse", action="store_true")
        parser.add_argument("--identity", type=Path, help="the file of keys that opens an age backup")

    def handle(self, *, file, rehearse: bool, identity=None, **options):
        try:
            with opened(file, identity) as plain:
                manifest = self.rehearsed(plain) if rehearse else verify(plain)
        except BackupError as refusal:
            if rehearse:
                done(MaintenanceRun.Kind.REHEARSAL, note=str(refusal), is_well=False)
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{file.name} of {manifest['made_at']}, {manifest['engine']}: {len(manifest['files'])} files, all whole."
        )

    def rehearsed(self, file: Path) -> dict:
        manifest = rehearse(file)
        rows = sum(count for count, _ in manifest["tables"].values())
        is_compared = manifest["is_of_today"]
        verdict = "khớp hết" if is_compared else "đủ số dòng (bản sao lưu của phiên bản trước)"
        done(
            MaintenanceRun.Kind.REHEARSAL,
            note=f"{file.name}: {rows} dòng, {len(manifest['files'])} tệp, {verdict}",
        )
        how = "the same as were backed up" if is_compared else "counted, as an earlier version wrote them"
        self.stdout.write(f"Restored beside the site: {rows} rows, {how}.")
        return manifest
