"""A member's interim or annual report: text by the outline, figures against plan, and the score sheet."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, OuterRef, Q, Value, When
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone

from base.workflow import Gap, Move, Refused
from blocs.models import BlocYear, CriteriaSet, Milestone, OutlineSection, lock_of
from blocs.permissions import read_in_full
from members.models import Association
from pledges.box_names import box_name, row_name
from pledges.computed import computed_points
from pledges.contents import ReportContents
from pledges.merging import Conflict, Written, mark_of, merge
from pledges.snapshot_rows import report_rows
from pledges.writing import store, write

from .change import Edit, record
from .content import IndicatorResult, ScoreLine, verdict_text
from .past import PastFigure
from .registration import Registration, Target
from .submission import Submission, SubmissionQuerySet
from .verification import with_verifiers


class ReportQuerySet(SubmissionQuerySet):
    def for_user(self, user):
        """As any submission; and the handed-in sheets one was named to verify."""
        own = Q(association__in=user.association_ids)
        seen = read_in_full(user) | Q(is_mine=True, kind=Report.Kind.ANNUAL)
        return with_verifiers(self, user).filter(own | Q(state__in=Submission.HANDED_IN) & seen)


class Report(Submission):
    """One an association, year and kind, whatever is clicked how often."""

    class Kind(models.TextChoices):
        INTERIM = "interim", "Báo cáo sơ kết 6 tháng"
        ANNUAL = "annual", "Báo cáo tổng kết năm"

    is_assigned: bool  # whether anybody was named to verify the whole of it; put there by for_user
    has_verifiers: bool  # whether anybody was for a part of it
    is_mine: bool  # whether this person was, for all or for a part

    DEADLINES = {
        Kind.INTERIM: Milestone.Kind.INTERIM_REPORTS,
        Kind.ANNUAL: Milestone.Kind.SELF_SCORING_CLOSED,
    }

    kind = models.CharField("loại báo cáo", max_length=10, choices=Kind)
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, null=True, editable=False, related_name="reports"
    )
    told_at = models.DateTimeField("báo kết quả thẩm định lúc", null=True, editable=False)
    agreed_at = models.DateTimeField("hội đồng ý lúc", null=True, editable=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

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
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, told_at__isnull=False),
                name="report_agreed_to_what_was_told",
            ),
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
    def due_step(self):
        return self.DEADLINES[self.Kind(self.kind)]

    @classmethod
    def due_kind(cls):
        interim, annual = (cls.DEADLINES[kind] for kind in (cls.Kind.INTERIM, cls.Kind.ANNUAL))
        kind = OuterRef("kind")
        return Case(When(Exact(kind, Value(cls.Kind.INTERIM)), then=Value(interim)), default=Value(annual))

    @property
    def criteria(self) -> CriteriaSet:
        """What an annual report is scored by. TypeError for an interim one, which is not scored."""
        if self.criteria_set is None:
            raise TypeError("An interim report has no criteria.")
        return self.criteria_set

    @property
    def is_annual(self) -> bool:
        return self.kind == self.Kind.ANNUAL

    @property
    def shows_half_year(self) -> bool:
        """Whether what was done in the first half-year stands beside the figures."""
        return self.is_annual and self.bloc_year.reports_interim

    @classmethod
    def start(cls, *, year: BlocYear, association: Association, kind: str) -> "Report":
        """The report of this kind, begun if there is none, with a line for everything it has to say."""
        criteria_set = None
        if kind == cls.Kind.INTERIM and not year.reports_interim:
            raise Refused("Năm này không sơ kết 6 tháng.")
        if kind == cls.Kind.ANNUAL:
            if not year.is_done(Milestone.Kind.SELF_SCORING_OPENED):
                raise Refused("Thư ký khối chưa mở báo cáo năm và tự chấm điểm.")
            criteria_set = year.criteria_sets.published().order_by("-version").first()
        with transaction.atomic():
            own = cls.objects.filter(bloc_year=year, association=association, kind=kind)
            if lock_of(year.pk).done_at and not own.exists():
                raise Refused("Điểm của năm này đã khóa, không soạn báo cáo mới được nữa.")
            report, _ = cls.objects.get_or_create(
                bloc_year=year, association=association, kind=kind, defaults={"criteria_set": criteria_set}
            )
            if report.is_open:
                report.complete_lines()
        return report

    def complete_lines(self) -> None:
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

    def _figures_of_last_year(self) -> dict[tuple[str, str], Decimal]:
        """{(name, unit): result} a year before: of the accepted report of the same kind, else as it was brought in."""
        brought = PastFigure.objects.filter(bloc_year=self.bloc_year, association=self.association_id)
        past = {
            (figure.indicator.name, figure.indicator.unit): figure.value
            for figure in (brought.select_related("indicator") if self.is_annual else [])
        }
        results = IndicatorResult.objects.filter(
            report__association=self.association_id,
            report__kind=self.kind,
            report__state=self.State.ACCEPTED,
            report__bloc_year__bloc=self.bloc_year.bloc_id,
            report__bloc_year__year=self.bloc_year.year - 1,
            actual__isnull=False,
        )
        for result in results.select_related("target"):
            if result.actual is not None:
                past[result.target.name, result.target.unit] = result.actual
        return past

    def write(self, *, by, typed: dict, read: dict[str, str] | None = None) -> Written:
        """Save what was typed into some boxes of this open report; see pledges/writing.py."""
        return write(self, by=by, typed=typed, read=read)

    def send_back(self, **facts) -> None:
        """What was found is to be told anew after the correction."""
        with transaction.atomic():
            super().send_back(**facts)
            Report.objects.filter(pk=self.pk).update(told_at=None, agreed_at=None, agreed_by=None)

    def complete(self, *, by, received) -> None:
        """Add what was asked for meanwhile, and fix the computed points at this instant."""
        self.complete_lines()
        self._fix_computed(by, received)

    def said(self) -> list[dict]:
        return report_rows(ReportContents(self))

    def _fix_computed(self, by, received) -> None:
        computed = computed_points(ReportContents(self), received).items()
        edits = [
            Edit(line, "self_points", line.self_points, points)
            for line, points in computed
            if line.self_points != points
        ]
        store(edits)
        record(self, by=by, edits=edits)

    def missing(self, contents: ReportContents | None = None) -> list[Gap]:
        """As of any submission; `contents` where the page has read them already."""
        contents = contents or ReportContents(self)
        missing = [*self.unanswered()]
        missing += [
            Gap(
                f"{s} chưa viết.",
                box_name("section", s.pk, "text"),
                together="mục chưa viết",
                short=s.outline.title,
            )
            for s in contents.sections
            if not s.text.strip()
        ]
        missing += [
            Gap(
                f"{r} chưa có số thực hiện.",
                box_name("result", r.pk, "words" if r.target.is_words else "actual"),
                together="chỉ tiêu chưa có số thực hiện",
                short=r.target.name,
            )
            for r in contents.results
            if not r.is_given
        ]
        return missing + self.missing_scores(contents.proved_lines)

    def taken_up(self) -> str:
        if self.lines.filter(Q(verified_points__isnull=False) | Q(verdicts__isnull=False)).exists():
            return "Người thẩm định đã bắt đầu chấm; hãy đề nghị thư ký khối trả lại."
        return ""

    def missing_scores(self, lines: list[ScoreLine]) -> list[Gap]:
        lines = sorted(lines, key=lambda line: line.criterion.code)
        missing = [
            Gap(
                f"{line} chưa tự chấm điểm.",
                box_name("line", line.pk, "self_points"),
                together="tiêu chí chưa tự chấm điểm",
                short=line.criterion.code,
            )
            for line in lines
            if line.self_points is None and not line.criterion.is_computed and not line.not_applicable
        ]
        missing += [
            Gap(f"{line} ghi không áp dụng: cần nêu lý do ở ô kết quả.", box_name("line", line.pk, "result"))
            for line in lines
            if line.not_applicable and not line.result
        ]
        return missing + self.missing_evidence(lines)

    def missing_evidence(self, lines: list[ScoreLine]) -> list[Gap]:
        """Criteria that claim points, ask for evidence and have none, as the year's rule has it."""
        rule, rules = self.bloc_year.evidence_rule, BlocYear.EvidenceRule
        bare = [line for line in lines if line.lacks_evidence]
        if rule == rules.REQUIRED:
            return [
                Gap(
                    f"{line} cần minh chứng.",
                    row_name("evidence", line.pk),
                    together="tiêu chí cần minh chứng",
                    short=line.criterion.code,
                )
                for line in bare
            ]
        if rule == rules.EXPLAINED:
            return [
                Gap(
                    f"{line} không có minh chứng: hãy thêm, hoặc giải thích vì sao có điểm.",
                    box_name("line", line.pk, "justification"),
                )
                for line in bare
                if not line.justification
            ]
        return []

    def verify(self, *, by, verdicts: dict[int, dict], read: dict[str, str] | None = None) -> Written:
        """{line: {verified_points, verified_na, reason}}: what verifiers find, until scores are locked.

        `read` is {box: mark} of what the page showed of each line; what a colleague found meanwhile is shown back.
        """
        with transaction.atomic():
            if refusal := self.closed():
                raise Refused(refusal)
            if Report.objects.select_for_update().get(pk=self.pk).is_open:
                raise Refused("Báo cáo chưa nộp hoặc đang trả lại, chưa thẩm định được.")
            lines = self.lines.select_related("criterion", "verified_by").filter(pk__in=verdicts)
            by_box = {verdict_box(line.pk): line for line in lines}
            columns = {box: {"verified_na": False} | verdicts[line.pk] for box, line in by_box.items()}
            stored = {box: line.verdict for box, line in by_box.items()}
            typed = {box: _in_words(verdict) for box, verdict in columns.items()}
            marks = {box: mark_of(text) for box, text in stored.items()} if read is None else read
            to_write, conflicts = merge(stored, typed, marks)
            self._store_verdicts({by_box[box]: columns[box] for box in to_write}, by)
        kept = {box: typed[box] if box in to_write else stored[box] for box in typed if box not in conflicts}
        return Written(
            saved={box: mark_of(text) for box, text in kept.items()},
            conflicts={box: _clash(by_box[box], box, typed[box]) for box in conflicts},
        )

    def unverify(self, lines: list[ScoreLine], *, by, why: str) -> None:
        """Take verdicts back, so that these lines are to be verified anew. Refused once the scores are locked."""
        with transaction.atomic():
            if refusal := self.closed():
                raise Refused(refusal)
            stood = [line for line in lines if line.verified_points is not None]
            nothing = {"verified_points": None, "verified_na": False, "reason": ""}
            emptied = nothing | {"verified_by": None, "verified_at": None}
            self.lines.filter(pk__in=[line.pk for line in stood]).update(**emptied)
            edits = [Edit(line, "verified_points", line.verified_points, None, why) for line in stood]
            record(self, by=by, edits=edits)

    def _store_verdicts(self, verdicts: dict[ScoreLine, dict], by) -> None:
        edits = []
        for line, verdict in verdicts.items():
            edits += _verdict_edits(line, **verdict)
            self.lines.filter(pk=line.pk).update(**verdict, verified_by=by, verified_at=timezone.now())
        record(self, by=by, edits=edits)


def verdict_box(line: int) -> str:
    """The box that stands for a whole verdict: its points."""
    return box_name("line", line, "verified_points")


def _in_words(verdict: dict) -> str:
    return verdict_text(
        verdict["verified_points"], not_applicable=verdict["verified_na"], reason=verdict["reason"]
    )


def _clash(line: ScoreLine, box: str, typed: str) -> Conflict:
    by, at = line.verified_by, line.verified_at
    return Conflict(box, line.verdict, typed, mark_of(line.verdict), by=by, at=at)


def _verdict_edits(line: ScoreLine, *, verified_points, reason: str, verified_na: bool) -> list[Edit]:
    """The lines of the history: the points, and where it changes, whether the criterion applies."""
    edits = [Edit(line, "verified_points", line.verified_points, verified_points, reason)]
    if verified_na != line.verified_na:
        edits.append(Edit(line, "verified_na", line.verified_na, verified_na, reason))
    return edits


class ReportMove(Move):
    STATES = Submission.State

    report = models.ForeignKey(Report, models.CASCADE, related_name="history")

    class Meta(Move.Meta):
        verbose_name = "bước của báo cáo"
        verbose_name_plural = "bước của báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state="returned") | ~Q(comment=""), name="report_return_says_why"
            )
        ]
