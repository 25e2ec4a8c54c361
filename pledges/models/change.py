"""Who changed what of a report or a registration, when, from what to what."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from base.vietnamese import shown
from pledges.box_names import box_name

from .owned import Owned

# Saves of one person in one box within this time are one change: the box saves itself at every pause.
ONE_SITTING = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Edit:
    """One box of one row that gets another value."""

    row: Any  # one of KINDS
    name: str
    before: object
    after: object
    reason: str = ""

    @property
    def field(self) -> str:
        """The box's name on the pages: section-12-text, result-5-actual, line-7-self_points."""
        return box_name(KINDS[type(self.row).__name__], self.row.pk, self.name)

    @property
    def label(self) -> str:
        return f"{self.row}: {self.row._meta.get_field(self.name).verbose_name}"


@dataclass(frozen=True)
class TextEdit:
    """One box that is no row of its own, such as a figure of the registration's head."""

    field: str
    label: str
    before: str
    after: str
    reason: str = ""


KINDS = {"ReportSection": "section", "IndicatorResult": "result", "ScoreLine": "line"}


class ChangeQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("History is added to, never rewritten.")

    delete = update


class Change(Owned):
    """One change to a text, a figure, a score or a piece of evidence. Nobody edits these."""

    field = models.CharField(max_length=60)
    label = models.CharField("ô", max_length=320)
    before = models.TextField("từ", blank=True)
    after = models.TextField("thành", blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    began_at = models.DateTimeField("từ lúc", default=timezone.now)
    at = models.DateTimeField("lúc", default=timezone.now)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi"
        verbose_name_plural = "lịch sử thay đổi"
        ordering = ["-at", "-pk"]
        constraints = Owned.Meta.constraints
        indexes = [
            models.Index(fields=["report", "field", "-at"], name="change_of_field"),
            models.Index(fields=["report", "-at"], name="change_of_report"),
            models.Index(fields=["registration", "-at"], name="change_of_registration"),
        ]

    def __str__(self):
        return self.label


def record(submission, *, by, edits: list) -> None:
    """Write these edits into the history; within one sitting a box has one line. Inside a transaction."""
    now = timezone.now()
    going_on = _going_on(submission, by, edits, now)
    new = []
    for edit in edits:
        change = going_on.get(edit.field)
        if change is None or change.after != shown(edit.before):
            new.append(_change(submission, by, edit, now))
        else:
            change.after, change.at = shown(edit.after), now
            change.save(update_fields=["after", "at"])
    Change.objects.bulk_create(new)


def _going_on(submission, by, edits: list, now) -> dict[str, "Change"]:
    """{box: the line this person's sitting has for it}. A verdict is a deed of its own, and so is what has a reason."""
    boxes = [edit.field for edit in edits if not edit.reason and "-verified_" not in edit.field]
    if not boxes:
        return {}
    sitting = Change.objects.filter(
        by=by, field__in=boxes, began_at__gt=now - ONE_SITTING, **submission.as_owner
    )
    return {change.field: change for change in sitting.order_by("pk")}


def _change(submission, by, edit, now) -> Change:
    return Change(
        **submission.as_owner,
        field=edit.field,
        label=edit.label[:320],
        before=shown(edit.before),
        after=shown(edit.after),
        reason=edit.reason,
        by=by,
        began_at=now,
        at=now,
    )
