"""What a report says, row by row: its sections, the result of each target, the score of each criterion."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from base.vietnamese import number
from blocs.models import Criterion, OutlineSection

from .registration import Target, figure


class ReportSection(models.Model):
    """The text under one heading of the year's outline."""

    report = models.ForeignKey("pledges.Report", models.CASCADE, related_name="sections")
    outline = models.ForeignKey(OutlineSection, models.PROTECT)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "phần của báo cáo"
        verbose_name_plural = "phần của báo cáo"
        ordering = ["outline__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "outline"], name="report_section_once")]

    def __str__(self):
        return f"Mục “{self.outline.title}”"


class ResultQuerySet(models.QuerySet):
    def with_first_half(self, report):
        """Each with `half`: what this member's interim report of the year said, once it was handed in."""
        if not report.is_annual:
            return self
        interim = IndicatorResult.objects.filter(
            target=OuterRef("target"), report__kind="interim", report__state__in=report.HANDED_IN
        )
        return self.annotate(half=Subquery(interim.values("actual")[:1]))


class IndicatorResult(models.Model):
    """What was done of one registered target, beside last year's figure."""

    report = models.ForeignKey("pledges.Report", models.CASCADE, related_name="results")
    target = models.ForeignKey(Target, models.PROTECT, related_name="results")
    actual = models.DecimalField("thực hiện", max_digits=18, decimal_places=2, null=True, blank=True)
    words = models.CharField("thực hiện (văn bản)", max_length=300, blank=True)
    previous = models.DecimalField(
        "cùng kỳ năm trước", max_digits=18, decimal_places=2, null=True, blank=True
    )
    note = models.CharField("ghi chú, nguồn số liệu", max_length=200, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả chỉ tiêu"
        verbose_name_plural = "kết quả chỉ tiêu"
        ordering = ["target__content__code", "target__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "target"], name="result_once_a_target"),
            models.CheckConstraint(condition=Q(actual=None) | Q(actual__gte=0), name="result_not_negative"),
        ]

    def __str__(self):
        return f"Chỉ tiêu “{self.target.name}”"

    @property
    def actual_shown(self) -> str:
        """What was done, as a person reads it: in words, Có or Không, or a number; empty where nothing is said."""
        return self.words if self.target.is_words else figure(self.target.kind, self.actual)

    @property
    def previous_shown(self) -> str:
        return figure(self.target.kind, self.previous)

    @property
    def is_given(self) -> bool:
        return bool(self.words) if self.target.is_words else self.actual is not None

    @property
    def jump(self) -> str:
        """How implausibly far this lies from last year, or above the plan, in words; empty where it does not."""
        if not self.actual or self.target.kind not in ("count", "money"):
            return ""
        for base, words in ((self.previous, "năm trước"), (self.target.plan, "kế hoạch")):
            if base and self.actual >= base * JUMP:
                return f"gấp {_times(self.actual, base)} lần so với {words} ({number(base)})"
        if self.previous and self.previous >= self.actual * JUMP:
            times = _times(self.previous, self.actual)
            return f"chỉ bằng 1/{times} so với năm trước ({number(self.previous)})"
        return ""


def _times(more: Decimal, less: Decimal) -> str:
    return number((more / less).quantize(Decimal(1), ROUND_HALF_UP))


def fraction_of(result: IndicatorResult) -> str:
    """What is odd about a figure with decimals: things that are counted come whole."""
    is_counted = result.target.kind == "count"
    return "số lượng có phần lẻ" if is_counted and result.actual and result.actual % 1 else ""


JUMP = 5  # times last year's figure or the plan, or a fifth of last year's: often one zero too many


class ScoreLine(models.Model):
    """One leaf of the criteria for one member: self-scored, then verified."""

    asked: list  # what those who only ask would give, put there by the desk
    is_sampled = False  # whether the sample takes it or somebody objected to it, put there by the desk
    proofs: list  # its evidence, put there by pages that list many

    report = models.ForeignKey("pledges.Report", models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="lines")
    self_points = models.DecimalField("điểm tự chấm", max_digits=6, decimal_places=2, null=True, blank=True)
    not_applicable = models.BooleanField("không áp dụng", default=False)
    result = models.CharField("kết quả thực hiện", max_length=500, blank=True)
    justification = models.CharField("giải thích khi không có minh chứng", max_length=1000, blank=True)
    verified_points = models.DecimalField(
        "điểm thẩm định", max_digits=6, decimal_places=2, null=True, blank=True
    )
    verified_na = models.BooleanField("thẩm định là không áp dụng", default=False)
    reason = models.CharField("lý do điều chỉnh", max_length=500, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    # What a resolution of the conference made of it, after the scores were locked.
    conference_points = models.DecimalField(
        "điểm hội nghị", max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "dòng điểm"
        verbose_name_plural = "dòng điểm"
        constraints = [
            models.UniqueConstraint(fields=["report", "criterion"], name="score_line_once"),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(self_points=None), name="score_not_applicable_has_none"
            ),
            models.CheckConstraint(
                condition=Q(verified_na=False) | Q(verified_points=0), name="score_verified_na_counts_nothing"
            ),
            models.CheckConstraint(
                condition=Q(conference_points=None)
                | Q(conference_points__gte=0, verified_points__isnull=False),
                name="score_of_conference_follows_verified",
            ),
            models.CheckConstraint(
                condition=(Q(self_points=None) | Q(self_points__gte=0))
                & (Q(verified_points=None) | Q(verified_points__gte=0)),
                name="score_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(verified_points=None)
                | Q(verified_points=F("self_points"), verified_na=False)
                | Q(verified_na=True, not_applicable=True)
                | ~Q(reason=""),
                name="score_changed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(verified_points=None, verified_by=None, verified_at=None)
                | Q(verified_points__isnull=False, verified_by__isnull=False, verified_at__isnull=False),
                name="score_verified_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"Tiêu chí {self.criterion.code}"

    @property
    def verdict(self) -> str:
        """What was found, in words; empty while nothing was."""
        return verdict_text(self.verified_points, not_applicable=self.verified_na, reason=self.reason)

    @property
    def stands(self) -> tuple[Decimal | None, bool]:
        """(points, whether it does not apply) as they count now: the conference's, else verified, else claimed."""
        if self.conference_points is not None:
            return self.conference_points, False
        if self.verified_points is not None:
            return self.verified_points, self.verified_na
        return self.self_points, self.not_applicable

    @property
    def lacks_evidence(self) -> bool:
        """Whether points are claimed that ask for evidence, and there is none."""
        return self.criterion.needs_evidence and bool(self.self_points) and not self.has_evidence

    @property
    def has_evidence(self) -> bool:
        """Reads `proofs` where a page put them there, else `uses`, prefetched in lists."""
        if "proofs" in self.__dict__:
            return bool(self.proofs)
        return any(use.evidence.removed_at is None for use in self.uses.all())


def verdict_text(points: Decimal | None, *, not_applicable: bool, reason: str) -> str:
    """A verdict as a person reads it; two that read alike are the same."""
    if points is None:
        return ""
    outcome = "không áp dụng" if not_applicable else f"{number(points)} điểm"
    return f"{outcome}; {reason}" if reason else outcome
