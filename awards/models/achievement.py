"""Báo cáo thành tích: what a nominee tells of itself for one award; figures and awards come from the records."""

from django.conf import settings
from django.db import models

from blocs.models import AwardCondition, FormPart

from .proposal import Nomination


class AchievementText(models.Model):
    """The text under one heading."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="texts")
    source = models.CharField("phần", max_length=12, choices=FormPart.Source)
    text = models.TextField("nội dung", blank=True, max_length=20000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "phần báo cáo thành tích"
        verbose_name_plural = "báo cáo thành tích"
        constraints = [models.UniqueConstraint(fields=["nomination", "source"], name="achievement_text_once")]

    def __str__(self):
        return f"{self.nomination}, {self.get_source_display()}"


class ConditionAnswer(models.Model):
    """What a person says of a condition that no record can answer."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="answers")
    condition = models.ForeignKey(AwardCondition, models.PROTECT, related_name="+")
    is_held = models.BooleanField("đạt")
    note = models.CharField("căn cứ, nguồn", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "xác nhận điều kiện"
        verbose_name_plural = "xác nhận điều kiện"
        constraints = [
            models.UniqueConstraint(fields=["nomination", "condition"], name="condition_answered_once")
        ]

    def __str__(self):
        return f"{self.condition}: {'đạt' if self.is_held else 'không đạt'}"
