"""A report or registration sent back: what is wrong where, by when it is to be mended, and what the member answers."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from base.vietnamese import instant
from base.workflow import Refused

from .merging import Conflict, Written, mark_of, merge
from .owned import Owned


class Correction(Owned):
    """One return of one report or registration. Its window is its own, whatever the year's deadline was."""

    round = models.PositiveSmallIntegerField("lần trả lại")
    comment = models.TextField("ý kiến chung", blank=True)
    due_at = models.DateTimeField("nộp lại trước")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trả lại"
    )
    at = models.DateTimeField("trả lại lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần trả lại"
        verbose_name_plural = "các lần trả lại"
        ordering = ["round"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["report", "round"], name="correction_round_once"),
            models.UniqueConstraint(
                fields=["registration", "round"], name="registration_correction_round_once"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=models.F("at")), name="correction_has_time"),
        ]

    def __str__(self):
        return f"Trả lại lần {self.round}"


class CorrectionItem(models.Model):
    """One thing to mend: in which row, of what kind, and the member's answer."""

    class Reason(models.TextChoices):
        WRONG = "wrong", "Sai"
        MISSING = "missing", "Thiếu"
        UNCLEAR = "unclear", "Chưa rõ"

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="items")
    row = models.CharField(
        "ở đâu", max_length=40, blank=True
    )  # section-12, result-5, line-7; empty: the whole
    label = models.CharField(max_length=320, default="Cả văn bản")
    reason = models.CharField("lý do", max_length=10, choices=Reason)
    request = models.TextField("cần sửa gì", max_length=2000)
    answer = models.TextField("trả lời của hội", max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "điểm cần sửa"
        verbose_name_plural = "điểm cần sửa"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(request=""), name="correction_item_says_what"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="correction_item_answered_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.get_reason_display().lower()}"


def open_correction(submission) -> Correction | None:
    """The return the member is working on now."""
    return submission.corrections.last() if submission.state == submission.State.RETURNED else None


def begin_correction(
    submission, *, by, comment: str, due_at: datetime.datetime, items: list[dict]
) -> Correction:
    """Write down a return, with its items {row, label, reason, request}. Refused at the year's limit."""
    if not comment.strip() and not items:
        raise Refused("Hãy ghi rõ nội dung cần sửa.")
    now = timezone.now()
    if due_at <= now:
        raise Refused("Hạn nộp lại phải ở sau lúc này.")
    rounds = submission.corrections.count()
    if rounds >= submission.bloc_year.return_limit:
        raise Refused(f"Bản này đã trả lại {rounds} lần, đủ số lần năm này cho phép.")
    correction = submission.corrections.create(
        round=rounds + 1, by=by, comment=comment, due_at=due_at, at=now
    )
    CorrectionItem.objects.bulk_create(CorrectionItem(correction=correction, **item) for item in items)
    return correction


def answer_box(item: int) -> str:
    """The box of an item's answer on the pages."""
    return f"item-{item}-answer"


def answer_items(submission, *, by, answers: dict[int, str], read: dict[str, str] | None = None) -> Written:
    """{item: answer} for the open return; an empty text takes an answer back.

    `read` is {box: mark} of what the page showed: what was not touched stays as it is stored, and what a colleague
    answered meanwhile is shown back. Refused unless a return is open.
    """
    with transaction.atomic():
        if refusal := submission.closed():
            raise Refused(refusal)
        correction = open_correction(type(submission).objects.select_for_update().get(pk=submission.pk))
        if correction is None:
            raise Refused("Bản này không còn chờ sửa.")
        items = {answer_box(item.pk): item for item in correction.items.select_related("answered_by")}
        typed = {answer_box(pk): answer.strip() for pk, answer in answers.items() if answer_box(pk) in items}
        stored = {box: items[box].answer for box in typed}
        marks = {box: mark_of(text) for box, text in stored.items()} if read is None else read
        to_write, conflicts = merge(stored, typed, marks)
        for box in to_write:
            stamp = {"answered_by": by, "answered_at": timezone.now()} if typed[box] else TAKEN_BACK
            CorrectionItem.objects.filter(pk=items[box].pk).update(answer=typed[box], **stamp)
    kept = {box: typed[box] if box in to_write else stored[box] for box in typed if box not in conflicts}
    return Written(
        saved={box: mark_of(text) for box, text in kept.items()},
        conflicts={box: _answer_clash(items[box], box, typed[box]) for box in conflicts},
    )


def _answer_clash(item: CorrectionItem, box: str, typed: str) -> Conflict:
    by, at = item.answered_by, item.answered_at
    return Conflict(box, item.answer, typed, mark_of(item.answer), by=by, at=at)


TAKEN_BACK = {"answered_by": None, "answered_at": None}


def extend_correction(submission, *, by, until: datetime.datetime, reason: str) -> None:
    """Give the member longer to mend what was returned; who, until when and why stay in the history."""
    with transaction.atomic():
        if refusal := submission.closed():
            raise Refused(refusal)
        correction = open_correction(type(submission).objects.select_for_update().get(pk=submission.pk))
        if correction is None:
            raise Refused("Bản này không còn chờ sửa.")
        if until <= max(correction.due_at, timezone.now()):
            raise Refused(f"Hạn mới phải sau hạn đang có ({instant(correction.due_at)}).")
        Correction.objects.filter(pk=correction.pk).update(due_at=until)
        returned = submission.State.RETURNED
        said = f"Gia hạn nộp lại đến {instant(until)}: {reason}"
        submission.history.create(from_state=returned, to_state=returned, by=by, comment=said)
