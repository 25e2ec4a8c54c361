"""One thing that waits for somebody."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from base.vietnamese import instant

SOON = datetime.timedelta(days=7)


@dataclass(frozen=True)
class NextStep:
    """One sentence, where to do it, what the button says, and by when."""

    text: str
    url: str
    verb: str = "Xem"
    due_at: datetime.datetime | None = None
    day_label: str = "Hạn"  # something opens on a day, everything else is due by one
    facts: str = ""  # what there is to know before one opens it
    is_sent: bool = False  # the button makes the thing: it is sent, not followed
    is_with_others: bool = False  # done here, now somebody else's
    of_year: str = ""  # where tasks of several years stand in one list
    is_now: bool = False  # it waits for nothing, and will not wait long

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now() and self.day_label == "Hạn"

    @property
    def is_soon(self) -> bool:
        if self.is_now:
            return True
        return self.due_at is not None and not self.is_late and self.due_at < timezone.now() + SOON

    @property
    def when(self) -> str:
        """The deadline in words; empty where there is none."""
        if self.is_now:
            return "Đang mở"
        if self.due_at is None:
            return ""
        if self.is_late:
            return f"Quá hạn {instant(self.due_at)}"
        days = (timezone.localtime(self.due_at).date() - timezone.localdate()).days
        if self.is_soon and days >= 0 and self.day_label == "Hạn":
            left = f"Còn {days} ngày" if days else "Hôm nay"
            return f"{left}, đến {instant(self.due_at)}"
        return f"{self.day_label} {instant(self.due_at)}"


def in_order(steps: list[NextStep]) -> list[NextStep]:
    """Late and near ones by date, then what has no date, then what is far, at the end what is with others."""

    def urgency(step: NextStep) -> tuple:
        near = step.is_late or step.is_soon
        group = 0 if near else 1 if step.due_at is None else 2
        return step.is_with_others, not step.is_now, group, step.due_at or timezone.now()

    return sorted(steps, key=urgency)


def names(associations: list) -> str:
    """The first three by name, the rest as a number."""
    first = ", ".join(association.short_name for association in associations[:3])
    more = len(associations) - 3
    return f"{first} và {more} hội khác" if more > 0 else first
