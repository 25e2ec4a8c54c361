"""What a registration and a report have in common: the member writes, submits; the secretariat returns or accepts."""

import datetime
import hashlib
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from base.vietnamese import instant
from base.workflow import Gap, Refused, Workflow
from blocs.models import BlocYear, Extension, lock_of
from blocs.permissions import read_in_full
from members.models import Association
from pledges import notifications
from pledges.box_names import box_name
from pledges.deadlines import is_on_time

from .correction import begin_correction, open_correction
from .version import Version, Withdrawal, digest, snapshot

TAKEN_BACK = "Hội tự rút lại để sửa."


class SubmissionQuerySet(models.QuerySet):
    model: Any  # Registration or Report

    def for_user(self, user):
        """One's own association's in any state; what is handed in, for the bloc's people and the province.

        What was returned is the member's own again until it is handed in anew.
        """
        own = Q(association__in=user.association_ids)
        handed_in = Q(state__in=Submission.HANDED_IN)
        return self.filter(own | handed_in & read_in_full(user))

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
        return self.select_related("association", "bloc_year__bloc").annotate(extended_until=extended)


class Submission(Workflow):
    """Draft → submitted → returned → submitted → accepted. In between a member may take back what it handed in."""

    class State(models.TextChoices):
        DRAFT = "draft", "Chưa nộp"
        SUBMITTED = "submitted", "Đã nộp"
        RETURNED = "returned", "Bị trả lại"
        ACCEPTED = "accepted", "Đã tiếp nhận"

    versions: Any  # what was handed in, by number
    corrections: Any
    kept: int  # how many of its versions are kept, put there by with_versions
    extended_until: datetime.datetime | None  # put there by with_parties
    title: Any
    get_absolute_url: Callable[[], str]

    MOVES = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.RETURNED, State.ACCEPTED, State.DRAFT},
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

    objects: ClassVar[Any] = SubmissionQuerySet.as_manager()

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

    @property
    def due_step(self) -> str:
        """The step of the year whose deadline counts."""
        raise NotImplementedError

    @classmethod
    def due_kind(cls) -> Any:
        """The same as an expression over the row."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def due_at(self) -> datetime.datetime | None:
        """This member's deadline, an extension counted."""
        if "extended_until" in self.__dict__:
            common = self.bloc_year.due(self.due_step)
            return max(common, self.extended_until) if common and self.extended_until else common
        return self.bloc_year.due(self.due_step, self.association_id)

    @property
    def is_late(self) -> bool:
        return is_on_time(self.first_submitted_at, self.due_at) is False

    @property
    def current_due(self) -> datetime.datetime | None:
        """By when the member is to hand in: the return's own date while one is open."""
        correction = open_correction(self)
        return correction.due_at if correction else self.due_at

    @property
    def as_owner(self) -> dict:
        """{"report": this} or {"registration": this}, as rows kept of it name it."""
        return {self._meta.model_name: self}

    def url(self, page: str) -> str:
        """The address of one of its pages: submit, return, answers, history…"""
        return reverse(f"pledges:{self._meta.model_name}-{page}", args=[self.pk])

    def said(self) -> list[dict]:
        """Everything it says now, row by row, as a version keeps it."""
        raise NotImplementedError

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED

    def missing(self) -> list[Gap]:
        """What stands between this and its submission, in the reader's words."""
        raise NotImplementedError

    def unanswered(self) -> list[Gap]:
        """The items of the open return that have no answer yet."""
        correction = open_correction(self)
        items = correction.items.filter(answer="") if correction else []
        return [
            Gap(f"Chưa trả lời yêu cầu sửa: {item.label}.", box_name("item", item.pk, "answer"))
            for item in items
        ]

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

    def submit(self, *, by, scan=None) -> Version:
        """Hand it in; returns what was received, for the receipt.

        `scan` is the signed paper, where it was signed by hand.
        """
        received = timezone.now()  # before any waiting for locks
        with transaction.atomic():
            closed = self.closed()
            is_open = type(self).objects.select_for_update().get(pk=self.pk).is_open
            if not closed and is_open:
                self.complete(by=by, received=received)
            if refusal := closed or self.too_late(received) or " ".join(self.missing()):
                raise Refused(refusal)
            correction = open_correction(self)
            first = self.first_submitted_at or received
            self._move(self.State.SUBMITTED, by=by, first_submitted_at=first, submitted_by=by)
            version = self._keep_version(received, correction, by, scan)
            notifications.tell_received(self, version)
        return version

    def bound(self) -> str:
        """Why this can no longer be taken back by the member alone, or an empty text."""
        if not self.bloc_year.may_withdraw:
            return "Năm này hội không tự rút lại bản đã nộp; hãy đề nghị thư ký khối trả lại."
        if self.state != self.State.SUBMITTED:
            return f"Hiện đang ở trạng thái “{self.get_state_display().lower()}”, không rút lại được."
        last = self.corrections.last()
        gate = last.due_at if last else self.due_at
        if gate and timezone.now() > gate:
            return f"Đã hết hạn lúc {instant(gate)}, không rút lại được nữa."
        return self.taken_up()

    def taken_up(self) -> str:
        """What somebody has begun to do with it since, as the reason why it stays; empty while nobody has."""
        return ""

    def withdraw(self, *, by, reason: str = "") -> None:
        """The member takes back its last round to mend it. The round is kept; what was never returned counts as not
        handed in, so that its lateness is that of the next round.

        Refused by `bound`.
        """
        with transaction.atomic():
            refusal = self.closed()
            type(self).objects.select_for_update().get(pk=self.pk)
            self.refresh_from_db(fields=["state"])
            if refusal := refusal or self.bound():
                raise Refused(refusal)
            if self.corrections.exists():
                self._move(self.State.RETURNED, by=by, comment=reason or TAKEN_BACK)
            else:
                self._move(
                    self.State.DRAFT, by=by, comment=reason, first_submitted_at=None, submitted_by=None
                )
            taken_back = Withdrawal.objects.create(version=self.versions.last(), by=by, reason=reason)
            notifications.tell_withdrawn(self, taken_back)

    def complete(self, *, by, received: datetime.datetime) -> None:
        """Fix what is computed rather than typed, at the instant of handing in."""

    def _keep_version(self, received, correction, by, scan):
        content = snapshot(self)
        signed = {}
        if scan:
            signed = {"scan": scan, "scan_name": scan.name[-200:]}
            signed["scan_sha256"] = hashlib.file_digest(scan.file, "sha256").hexdigest()
            scan.seek(0)
        return self.versions.create(
            number=self.versions.count() + 1,
            content=content,
            sha256=digest(content),
            submitted_by=by,
            received_at=received,
            due_at=correction.due_at if correction else self.due_at,
            **signed,
        )

    def send_back(self, *, by, due_at, comment: str = "", items: list[dict] | tuple = ()) -> None:
        """Return it to be mended before `due_at`; items are {row, label, reason, request}. See correction.py."""
        with transaction.atomic():
            if refusal := self.closed():
                raise Refused(refusal)
            begin_correction(self, by=by, comment=comment, due_at=due_at, items=list(items))
            summary = comment or "; ".join(f"{item['label']}: {item['request']}" for item in items)
            self._move(self.State.RETURNED, by=by, comment=summary)
            notifications.tell_returned(self)

    def accept(self, *, by) -> None:
        with transaction.atomic():
            if refusal := self.closed():
                raise Refused(refusal)
            self._move(self.State.ACCEPTED, by=by)
            notifications.tell_accepted(self)
