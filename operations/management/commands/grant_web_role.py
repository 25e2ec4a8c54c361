"""manage.py grant_web_role NAME: run by the owner of the database, after every migrate and restore."""

from django.core.management.base import BaseCommand, CommandError

from operations.web_role import NoWebRole, grant_web_role


class Command(BaseCommand):
    help = "Let a role of PostgreSQL read and write rows, and nothing else: the web process connects as it."

    def add_arguments(self, parser):
        parser.add_argument("name")

    def handle(self, *, name, **options):
        try:
            count = grant_web_role(name)
        except NoWebRole as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{name} reads and writes the rows of {count} tables; the log it only adds to.")
