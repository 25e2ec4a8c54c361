"""manage.py retention: what is kept longer than its term, counted or, with --rule, line by line."""

from django.core.management.base import BaseCommand

from operations.privacy.retention import BY_KEY, RULES


class Command(BaseCommand):
    help = "List personal data whose term is over. Two administrators remove them on the page (Hệ thống)."

    def add_arguments(self, parser):
        parser.add_argument("--rule", choices=BY_KEY, help="list the rows of this kind")

    def handle(self, *, rule, **options):
        if rule:
            for row in BY_KEY[rule].due().iterator():
                self.stdout.write(BY_KEY[rule].described(row))
            return
        for one in RULES:
            term = f"{one.days} ngày" if one.days else "lâu dài"
            self.stdout.write(f"{one.key:<12} {one.name}: giữ {term}, {one.due().count()} dòng hết hạn")
