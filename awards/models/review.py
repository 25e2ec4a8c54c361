"""The prose of the bloc's year-end review, drafted from its members' reports."""

import re

from django.conf import settings
from django.db import models

from base.vietnamese import uncapitalised
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


MEMBERS_A_PARAGRAPH = 4


def opening_sentence(text: str) -> str:
    """The first sentence of a text without its mark, as a start for the secretariat's own summary."""
    first = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))[0]
    return first.lstrip("-+•* ").rstrip(" .;!?")


def gathered(passages: list[tuple[str, str]]) -> str:
    """Prose of what members tell under one heading: (name, text) of each, a few to a paragraph."""
    clauses = [f"{name} {uncapitalised(opening_sentence(text))}" for name, text in passages]
    groups = [
        clauses[first : first + MEMBERS_A_PARAGRAPH] for first in range(0, len(clauses), MEMBERS_A_PARAGRAPH)
    ]
    return "\n".join(f"{'; '.join(group)}." for group in groups)
