"""manage.py encrypt_uploads: every upload encrypted to the first key of UPLOADS_KEY_FILE."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from documents.age import NotDecrypted, write_new_identity
from documents.encrypted_storage import BESIDE, EncryptedStorage
from documents.uploads import uploads_in


class Command(BaseCommand):
    help = (
        "Encrypt what was kept plain or to an earlier key; --dry-run counts it, --new-key FILE makes a key."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")
        parser.add_argument(
            "--new-key", type=Path, metavar="FILE", help="write a key before those FILE has, and stop"
        )

    def handle(self, *, dry_run: bool, new_key: Path | None, **options):
        if new_key:
            self.stdout.write(f"{new_key}: {write_new_identity(new_key)}")
            return
        if not isinstance(default_storage, EncryptedStorage):
            raise CommandError("Chưa đặt UPLOADS_KEY_FILE nên tệp không được mã hóa.")
        self.encrypt(default_storage, dry_run=dry_run)

    def encrypt(self, storage: EncryptedStorage, *, dry_run: bool) -> None:
        done, unread, total = 0, [], 0
        for name in [*uploads_in(storage)]:
            if name.endswith(BESIDE):  # of a run that was killed
                storage.delete(name)
                continue
            total += 1
            try:
                if storage.is_up_to_date(name):
                    continue
                if not dry_run:
                    storage.bring_up_to_date(name)
                done += 1
            except NotDecrypted:
                unread.append(name)
        said = "to be encrypted" if dry_run else "encrypted"
        self.stdout.write(f"{total} files: {done} {said}, {total - done - len(unread)} were.")
        if unread:
            raise CommandError(f"Không khóa nào mở được {len(unread)} tệp: {', '.join(unread[:20])}")
