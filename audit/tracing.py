"""Who asks, from where and under which number, for whatever the request leads to: the log, letters to the console."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

# Reading one's inbox is no act; and when who cast a secret ballot is written nowhere (docs/secret-vote.md).
NOT_LOGGED = {"awards:poll-cast", "members:notice", "members:notices-read", "resume", "calendar-feed"}


@dataclass
class Trace:
    """One request."""

    number: str = ""
    address: str | None = None
    user: Any = None
    posing: str = ""  # the administrator who looks as this user
    was_recorded: bool = False
    refused: str = ""  # why what was asked was not done
    uncertain_files: set[str] = field(default_factory=set)  # stored, their rows not committed yet

    def refuse(self, why: str) -> None:
        """What was asked was not done; whatever was recorded on the way was taken back with it."""
        self.refused, self.was_recorded = why, False


current: ContextVar[Trace | None] = ContextVar("trace", default=None)


class HostCookie(CookieStorage):
    """The cookie of messages that no other host under the same domain can set, where there is HTTPS."""

    cookie_name = "__Host-messages" if settings.HTTPS else CookieStorage.cookie_name


class RefusalLoggingMessages(FallbackStorage):
    """What is shown in red or in blue says that something was not done: the log has to know it, too.

    Done is told in green, done in part in yellow. Under /accounts/ allauth has colours of its own.
    """

    storage_classes = (HostCookie, SessionStorage)
    NOT_DONE = (messages.INFO, messages.ERROR)

    def add(self, level, message, extra_tags=""):
        if level in self.NOT_DONE and not self.request.path.startswith("/accounts/"):
            trace().refuse(str(message))
        super().add(level, message, extra_tags)


def trace() -> Trace:
    """The request under way; an empty one in commands and the worker."""
    return current.get() or Trace()
