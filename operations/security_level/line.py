"""One line of the level, and how a site can stand to it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from audit.models import MaintenanceRun
from base.vietnamese import short_date


class State(StrEnum):
    """How the site stands to a line."""

    HELD = "Phần mềm đáp ứng"
    SET = "Cấu hình đáp ứng"
    NOT_SET = "Chưa đáp ứng"
    OWNER = "Đơn vị vận hành làm"
    ARGUED = "Giải pháp thay thế"


@dataclass(frozen=True)
class Setting:
    """What decides whether a line is met here, and its value now, in words.

    `number`, `fault` and `hint` are those of the warning of `manage.py check --deploy`, where there is one.
    """

    is_met: Callable[[], bool]
    value: Callable[[], str]
    number: int = 0
    fault: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Line:
    """One line: what is asked, how it is met, what the owner does, or why another way does."""

    group: str
    text: str
    how: str = ""
    tests: tuple[str, ...] = ()
    setting: Setting | None = None
    is_owners: bool = False
    is_argued: bool = False

    @property
    def state(self) -> State:
        if self.setting:
            return State.SET if self.setting.is_met() else State.NOT_SET
        if self.is_owners:
            return State.OWNER
        return State.ARGUED if self.is_argued else State.HELD

    @property
    def told(self) -> str:
        """How it is met, with the value of now."""
        value = f"Hiện nay: {self.setting.value()}." if self.setting else ""
        return " ".join(part for part in (self.how, value) if part)


def lately(kind: str, days: int, *, number: int, fault: str, hint: str) -> Setting:
    """Whether this was done, and well, within so many days; with its warning."""

    def run() -> MaintenanceRun | None:
        return MaintenanceRun.objects.filter(kind=kind).first()

    def is_met() -> bool:
        last = run()
        return bool(last and last.is_well and timezone.now() - last.at < datetime.timedelta(days=days))

    def value() -> str:
        last = run()
        if last is None:
            return "chưa làm lần nào"
        return f"{short_date(timezone.localdate(last.at))}{'' if last.is_well else ', không xong'}"

    return Setting(is_met, value, number, fault, hint)
