"""A report or registration sent back: what is wrong where, by when it is to be mended, and what the member answers."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.workflow import Refused
from pledges.box_names import box_name

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
        LOW = "low", "Đề nghị nâng"

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
    return box_name("item", item, "answer")
