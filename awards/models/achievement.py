"""Báo cáo thành tích: what a nominee tells of itself for one award; figures and awards come from the records."""

from django.conf import settings
from django.db import models, transaction

from base.workflow import Refused
from blocs.models import AwardCondition, FormPart
from pledges.models import Report, ReportSection

from .proposal import Nomination, Proposal


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
    condition = models.ForeignKey(AwardCondition, models.CASCADE, related_name="+")
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


def write_texts(nomination: Nomination, texts: dict[str, str], *, by) -> None:
    """Store the parts that were written; Refused once the dossier was sent."""
    with transaction.atomic():
        held = Proposal.objects.select_for_update().get(pk=nomination.proposal_id)
        if not held.is_open:
            raise Refused("Hồ sơ đã gửi, báo cáo thành tích không sửa được nữa.")
        for source, text in texts.items():
            nomination.texts.update_or_create(source=source, defaults={"text": text, "written_by": by})


def draft_texts(nomination: Nomination, *, by) -> None:
    """Fill the parts that are empty: from this nominee's report for another award, else from its annual report."""
    written = {t.source: t.text for t in nomination.texts.all() if t.text.strip()}
    others = AchievementText.objects.filter(
        nomination__proposal__bloc_year=nomination.proposal.bloc_year_id,
        nomination__association=nomination.association_id,
    ).exclude(text="")
    known = {t.source: t.text for t in others}
    known.setdefault(FormPart.Source.RESULTS, _from_report(nomination))
    drafted = {source: text for source, text in known.items() if source not in written and text}
    write_texts(nomination, drafted, by=by)


def _from_report(nomination: Nomination) -> str:
    """What its accepted annual report says, heading by heading."""
    sections = ReportSection.objects.filter(
        report__bloc_year=nomination.proposal.bloc_year_id,
        report__association=nomination.association_id,
        report__kind=Report.Kind.ANNUAL,
        report__state=Report.State.ACCEPTED,
    ).exclude(text="")
    return "\n".join(f"{s.outline.title}: {s.text}" for s in sections.select_related("outline"))
