"""manage.py load_archive FILE.zip: a year's archive into this copy's empty database, with an account to read it."""

import secrets
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from blocs.models import Bloc
from members.models import User
from operations.archive import ArchiveError
from operations.archive_loading import load_archive

READER = "doc@luu-tru.invalid"


class Command(BaseCommand):
    help = "Load an archive into an empty database, after every hash in it was compared."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            manifest = load_archive(file)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        password = secrets.token_urlsafe(12)
        bloc = Bloc.objects.get()  # a year is of one
        reader = User(email=READER, full_name="Người đọc bản lưu trữ", province=bloc.province)
        reader.set_password(password)
        reader.save()
        self.stdout.write(
            f"{manifest['bloc']}, {manifest['year']}: {len(manifest['sha256'])} files, every hash equal."
        )
        self.stdout.write(f"To read it sign in as {READER}, password {password}")
