"""Who ranks before somebody proposed for an award and is not proposed for it, and why."""

from django.db import models

from blocs.models import AwardType
from members.models import Association

from .conference import Conference


class PassedOver(models.Model):
    """The reason, as the conference gave it: the province asks for it first."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="passed_over")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        verbose_name = "đơn vị xếp trên không được đề nghị"
        verbose_name_plural = "đơn vị xếp trên không được đề nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "award_type", "association"], name="passed_over_once_an_award"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="passed_over_for_a_reason"),
        ]

    def __str__(self):
        return f"{self.association}: {self.reason}"
