"""Who asks, from where and under which number, for whatever the request leads to: the log, letters to the console."""

from contextvars import ContextVar
from dataclasses import dataclass, field

# Reading one's inbox is no act; and when who cast a secret ballot is written nowhere (docs/secret-vote.md).
NOT_LOGGED = {"awards:poll-cast", "members:notice", "members:notices-read", "resume"}


@dataclass
class Trace:
    """One request."""

    number: str = ""
    address: str | None = None
    user: object = None
    posing: str = ""  # the administrator who looks as this user
    was_recorded: bool = False
    uncertain_files: set[str] = field(default_factory=set)  # stored, their rows not committed yet


current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def trace() -> Trace:
    """The request under way; an empty one in commands and the worker."""
    return current.get() or Trace()
