"""manage.py load_law: the instruments, awards, forms and rates that came with this version, beside what is there."""

from django.core.management.base import BaseCommand
from django.db import transaction

from blocs.reference import load_law


class Command(BaseCommand):
    help = "Load the law that is not there yet; what was changed in the admin is left alone. Run after an upgrade."

    @transaction.atomic
    def handle(self, **options):
        load_law()
        self.stdout.write("Đã nạp văn bản pháp luật, danh hiệu, mẫu báo cáo, mức thưởng.")
