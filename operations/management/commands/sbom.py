"""manage.py sbom [FILE]: the bill of materials of this version, as CycloneDX 1.6 in JSON."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations.security_level.sbom import bill_of_materials


class Command(BaseCommand):
    help = "Write the packages that serve the site, with hashes and licences, as CycloneDX 1.6."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *, file, **options):
        text = json.dumps(bill_of_materials(timezone.now()), ensure_ascii=False, indent=2)
        if file:
            file.write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)
