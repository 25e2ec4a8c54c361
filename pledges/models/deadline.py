"""On time or late, by the server's clock."""

import datetime


def is_on_time(received_at: datetime.datetime | None, due_at: datetime.datetime | None) -> bool | None:
    """Whether something came by its deadline, to the microsecond of the server's clock; None if it never came."""
    if received_at is None:
        return None
    return due_at is None or received_at <= due_at
