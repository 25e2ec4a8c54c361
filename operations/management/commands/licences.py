"""manage.py licences: the packages that serve the site, as the lock files name them, each with its licence."""

from django.core.management.base import BaseCommand

from operations.security_level.site import packages


class Command(BaseCommand):
    help = "List the packages that serve the site with their versions and licences."

    def handle(self, **options):
        for one in packages():
            self.stdout.write(f"{one.name:<28}{one.version:<20}{one.licence or '?'}")
