"""On time or late, by the server's clock."""

import datetime

from django.utils import timezone


def is_on_time(received_at: datetime.datetime | None, due_at: datetime.datetime | None) -> bool | None:
    """Whether something came by its deadline, to the microsecond of the server's clock; None if it never came."""
    if received_at is None:
        return None
    return due_at is None or received_at <= due_at


def end_of_day(due_at: datetime.datetime | None) -> datetime.datetime | None:
    """The last moment of a deadline's day: what the bloc does together, as signing its pledge, counts by the day."""
    return due_at and timezone.localtime(due_at).replace(hour=23, minute=59, second=59, microsecond=999_999)
