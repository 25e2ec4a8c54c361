"""The demo is loaded through the product's own verbs, each at the hour it is told to have happened."""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(text: str) -> datetime:
    """2024-01-09 08:00, in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@contextmanager
def at(text: str):
    """Inside, the server's clock stands at that hour."""
    with mock.patch("django.utils.timezone.now", return_value=moment(text)):
        yield
