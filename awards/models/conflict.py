"""A member's declared conflict of interest at the review conference."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models import Association

from .conference import Conference


class ConflictOfInterest(models.Model):
    """One member is close to one nominee, or to all of what is voted on; told before the vote, kept in the minutes."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="conflicts")
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="+", verbose_name="đơn vị khai báo"
    )
    about = models.ForeignKey(
        Association,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="có quan hệ với đơn vị được đề cử",
    )
    reason = models.CharField("quan hệ", max_length=300)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField("khai lúc", default=timezone.now)

    class Meta:
        verbose_name = "khai báo quan hệ lợi ích"
        verbose_name_plural = "khai báo quan hệ lợi ích"
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "association", "about"], name="conflict_once_a_nominee"
            ),
            models.UniqueConstraint(
                fields=["conference", "association"], condition=Q(about=None), name="conflict_with_all_once"
            ),
            models.CheckConstraint(
                condition=Q(about=None) | ~Q(about=F("association")), name="conflict_with_another"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_says_why"),
        ]

    def __str__(self):
        whom = self.about.short_name if self.about else "mọi đơn vị được đề cử"
        return f"{self.association.short_name}: có quan hệ với {whom}, {self.reason}"
