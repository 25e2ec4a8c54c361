"""manage.py personal_data [EMAIL]: the map of what is held of people, or all that is held of one of them, as JSON."""

import json

from django.core.management.base import BaseCommand, CommandError

from members.models import User
from operations.personal_data import data_map, data_of

COLUMNS = ("Loại dữ liệu", "Của ai", "Để làm gì", "Ai đọc", "Giữ bao lâu", "Ở đâu", "Số dòng")


class Command(BaseCommand):
    help = (
        "Write the map of personal data as a table; with an e-mail address, all that is held of that person."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?")

    def handle(self, *, email, **options):
        if email is None:
            self.write_map()
            return
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"No person here has the address {email}.")
        text = json.dumps(data_of(person), ensure_ascii=False, indent=2, default=str)
        self.stdout.write(text)

    def write_map(self) -> None:
        self.stdout.write(f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}")
        for line in data_map():
            kind = line.holding
            where = f"{line.model}: {', '.join(line.fields)}"
            cells = (kind.name, kind.whose, kind.why, kind.read_by, kind.kept, where, str(line.rows))
            self.stdout.write(f"| {' | '.join(cells)} |")
