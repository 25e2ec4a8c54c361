"""What a member answers to the verifiers' points, and the second look at it."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .content import ScoreLine


class Explanation(models.Model):
    """The member's word on one leaf, and what the second look made of it."""

    line = models.OneToOneField(ScoreLine, models.CASCADE, related_name="explanation")
    text = models.TextField("giải trình của hội", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=timezone.now)
    reply = models.TextField("trả lời phúc tra", max_length=2000, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something"),
            models.CheckConstraint(
                condition=Q(reply="", replied_by=None, replied_at=None)
                | ~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False),
                name="explanation_answered_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"Giải trình {self.line}"


def explanation_until(report) -> datetime.datetime | None:
    """Until when the member may explain: the end of the last of the year's days after it was told."""
    if report.told_at is None:
        return None
    last_day = timezone.localdate(report.told_at) + datetime.timedelta(days=report.bloc_year.explanation_days)
    return timezone.make_aware(datetime.datetime.combine(last_day, datetime.time.max))


def may_explain(report, now: datetime.datetime | None = None) -> bool:
    """Whether the window is open: told, not agreed to, not over."""
    until = explanation_until(report)
    return until is not None and report.agreed_at is None and (now or timezone.now()) <= until
