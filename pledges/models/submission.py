"""What a registration and a report have in common: the member writes, submits; the secretariat returns or accepts."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from blocs.models import BlocYear, Extension, Milestone
from blocs.permissions import served
from config.workflow import MoveRefused, Workflow
from documents.vietnamese import instant
from members.models import Association


def lock_of(year_id: int) -> Milestone:
    """The milestone that locks the scores of a year, held for the rest of the transaction."""
    return Milestone.objects.select_for_update().get(bloc_year=year_id, kind=Milestone.Kind.SCORES_LOCKED)


class Gap(str):
    """A sentence on what is missing before a submission, with the box that is missing it."""

    field: str

    def __new__(cls, text: str, field: str = ""):
        gap = super().__new__(cls, text)
        gap.field = field
        return gap


class Outdated(MoveRefused):
    """Somebody saved this part after the page was opened."""


def is_on_time(received_at: datetime.datetime | None, due_at: datetime.datetime | None) -> bool | None:
    """Whether something came by its deadline, to the microsecond of the server's clock; None if it never came."""
    if received_at is None:
        return None
    return due_at is None or received_at <= due_at


class SubmissionQuerySet(models.QuerySet):
    def for_user(self, user):
        """One's own association's in any state; what is handed in, for the bloc's people and the province.

        What was returned is the member's own again until it is handed in anew.
        """
        own = Q(association__in=user.association_ids)
        handed_in = Q(state__in=Submission.HANDED_IN)
        reads_all = user.is_province or user.is_superuser
        return self.filter(own | handed_in if reads_all else own | handed_in & served(user))

    def open(self):
        """Those the member may still change."""
        return self.filter(state__in=Submission.OPEN)

    def submitted(self):
        return self.filter(state__in=Submission.HANDED_IN)

    def with_parties(self):
        """With all that a page of one says of its year, and this member's extension, in one query."""
        granted = Extension.objects.filter(
            bloc_year=OuterRef("bloc_year"), association=OuterRef("association"), kind=self.model.due_kind()
        )
        extended = Subquery(granted.order_by("-pk").values("until")[:1])
        parties = self.select_related(
            "association", "bloc_year__bloc", "bloc_year__lead", "bloc_year__deputy"
        )
        return parties.annotate(extended_until=extended)


class Submission(Workflow):
    """Draft → submitted → returned → submitted → accepted."""

    class State(models.TextChoices):
        DRAFT = "draft", "Chưa nộp"
        SUBMITTED = "submitted", "Đã nộp"
        RETURNED = "returned", "Bị trả lại"
        ACCEPTED = "accepted", "Đã tiếp nhận"

    MOVES = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.RETURNED, State.ACCEPTED},
        State.RETURNED: {State.SUBMITTED},
        State.ACCEPTED: {State.RETURNED},
    }
    OPEN = {State.DRAFT, State.RETURNED}
    HANDED_IN = {State.SUBMITTED, State.ACCEPTED}

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, verbose_name="năm thi đua")
    association = models.ForeignKey(Association, models.PROTECT, verbose_name="hội")
    state = models.CharField("trạng thái", max_length=20, choices=State, default=State.DRAFT, editable=False)
    first_submitted_at = models.DateTimeField("nộp lần đầu lúc", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người nộp",
    )
    created_at = models.DateTimeField("bắt đầu soạn", auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def submitted_together(name: str) -> models.CheckConstraint:
        """Who and when go together, and only a draft has neither."""
        return models.CheckConstraint(
            name=name,
            condition=Q(state="draft", first_submitted_at=None, submitted_by=None)
            | ~Q(state="draft") & Q(first_submitted_at__isnull=False, submitted_by__isnull=False),
        )

    @classmethod
    def due_kind(cls):
        """The step whose deadline counts, as an expression over the row."""
        return Value(cls.DUE)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def due_at(self) -> datetime.datetime | None:
        """This member's deadline, an extension counted."""
        if "extended_until" in self.__dict__:
            common = self.bloc_year.due(self.DUE)
            return max(common, self.extended_until) if common and self.extended_until else common
        return self.bloc_year.due(self.DUE, self.association_id)

    @property
    def is_late(self) -> bool:
        return is_on_time(self.first_submitted_at, self.due_at) is False

    def missing(self) -> list[Gap]:
        """What stands between this and its submission, in the reader's words."""
        raise NotImplementedError

    def closed(self) -> str:
        """Why nothing can be written, submitted or returned any more, or an empty text. Inside a transaction.

        Holds the year's lock until the transaction ends, so that scores are not locked in between.
        """
        if lock_of(self.bloc_year_id).done_at:
            return "Điểm của năm này đã khóa, không thay đổi được nữa."
        return ""

    def too_late(self, at: datetime.datetime) -> str:
        """Why a first submission that came `at` this instant is not taken, by the year's rule; empty if it is."""
        refuses = self.bloc_year.late_rule == BlocYear.Late.REFUSE and self.first_submitted_at is None
        if not refuses or is_on_time(at, self.due_at):
            return ""
        return (
            f"Đã hết hạn lúc {instant(self.due_at)}; năm này không nhận bản nộp muộn."
            " Hãy đề nghị Trưởng khối gia hạn."
        )

    def submit(self, *, by, received: datetime.datetime | None = None) -> None:
        received = received or timezone.now()  # before any waiting for locks
        with transaction.atomic():
            if refusal := self.closed() or self.too_late(received) or " ".join(self.missing()):
                raise MoveRefused(refusal)
            first = self.first_submitted_at or received
            self._move(self.State.SUBMITTED, by=by, first_submitted_at=first, submitted_by=by)

    def send_back(self, *, by, comment: str) -> None:
        if not comment.strip():
            raise MoveRefused("Hãy ghi rõ nội dung cần sửa.")
        with transaction.atomic():
            if refusal := self.closed():
                raise MoveRefused(refusal)
            self._move(self.State.RETURNED, by=by, comment=comment)

    def accept(self, *, by) -> None:
        with transaction.atomic():
            if refusal := self.closed():
                raise MoveRefused(refusal)
            self._move(self.State.ACCEPTED, by=by)


class Part(models.Model):
    """Something written as a whole by one of several people, with a revision so that no tab overwrites another."""

    revision = models.PositiveIntegerField(default=0, editable=False)
    written_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def next_revision(self, *, by, read: int) -> None:
        """Claim the next revision after the one that was `read`; Outdated if another came between."""
        unchanged = type(self)._base_manager.filter(pk=self.pk, revision=read)
        if not unchanged.update(revision=F("revision") + 1, written_at=timezone.now(), written_by=by):
            self.refresh_from_db()
            raise Outdated(
                f"{self.written_by} đã lưu một bản khác trong lúc anh/chị đang soạn. Nội dung anh/chị nhập vẫn còn ở"
                " dưới, bản đã lưu ghi kèm ở từng ô khác nhau. Hãy xem lại rồi bấm Lưu lần nữa."
            )
        self.refresh_from_db()
