"""Loads the real case: Quảng Trị's bloc, 2023 complete and 2024 half way. Doing it twice changes nothing."""

from django.core.management.base import BaseCommand

from demo.load import load_demo


class Command(BaseCommand):
    help = "Load the demo of Quảng Trị 2023 and 2024, unless a bloc is there already."

    def handle(self, **options):
        loaded = load_demo()
        self.stdout.write("Đã nạp dữ liệu minh họa." if loaded else "Đã có dữ liệu, không nạp thêm.")
