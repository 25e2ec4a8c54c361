"""manage.py backup: everything in one file, while the site runs."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from audit.models import MaintenanceRun
from audit.models.maintenance import done
from operations.backup import BackupError, VoteIsOpen, back_up, back_up_encrypted, keep_newest

TRY_LATER = 75  # EX_TEMPFAIL, for the timer


class Command(BaseCommand):
    help = "Back up database and uploads into one file with a list of hashes."

    def add_arguments(self, parser):
        parser.add_argument("--out", type=Path, default=Path(settings.BACKUP_DIR), help="folder")
        parser.add_argument("--keep", type=int, help="delete all but so many of the newest in that folder")
        parser.add_argument("--rehearse", action="store_true", help="restore it beside the site and compare")
        parser.add_argument(
            "--encrypt-to",
            default=settings.BACKUP_RECIPIENT,
            help="age recipients (age1…) or GPG keys, a comma between them; BACKUP_RECIPIENT unless given",
        )

    def handle(self, *, out, keep, rehearse, encrypt_to, **options):
        try:
            check = self.rehearse if rehearse else None
            if encrypt_to:
                file = back_up_encrypted(out, encrypt_to, rehearsed=check)
            else:
                file = back_up(out)
                if check:
                    check(file)
        except VoteIsOpen as refusal:
            raise CommandError(str(refusal), returncode=TRY_LATER) from refusal
        except (BackupError, OSError) as refusal:
            done(MaintenanceRun.Kind.BACKUP, note=str(refusal), is_well=False)
            raise CommandError(str(refusal)) from refusal
        done(MaintenanceRun.Kind.BACKUP, note=f"{file.name}, {file.stat().st_size:,} byte".replace(",", "."))
        self.stdout.write(str(file))
        if keep:
            for gone in keep_newest(out, keep):
                self.stdout.write(f"deleted {gone.name}")

    def rehearse(self, file: Path) -> None:
        call_command("verify_backup", file, rehearse=True, stdout=self.stdout)
