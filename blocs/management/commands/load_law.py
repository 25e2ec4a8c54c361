"""manage.py load_law: the instruments, awards, forms and rates that came with this version, beside what is there."""

from django.core.management.base import BaseCommand
from django.db import transaction

from blocs.law_loading import load_law


class Command(BaseCommand):
    help = "Bring the law up to this version; what the office has changed is left alone and told."

    @transaction.atomic
    def handle(self, **options):
        differences = load_law()
        self.stdout.write("Đã nạp văn bản pháp luật, danh hiệu, mẫu báo cáo, mức thưởng.")
        for line in differences:
            self.stdout.write(f"Giữ theo đơn vị đã sửa: {line}")
