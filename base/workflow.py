"""States and moves: one table, one door, one history. Shared by registrations, reports and proposals."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models, transaction

from audit.log import record
from audit.tracing import trace


class Refused(Exception):
    """This cannot be done now. The message is shown, as it is, to whoever asked, and stands in the log as refused."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        trace().refuse(why)


class Gap(str):
    """A sentence on what is missing before a step, with where it is mended: a box of the page, or another page.

    Several of one kind are told in one line: what they all lack in `together`, by their `short` names.
    """

    field: str
    url: str
    together: str
    short: str

    def __new__(
        cls, text: str, field: str = "", *, url: str = "", together: str = "", short: str = ""
    ) -> "Gap":
        gap = super().__new__(cls, text)
        gap.field, gap.url, gap.together, gap.short = field, url, together, short
        return gap


class Workflow(models.Model):
    """Something whose state changes only along its table of moves, each move in its history."""

    State: type[models.TextChoices]
    MOVES: dict[str, set[str]]  # from each state, the states it may become
    state: str  # a field of every workflow, with its own default
    history: Any  # its moves, newest last
    get_state_display: Callable[[], str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A stale copy saved whole would quietly undo someone else's move.
        if not self._state.adding:
            raise TypeError("Change a workflow through its own verbs, which check its state.")
        super().save(*args, **kwargs)

    def can_move(self, to: str) -> bool:
        return to in self.MOVES[self.state]

    def _move(self, to: str, *, by: Any, comment: str = "", **changes: Any) -> None:
        """Change state, write the history; Refused where the table or a quicker person forbids it."""
        if not self.can_move(to):
            now, then = self.get_state_display().lower(), self.State(to).label.lower()
            raise Refused(f"Hiện đang ở trạng thái “{now}”, không chuyển sang “{then}” được.")
        with transaction.atomic():
            # The old state in the WHERE lets only one of two simultaneous moves win.
            rows: Any = type(self)._base_manager
            unmoved = rows.filter(pk=self.pk, state=self.state)
            if not unmoved.update(state=to, **changes):
                raise Refused("Người khác vừa xử lý trước. Hãy tải lại trang để xem tình trạng mới.")
            self.history.create(from_state=self.state, to_state=to, by=by, comment=comment)
            record(f"{self._meta.model_name}.{to}", self, what=f"{self}: {self.State(to).label}", by=by)
        self.refresh_from_db(fields=["state", *changes])


class Move(models.Model):
    """One line of a history: who moved it, when, from where to where, and what they said."""

    STATES: type[models.TextChoices]

    from_state = models.CharField("từ", max_length=20)
    to_state = models.CharField("sang", max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người thực hiện", related_name="+"
    )
    at = models.DateTimeField("lúc", auto_now_add=True)
    comment = models.TextField("ý kiến", blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    @property
    def to_label(self) -> str:
        return self.STATES(self.to_state).label


def claim_first(waiting: models.QuerySet, **taken: Any) -> Any:
    """The key of the first row of a queue, marked as taken by these columns; None when nothing waits.

    The queue's own condition stands in the WHERE: of two workers at once only one takes a row.
    """
    for pk in waiting.values_list("pk", flat=True)[:20]:
        if waiting.order_by().filter(pk=pk).update(**taken):
            return pk
    return None
