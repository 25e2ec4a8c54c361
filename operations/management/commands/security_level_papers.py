"""manage.py security_level_papers FOLDER: the papers of security level 2, as PDF and as Word."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations.papers import PAPERS


class Command(BaseCommand):
    help = "Write the description for the proposal of level, the list of accounts and the impact file, as PDF and Word."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        from documents.render import render
        from documents.word import as_docx

        folder.mkdir(parents=True, exist_ok=True)
        for kind, compose in PAPERS.items():
            paper = compose(timezone.localdate())
            for form, content in (("pdf", render(paper).pdf), ("docx", as_docx(paper))):
                file = folder / f"{kind}.{form}"
                file.write_bytes(content)
                self.stdout.write(str(file))
