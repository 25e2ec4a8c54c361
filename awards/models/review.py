"""The prose of the bloc's year-end review, drafted from its members' reports."""

import re

from django.conf import settings
from django.db import models

from blocs.models import BlocYear, OutlineSection


class ReviewSection(models.Model):
    """The text under one heading of the bloc's own report, as the secretariat leaves it."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="review_sections")
    outline = models.ForeignKey(OutlineSection, models.PROTECT, related_name="review_sections")
    text = models.TextField("nội dung", blank=True, max_length=40000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "mục của báo cáo tổng kết khối"
        verbose_name_plural = "báo cáo tổng kết khối"
        ordering = ["outline__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["bloc_year", "outline"], name="review_section_once")]

    def __str__(self):
        return self.outline.title


def opening_sentences(text: str, count: int = 2) -> str:
    """The first sentences of a text, as a start for the secretariat's own summary."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return " ".join(sentences[:count])
