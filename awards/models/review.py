"""The prose of the bloc's year-end review, drafted from its members' reports."""

import re

from django.conf import settings
from django.db import models, transaction

from base.workflow import Refused
from blocs.models import BlocYear, OutlineSection
from pledges.models import Report, ReportSection


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


@transaction.atomic
def draft_review(year: BlocYear, *, by) -> int:
    """Fill the empty sections of the review from the accepted annual reports; how many were filled.

    What somebody already wrote is left alone.
    """
    accepted = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL, state=Report.State.ACCEPTED)
    if not accepted.exists():
        raise Refused("Chưa có báo cáo năm nào được tiếp nhận.")
    written = ReportSection.objects.filter(report__in=accepted).exclude(text="")
    written = written.select_related("report__association").order_by("report__association__sort_key")
    filled = 0
    for outline in year.outline.exclude(used_in=OutlineSection.For.INTERIM):
        section, _ = ReviewSection.objects.get_or_create(bloc_year=year, outline=outline)
        if section.text.strip():
            continue
        lines = [
            f"- {s.report.association.short_name}: {opening_sentences(s.text)}"
            for s in written
            if s.outline_id == outline.pk
        ]
        ReviewSection.objects.filter(pk=section.pk).update(text="\n".join(lines), written_by=by)
        filled += bool(lines)
    return filled
