"""Loads the real case: Quảng Trị's bloc, 2023 complete, 2024 begun, the present year half way.

Doing it twice changes nothing."""

from django.core.management.base import BaseCommand

from demo.current import load_current_year
from demo.load import forget_what_is_over, load_demo


class Command(BaseCommand):
    help = "Load the demo of Quảng Trị, unless a bloc is there already."

    def handle(self, **options):
        loaded = load_demo()
        if loaded:
            load_current_year()
            forget_what_is_over()
        self.stdout.write("Đã nạp dữ liệu minh họa." if loaded else "Đã có dữ liệu, không nạp thêm.")
