"""Three texts of a box: what the page showed, what is stored, what was typed."""

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import Any

from base.vietnamese import shown


def mark_of(value) -> str:
    """A short mark of a stored value; a page keeps it to say what it was looking at."""
    return hashlib.sha256(shown(value).encode()).hexdigest()[:10]


def merge(stored: dict, typed: dict, read: dict[str, str]) -> tuple[list[str], list[str]]:
    """Which boxes to write and which are in conflict; `read` has the marks of what the page showed.

    A box whose text is still what the page showed was not touched, and is left to whoever changed it.
    """
    to_write: list[str] = []
    conflicts: list[str] = []
    for box, value in typed.items():
        seen, now = read.get(box, mark_of("")), mark_of(stored[box])
        if now == mark_of(value) or seen == mark_of(value):
            continue
        (to_write if seen == now else conflicts).append(box)
    return to_write, conflicts


@dataclass(frozen=True)
class Conflict:
    """A box that somebody else changed after the page was opened."""

    field: str
    stored: str
    typed: str
    mark: str
    by: Any = None
    at: datetime.datetime | None = None
    label: str = ""


@dataclass
class Written:
    """What came of a save: the marks of the boxes that stand as typed, and the conflicts."""

    saved: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
