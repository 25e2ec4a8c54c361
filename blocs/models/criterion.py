"""A line of the criteria: what is scored, how, and for how many points."""

import math
from decimal import Decimal

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.functional import cached_property

from base.vietnamese import number, roman
from base.workflow import Refused

from .criteria import CriteriaSet
from .evidence_kind import EvidenceKind
from .outline import Indicator


class Criterion(models.Model):
    """A line of the criteria: a group, one of four kinds of leaf, or a bonus or deduction item."""

    depth: int  # 0 for I, II, III; with `is_leaf` put there by CriteriaSet.tree
    is_leaf: bool

    class Kind(models.TextChoices):
        GROUP = "group", "Nhóm (có tiêu chí con)"
        JUDGED = "judged", "Chấm từ 0 đến tối đa"
        YES_NO = "yes_no", "Có / không"
        THRESHOLD = "threshold", "Theo mức đạt được"
        TIMELINESS = "timeliness", "Đúng hạn / muộn (máy tính)"
        BONUS = "bonus", "Điểm thưởng"
        DEDUCTION = "deduction", "Điểm trừ"

    class Scorer(models.TextChoices):
        MEMBER = "member", "Hội tự chấm"
        SECRETARIAT = "secretariat", "Thư ký khối chấm"
        LIST = "list", "Theo danh sách của cơ quan khác"

    class Basis(models.TextChoices):
        TARGETS = "targets", "Tỷ lệ chỉ tiêu đăng ký hoàn thành (%)"
        SHARE = "share", "Thực hiện so kế hoạch của một chỉ tiêu (%)"
        FIGURE = "figure", "Số thực hiện của một chỉ tiêu"
        ATTENDANCE = "attendance", "Tỷ lệ dự hội nghị, hoạt động chung của khối (%)"

    class Per(models.TextChoices):
        DOCUMENT = "document", "Mỗi văn bản nộp muộn"
        DAY = "day", "Mỗi ngày nộp muộn"
        RETURN = "return", "Mỗi lần bị trả lại"

    class Document(models.TextChoices):
        REGISTRATION = "registration", "Bản đăng ký thi đua"
        PLEDGE = "pledge", "Ký giao ước thi đua"
        INTERIM = "interim", "Báo cáo sơ kết 6 tháng"
        ANNUAL = "annual", "Báo cáo năm và bảng tự chấm điểm"

    EXTRAS = {Kind.BONUS, Kind.DEDUCTION}
    OF_INDICATOR = {Basis.SHARE, Basis.FIGURE}

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="criteria", verbose_name="bộ tiêu chí"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="thuộc nhóm"
    )
    code = models.CharField("mã", max_length=20)
    text = models.CharField("nội dung, tiêu chí", max_length=600)
    kind = models.CharField("cách chấm", max_length=20, choices=Kind)
    max_points = models.DecimalField("điểm chuẩn (tối đa)", max_digits=6, decimal_places=2)
    scorer = models.CharField("ai chấm", max_length=12, choices=Scorer, default=Scorer.MEMBER)
    needs_evidence = models.BooleanField("cần minh chứng", default=False)
    evidence_kinds = models.JSONField("loại văn bản làm minh chứng", default=list, blank=True)
    evidence_issuer = models.CharField("minh chứng của cơ quan, đơn vị nào", max_length=200, blank=True)
    evidence_of_year = models.BooleanField("minh chứng phải là văn bản của năm thi đua", default=False)
    document = models.CharField("văn bản phải đúng hạn", max_length=20, choices=Document, blank=True)
    late_points = models.DecimalField("điểm khi nộp muộn", max_digits=6, decimal_places=2, default=0)
    basis = models.CharField("mức đạt được tính theo", max_length=10, choices=Basis, default=Basis.TARGETS)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="criteria", verbose_name="chỉ tiêu"
    )
    may_not_apply = models.BooleanField("hội có thể ghi “không áp dụng”", default=False)
    per = models.CharField("trừ theo", max_length=10, choices=Per, default=Per.DOCUMENT)
    rate = models.DecimalField("điểm trừ mỗi lần, mỗi ngày", max_digits=6, decimal_places=2, default=0)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"],
                name="criterion_code_once",
                violation_error_message="Mã này đã dùng cho một tiêu chí khác.",
            ),
            models.CheckConstraint(
                condition=Q(max_points__gte=0, late_points__gte=0, rate__gte=0),
                name="criterion_points_not_negative",
                violation_error_message="Điểm không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(kind="deduction") | (Q(kind="timeliness") ^ Q(document="")),
                name="criterion_on_time_names_its_document",
                violation_error_message="Hãy chọn văn bản phải đúng hạn (chỉ cho cách chấm đúng hạn / muộn, điểm trừ).",
            ),
            models.CheckConstraint(
                condition=Q(basis="targets", indicator=None)
                | Q(basis="attendance", kind="threshold", indicator=None)
                | Q(basis__in=["share", "figure"], kind="threshold", indicator__isnull=False),
                name="criterion_threshold_names_its_indicator",
                violation_error_message="Hãy chọn chỉ tiêu để tính (chỉ cho cách chấm theo mức của một chỉ tiêu).",
            ),
            models.CheckConstraint(
                condition=Q(scorer="member")
                | Q(kind__in=["judged", "yes_no", "bonus", "deduction"], document="", may_not_apply=False),
                name="criterion_given_is_judged",
                violation_error_message=(
                    "Chỉ tiêu chí chấm theo mức, có/không, điểm thưởng, điểm trừ mới do người khác chấm;"
                    " khi ấy không ghi “không áp dụng”."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.code}. {self.text}"

    def save(self, *args, **kwargs):
        self._refuse_if_published()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_published()
        return super().delete(*args, **kwargs)

    def _refuse_if_published(self):
        if CriteriaSet.objects.published().filter(pk=self.criteria_set_id).exists():
            raise Refused("Bộ tiêu chí đã công bố, không sửa được. Hãy lập bản mới.")

    @property
    def is_extra(self) -> bool:
        return self.kind in self.EXTRAS

    @property
    def is_computed(self) -> bool:
        """Points that a member does not type: they follow from dates or a quantity, or others give them."""
        is_counted = self.kind in {self.Kind.TIMELINESS, self.Kind.THRESHOLD}
        return is_counted or self.is_deduction_for_lateness or self.is_given

    @property
    def is_given(self) -> bool:
        """Points given by the secretariat, or taken from another body's list."""
        return self.scorer != self.Scorer.MEMBER

    @property
    def is_self_scored(self) -> bool:
        """Points that a member types: nothing computed or given, no deduction."""
        return not self.is_computed and self.kind != self.Kind.DEDUCTION

    @property
    def has_rule(self) -> bool:
        """Whether there is more to say of how it is scored than from nought to the maximum."""
        plain = {self.Kind.GROUP, self.Kind.JUDGED, self.Kind.BONUS, self.Kind.DEDUCTION}
        return self.is_computed or self.kind not in plain

    @property
    def evidence_wanted(self) -> str:
        """Quyết định hoặc Biên bản, của UBND cấp xã, của năm thi đua; empty where any evidence will do."""
        kinds = " hoặc ".join(EvidenceKind(kind).label for kind in self.evidence_kinds)
        issuer = f"của {self.evidence_issuer}" if self.evidence_issuer else ""
        of_year = "của năm thi đua" if self.evidence_of_year else ""
        return ", ".join(filter(None, [kinds, issuer, of_year]))

    @property
    def is_plain_extra(self) -> bool:
        """A bonus or deduction that is simply judged."""
        return self.is_extra and not self.is_deduction_for_lateness

    @property
    def is_deduction_for_lateness(self) -> bool:
        return self.kind == self.Kind.DEDUCTION and self.document != ""

    @cached_property
    def steps(self) -> list["ThresholdStep"]:
        return sorted(self.threshold_steps.all(), key=lambda step: -step.at_least)

    def points_for(self, quantity: Decimal | None) -> Decimal:
        """Points of a threshold leaf: those of the highest step the quantity reaches, else 0."""
        if quantity is None:
            return Decimal(0)
        return next((step.points for step in self.steps if quantity >= step.at_least), Decimal(0))

    def points_on_time(self, *, is_on_time: bool | None) -> Decimal:
        """Points of an on-time leaf: full, those for lateness, or 0 when nothing came (None)."""
        if is_on_time is None:
            return Decimal(0)
        return self.max_points if is_on_time else self.late_points

    def points_deducted(self, received_at, due_at, now=None) -> Decimal:
        """What lateness costs: the rate once, or for each day begun after the deadline; never above the maximum.

        What has not come by `now` counts as late since the deadline; without a deadline nothing is late.
        """
        came = received_at or now or timezone.now()
        if due_at is None or came <= due_at:
            return Decimal(0)
        times = math.ceil((came - due_at).total_seconds() / 86_400) if self.per == self.Per.DAY else 1
        return min(self.rate * times, self.max_points)

    def points_for_returns(self, times: int) -> Decimal:
        """What being sent back costs: the rate for each time, never above the maximum."""
        return min(self.rate * times, self.max_points)

    def rule(self) -> str:
        """How this leaf is scored, in a sentence for members and verifiers."""
        if self.is_given:
            return f"{self.get_scorer_display()}, {self._scale()}"
        if self.kind == self.Kind.THRESHOLD:
            of = f"{self.indicator}, " if self.indicator_id else ""
            return f"{self.get_basis_display()}: {of}{'; '.join(map(str, self.steps))}"
        if self.kind == self.Kind.TIMELINESS:
            late = f"muộn {number(self.late_points)} điểm, không có 0 điểm"
            return f"{self.get_document_display()}: đúng hạn {number(self.max_points)} điểm, {late}"
        if self.is_deduction_for_lateness:
            cap = f"{number(self.rate)} điểm, tối đa {number(self.max_points)} điểm"
            return f"{self.get_document_display()}: {self.get_per_display().lower()} trừ {cap}"
        scale = self._scale()
        return scale[:1].upper() + scale[1:]

    def _scale(self) -> str:
        if self.kind == self.Kind.YES_NO:
            return f"có: {number(self.max_points)} điểm; không: 0 điểm"
        return f"từ 0 đến {number(self.max_points)} điểm"

    @property
    def siblings(self):
        """The lines of the same group, in their order."""
        return Criterion.objects.filter(criteria_set=self.criteria_set_id, parent=self.parent_id).order_by(
            "position", "pk"
        )

    def move(self, step: int) -> None:
        """Change places with the neighbour above (-1) or below (+1); nothing at the end of the group."""
        self._refuse_if_published()
        order = list(self.siblings)
        here = order.index(self)
        if 0 <= here + step < len(order):
            order[here], order[here + step] = order[here + step], order[here]
        for position, criterion in enumerate(order, 1):
            Criterion.objects.filter(pk=criterion.pk).update(position=position)

    def faults(self, tree: list["Criterion"]) -> list[str]:
        """What is wrong with this line inside its tree."""
        children = [c for c in tree if c.parent_id == self.pk]
        if self.kind == self.Kind.GROUP and not children:
            return [f"Nhóm {self.code} chưa có tiêu chí con."]
        if children and self.kind != self.Kind.GROUP:
            return [f"{self.code} có tiêu chí con nên cách chấm phải là nhóm."]
        total = sum((c.max_points for c in children), Decimal(0))
        if children and total != self.max_points:
            return [
                f"Nhóm {self.code}: các phần cộng lại {number(total)}, điểm chuẩn ghi {number(self.max_points)}."
            ]
        if self.depth > 3:
            return [f"{self.code} ở cấp thứ năm; chỉ dùng tối đa bốn cấp."]
        if self.kind == self.Kind.THRESHOLD and not self.steps:
            return [f"{self.code} chưa có bảng mức đạt được."]
        if self.is_deduction_for_lateness and not self.rate:
            return [f"{self.code} chưa ghi điểm trừ mỗi lần, mỗi ngày."]
        if self.per == self.Per.RETURN and self.document == self.Document.PLEDGE:
            return [f"{self.code}: giao ước không bị trả lại; hãy chọn văn bản khác."]
        if self.may_not_apply and (self.is_extra or children):
            return [f"{self.code}: “không áp dụng” chỉ dùng cho tiêu chí chấm điểm chính."]
        computed = [self.late_points, *(step.points for step in self.steps)] if self.is_computed else []
        if any(points > self.max_points for points in computed):
            return [f"{self.code} có mức điểm cao hơn điểm chuẩn {number(self.max_points)}."]
        return []

    def copy_to(
        self, criteria_set: CriteriaSet, *, parent: "Criterion | None", indicators: dict
    ) -> "Criterion":
        """The same line in another set; `indicators` are that year's, by name and unit.

        A threshold on an indicator the year does not have falls back to the share of targets met.
        """
        own = self.indicator and indicators.get((self.indicator.name, self.indicator.unit))
        has_basis = own or self.basis not in self.OF_INDICATOR
        copied = Criterion.objects.create(
            criteria_set=criteria_set,
            parent=parent,
            code=self.code,
            text=self.text,
            kind=self.kind,
            max_points=self.max_points,
            scorer=self.scorer,
            needs_evidence=self.needs_evidence,
            evidence_kinds=self.evidence_kinds,
            evidence_issuer=self.evidence_issuer,
            evidence_of_year=self.evidence_of_year,
            document=self.document,
            late_points=self.late_points,
            basis=self.basis if has_basis else self.Basis.TARGETS,
            indicator=own or None,
            may_not_apply=self.may_not_apply,
            per=self.per,
            rate=self.rate,
            position=self.position,
        )
        for step in self.steps:
            copied.threshold_steps.create(at_least=step.at_least, points=step.points)
        return copied


class ThresholdStep(models.Model):
    """One line of a threshold leaf: from this percentage on, these points."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="threshold_steps")
    at_least = models.DecimalField("đạt từ", max_digits=18, decimal_places=2)
    points = models.DecimalField("được (điểm)", max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = "ngưỡng phiếu theo số tập thể"
        verbose_name_plural = "ngưỡng phiếu theo số tập thể"
        constraints = [models.UniqueConstraint(fields=["criterion", "at_least"], name="threshold_step_once")]

    def __str__(self):
        percent = "" if self.criterion.basis == Criterion.Basis.FIGURE else " %"
        return f"từ {number(self.at_least)}{percent}: {number(self.points)} điểm"


def next_code(criteria_set: CriteriaSet, parent: Criterion | None) -> str:
    """The code after the last of that group: III after II, I.6 after I.5, III.1.c after III.1.b."""
    last = criteria_set.criteria.filter(parent=parent).order_by("position").last()
    if parent is None:
        return roman(criteria_set.criteria.filter(parent=None, kind=Criterion.Kind.GROUP).count() + 1)
    if last is None:
        return f"{parent.code}.1"
    before, dot, end = last.code.rpartition(".")
    if end.isdecimal():
        return f"{before}{dot}{int(end) + 1}"
    return f"{before}{dot}{chr(ord(end) + 1)}" if len(end) == 1 and "a" <= end < "z" else ""


def next_position(criteria_set: CriteriaSet, parent: Criterion | None) -> int:
    """The place after the last criterion of that group."""
    last = criteria_set.criteria.filter(parent=parent).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
