"""manage.py check_paper FILE.pdf…: which rules of form and content a paper holds, and FILE.docx beside it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.checking import Verdict, check
from documents.checking_content import check_content
from documents.checking_word import check_word


class Command(BaseCommand):
    help = "Check PDFs against Decree 30/2020/NĐ-CP and what each kind contains; exits with 1 where a rule is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: Any, **options: Any) -> None:
        broken = sum(self.report(path) for path in files)
        if broken:
            raise CommandError(f"{broken} quy tắc chưa đạt.")

    def twin(self, path: Path, pdf: bytes) -> list[Verdict]:
        """The verdicts on the Word file of the same name beside it, where there is one."""
        word = path.with_suffix(".docx")
        try:
            return check_word(pdf, word.read_bytes()) if word.exists() else []
        except KeyError as error:
            raise ValueError("Tệp PDF không có dữ liệu để so bản Word.") from error

    def report(self, path: Path) -> int:
        """Print the verdicts on one file; how many rules it breaks."""
        try:
            pdf = path.read_bytes()
            verdicts = check(pdf) + check_content(pdf) + self.twin(path, pdf)
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(f"{path}")
        for verdict in verdicts:
            mark = "đạt     " if verdict.is_held else "CHƯA ĐẠT"
            self.stdout.write(f"  {mark} {verdict.rule} ({verdict.article})")
        return sum(not verdict.is_held for verdict in verdicts)
