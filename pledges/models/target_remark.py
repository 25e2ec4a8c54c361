"""What the secretariat says of a target before the pledge is signed: accepted, or to be raised."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .registration import Target


class TargetRemark(models.Model):
    """The secretariat's word on one target, and the plan it was said of."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "Chấp nhận"
        RAISE = "raise", "Đề nghị nâng"

    target = models.OneToOneField(Target, models.CASCADE, related_name="remark")
    verdict = models.CharField("nhận xét", max_length=10, choices=Verdict)
    why = models.CharField("lý do, mức đề nghị", max_length=500, blank=True)
    plan = models.CharField("kế hoạch khi nhận xét", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhận xét"
    )
    at = models.DateTimeField("nhận xét lúc", default=timezone.now)

    class Meta:
        verbose_name = "nhận xét chỉ tiêu"
        verbose_name_plural = "nhận xét chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict="raise", why=""), name="target_is_raised_for_a_reason"
            )
        ]

    def __str__(self):
        return f"{self.target}: {self.get_verdict_display().lower()}"

    @property
    def is_of_another_plan(self) -> bool:
        """Whether the member has changed the plan since: then the target is to be looked at anew."""
        return self.plan != self.target.plan_shown
