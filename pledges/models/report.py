"""A member's interim or annual report: text by the outline, figures against plan, and the score sheet."""

from contextlib import contextmanager
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from blocs.models import BlocYear, CriteriaSet, Criterion, Milestone, OutlineSection
from config.workflow import Move, MoveRefused
from members.models import Association

from .registration import Registration, Target
from .scores import computed_points
from .submission import Part, Submission, lock_of


class Report(Submission):
    """One an association, year and kind, whatever is clicked how often."""

    class Kind(models.TextChoices):
        INTERIM = "interim", "Báo cáo sơ kết 6 tháng"
        ANNUAL = "annual", "Báo cáo tổng kết năm"

    DEADLINES = {
        Kind.INTERIM: Milestone.Kind.INTERIM_REPORTS,
        Kind.ANNUAL: Milestone.Kind.SELF_SCORING_CLOSED,
    }

    kind = models.CharField("loại báo cáo", max_length=10, choices=Kind)
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, null=True, editable=False, related_name="reports"
    )

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        default_related_name = "reports"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "association", "kind"], name="report_once_a_year_and_kind"
            ),
            Submission.submitted_together("report_submitted_by_someone_sometime"),
            models.CheckConstraint(
                condition=Q(kind="interim", criteria_set=None) | Q(kind="annual", criteria_set__isnull=False),
                name="report_annual_is_scored",
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.association.short_name}"

    def get_absolute_url(self):
        return reverse("pledges:report", args=[self.pk])

    @property
    def title(self) -> str:
        """Báo cáo tổng kết năm 2023; Báo cáo sơ kết 6 tháng năm 2023."""
        name = self.get_kind_display()
        return f"{name} {self.bloc_year.year}" if self.is_annual else f"{name} năm {self.bloc_year.year}"

    @property
    def DUE(self):
        return self.DEADLINES[self.kind]

    @property
    def is_annual(self) -> bool:
        return self.kind == self.Kind.ANNUAL

    @classmethod
    def start(cls, *, year: BlocYear, association: Association, kind: str) -> "Report":
        """The report of this kind, begun if there is none, with a line for everything it has to say."""
        criteria_set = None
        if kind == cls.Kind.ANNUAL:
            if not year.is_done(Milestone.Kind.SELF_SCORING_OPENED):
                raise MoveRefused("Thư ký khối chưa mở báo cáo năm và tự chấm điểm.")
            criteria_set = year.criteria_sets.published().order_by("-version").first()
        with transaction.atomic():
            own = cls.objects.filter(bloc_year=year, association=association, kind=kind)
            if lock_of(year.pk).done_at and not own.exists():
                raise MoveRefused("Điểm của năm này đã khóa, không soạn báo cáo mới được nữa.")
            report, _ = cls.objects.get_or_create(
                bloc_year=year, association=association, kind=kind, defaults={"criteria_set": criteria_set}
            )
            if report.is_open:
                report._complete_lines()
        return report

    def _complete_lines(self) -> None:
        """Add what the year asks for and the report does not have yet; never takes anything away."""
        used_in = [OutlineSection.For.BOTH, self.kind]
        for section in self.bloc_year.outline.filter(used_in__in=used_in):
            self.sections.get_or_create(outline=section)
        registered = Registration.objects.submitted().filter(
            bloc_year=self.bloc_year, association=self.association
        )
        last_year = self._figures_of_last_year()
        for target in Target.objects.filter(registration__in=registered):
            previous = last_year.get((target.name, target.unit))
            self.results.get_or_create(target=target, defaults={"previous": previous})
        for criterion in self.criteria_set.leaves if self.criteria_set else []:
            self.lines.get_or_create(
                criterion=criterion, defaults={"self_points": 0 if criterion.is_extra else None}
            )
        for name in ReportPart.Name.values:
            self.parts.get_or_create(name=name)

    def _figures_of_last_year(self) -> dict[tuple[str, str], Decimal]:
        """{(name, unit): result} of this association's accepted report of the same kind a year before."""
        results = IndicatorResult.objects.filter(
            report__association=self.association_id,
            report__kind=self.kind,
            report__state=self.State.ACCEPTED,
            report__bloc_year__bloc=self.bloc_year.bloc_id,
            report__bloc_year__year=self.bloc_year.year - 1,
            actual__isnull=False,
        )
        return {(r.target.name, r.target.unit): r.actual for r in results.select_related("target")}

    @contextmanager
    def _writing(self, name: str, *, by, read: int):
        """One transaction in which one part of an open report is rewritten."""
        with transaction.atomic():
            if refusal := self.closed():
                raise MoveRefused(refusal)
            if not Report.objects.select_for_update().get(pk=self.pk).is_open:
                raise MoveRefused("Báo cáo này đã nộp, không sửa được nữa.")
            self.parts.get(name=name).next_revision(by=by, read=read)
            yield

    def write_text(self, *, by, read: int, texts: dict[int, str]) -> None:
        """Texts by section; `read` is the revision the page showed."""
        with self._writing(ReportPart.Name.TEXT, by=by, read=read):
            for section in self.sections.all():
                if section.pk in texts:
                    self.sections.filter(pk=section.pk).update(text=texts[section.pk])

    def write_figures(self, *, by, read: int, figures: dict[int, dict]) -> None:
        """{result: {actual, previous, note}}."""
        with self._writing(ReportPart.Name.FIGURES, by=by, read=read):
            for result, fields in figures.items():
                self.results.filter(pk=result).update(**fields)

    def write_scores(self, *, by, read: int, scores: dict[int, dict]) -> None:
        """{line: {self_points, result}}, for the leaves that are typed; computed ones follow from the facts."""
        with self._writing(ReportPart.Name.SCORES, by=by, read=read):
            for line, fields in scores.items():
                self._claim(line, **fields)

    def _claim(self, line: int, **fields) -> None:
        """Write a claim; points claimed anew after a return are to be verified anew."""
        changed = self.lines.filter(pk=line).exclude(self_points=fields.get("self_points", F("self_points")))
        changed.update(verified_points=None, reason="", verified_by=None, verified_at=None)
        self.lines.filter(pk=line).update(**fields)

    def submit(self, *, by) -> None:
        """Fixes the computed points at this instant, then moves; see Submission."""
        with transaction.atomic():
            if not self.closed() and self.is_open:
                self._complete_lines()
            for line, points in computed_points(self).items():
                self._claim(line.pk, self_points=points)
            super().submit(by=by)

    def missing(self) -> list[str]:
        missing = [
            f"Mục “{s.outline.title}” chưa viết."
            for s in self.sections.select_related("outline")
            if not s.text.strip()
        ]
        missing += [
            f"Chỉ tiêu “{r.target.name}” chưa có số thực hiện."
            for r in self.results.select_related("target")
            if r.actual is None
        ]
        if self.is_annual:
            missing += self.missing_scores()
        return missing

    def missing_scores(self) -> list[str]:
        lines = (
            self.lines.select_related("criterion").prefetch_related("evidence").order_by("criterion__code")
        )
        missing = [
            f"Tiêu chí {line.criterion.code} chưa tự chấm điểm." for line in lines if line.self_points is None
        ]
        if self.bloc_year.evidence_required:
            missing += self.missing_evidence(lines)
        return missing

    def missing_evidence(self, lines) -> list[str]:
        """Criteria that claim points, ask for evidence and have none."""
        bare = [
            line.criterion.code
            for line in lines
            if line.criterion.needs_evidence and line.self_points and not line.has_evidence
        ]
        return [f"Tiêu chí {code} cần minh chứng." for code in bare]

    def verify(self, *, by, verdicts: dict[int, dict]) -> None:
        """{line: {verified_points, reason}}: what the verifiers find, line by line, until scores are locked."""
        with transaction.atomic():
            if refusal := self.closed():
                raise MoveRefused(refusal)
            if Report.objects.select_for_update().get(pk=self.pk).is_open:
                raise MoveRefused("Báo cáo chưa nộp hoặc đang trả lại, chưa thẩm định được.")
            stamp = {"verified_by": by, "verified_at": timezone.now()}
            for line, fields in verdicts.items():
                unchanged = Q(verified_points=fields["verified_points"], reason=fields["reason"])
                self.lines.filter(pk=line).exclude(unchanged).update(**fields, **stamp)


class ReportMove(Move):
    STATES = Submission.State

    report = models.ForeignKey(Report, models.CASCADE, related_name="history")

    class Meta(Move.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state="returned") | ~Q(comment=""), name="report_return_says_why"
            )
        ]


class ReportPart(Part):
    """Which revision of the text, the figures and the scores is stored, and who wrote it."""

    class Name(models.TextChoices):
        TEXT = "text", "Nội dung"
        FIGURES = "figures", "Số liệu"
        SCORES = "scores", "Tự chấm điểm"

    report = models.ForeignKey(Report, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=10, choices=Name)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="report_part_once")]

    def __str__(self):
        return self.get_name_display()


class ReportSection(models.Model):
    """The text under one heading of the year's outline."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    outline = models.ForeignKey(OutlineSection, models.PROTECT)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["outline__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "outline"], name="report_section_once")]

    def __str__(self):
        return self.outline.title


class IndicatorResult(models.Model):
    """What was done of one registered target, beside last year's figure."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="results")
    target = models.ForeignKey(Target, models.PROTECT, related_name="results")
    actual = models.DecimalField("thực hiện", max_digits=18, decimal_places=2, null=True, blank=True)
    previous = models.DecimalField(
        "cùng kỳ năm trước", max_digits=18, decimal_places=2, null=True, blank=True
    )
    note = models.CharField("ghi chú, nguồn số liệu", max_length=200, blank=True)

    class Meta:
        ordering = ["target__content__code", "target__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "target"], name="result_once_a_target"),
            models.CheckConstraint(condition=Q(actual=None) | Q(actual__gte=0), name="result_not_negative"),
        ]

    def __str__(self):
        return self.target.name


class ScoreLine(models.Model):
    """One leaf of the criteria for one member: self-scored, then verified."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="lines")
    self_points = models.DecimalField("điểm tự chấm", max_digits=6, decimal_places=2, null=True, blank=True)
    result = models.CharField("kết quả thực hiện", max_length=500, blank=True)
    verified_points = models.DecimalField(
        "điểm thẩm định", max_digits=6, decimal_places=2, null=True, blank=True
    )
    reason = models.CharField("lý do điều chỉnh", max_length=500, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "criterion"], name="score_line_once"),
            models.CheckConstraint(
                condition=(Q(self_points=None) | Q(self_points__gte=0))
                & (Q(verified_points=None) | Q(verified_points__gte=0)),
                name="score_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(verified_points=None) | Q(verified_points=F("self_points")) | ~Q(reason=""),
                name="score_changed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(verified_points=None, verified_by=None, verified_at=None)
                | Q(verified_points__isnull=False, verified_by__isnull=False, verified_at__isnull=False),
                name="score_verified_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return self.criterion.code

    @property
    def has_evidence(self) -> bool:
        return any(evidence.removed_at is None for evidence in self.evidence.all())
