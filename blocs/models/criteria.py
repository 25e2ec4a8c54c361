"""The year's criteria: a versioned tree of what is scored, with gates and bands. Publishing locks it."""

from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from audit.log import record
from base.vietnamese import number
from base.workflow import Refused

from .milestone import Milestone, lock_of
from .year import BlocYear


class CriteriaSetQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bloc_year__in=BlocYear.objects.for_user(user))

    def published(self):
        return self.filter(published_at__isnull=False)

    def drafts(self):
        return self.filter(published_at=None)


class CriteriaSet(models.Model):
    """One version of the year's criteria. A correction after publishing is the next version."""

    bloc_year = models.ForeignKey(
        BlocYear, models.PROTECT, related_name="criteria_sets", verbose_name="năm thi đua"
    )
    version = models.PositiveSmallIntegerField("bản")
    scale = models.DecimalField("thang điểm", max_digits=7, decimal_places=2, default=100)
    bonus_cap = models.DecimalField("điểm thưởng tối đa", max_digits=6, decimal_places=2, default=0)
    deduction_cap = models.DecimalField(
        "điểm trừ tối đa",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Bỏ trống: không giới hạn.",
    )
    note = models.CharField("nội dung thay đổi so với bản trước", max_length=300, blank=True)
    published_at = models.DateTimeField("công bố lúc", null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "version"], name="criteria_version_once"),
            models.UniqueConstraint(
                fields=["bloc_year"], condition=Q(published_at=None), name="criteria_one_draft_a_year"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="criteria_published_by_someone_sometime",
            ),
            models.CheckConstraint(
                condition=Q(scale__gt=0, bonus_cap__gte=0), name="criteria_scale_positive"
            ),
        ]

    def __str__(self):
        return f"Tiêu chí năm {self.bloc_year.year}, bản {self.version}"

    def get_absolute_url(self):
        return reverse("blocs:criteria", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @cached_property
    def tree(self) -> list:
        """All criteria as a reader meets them, each with `depth` (0 for I, II, III) and `is_leaf`."""
        children: dict[int | None, list] = {}
        for criterion in self.criteria.order_by("position", "pk"):
            children.setdefault(criterion.parent_id, []).append(criterion)
        ordered: list = []

        def walk(parent_id, depth):
            for criterion in children.get(parent_id, []):
                criterion.depth, criterion.is_leaf = depth, criterion.pk not in children
                ordered.append(criterion)
                walk(criterion.pk, depth + 1)

        walk(None, 0)
        return ordered

    @property
    def leaves(self) -> list:
        return [criterion for criterion in self.tree if criterion.is_leaf]

    def missing(self) -> list[str]:
        """What stands between this set and its publication."""
        tree = self.tree
        scored = [c for c in tree if not c.is_extra]
        faults = [fault for criterion in tree for fault in criterion.faults(tree)]
        total = sum((c.max_points for c in scored if c.depth == 0), Decimal(0))
        if not scored:
            faults.append("Chưa có tiêu chí nào.")
        elif total != self.scale:
            faults.append(f"Tổng điểm các nội dung là {number(total)}, thang điểm là {number(self.scale)}.")
        if not self.bands.exists():
            faults.append("Chưa có mức xếp loại.")
        if not self.bloc_year.reports_interim:
            faults += [
                f"Tiêu chí {criterion.code} chấm theo báo cáo sơ kết 6 tháng, mà năm này không sơ kết."
                for criterion in tree
                if criterion.document == "interim"
            ]
        return faults

    def publish(self, *, by) -> None:
        """Lock this version and make it the one in force; Refused with what is still wrong."""
        if faults := self.missing():
            raise Refused(" ".join(faults))
        with transaction.atomic():
            self._refuse_if_scored()
            unpublished = CriteriaSet.objects.drafts().filter(pk=self.pk)
            if not unpublished.update(published_at=timezone.now(), published_by=by):
                raise Refused("Bộ tiêu chí này đã được công bố.")
            if not self.bloc_year.is_done(Milestone.Kind.CRITERIA_PUBLISHED):
                self.bloc_year.reach(Milestone.Kind.CRITERIA_PUBLISHED, by=by)
            record("criteria.published", self, what=f"Công bố {self}", by=by)
        self.refresh_from_db()

    def amend(self, *, note: str = "") -> "CriteriaSet":
        """A draft of the next version, with everything of this one."""
        with transaction.atomic():
            self._refuse_if_scored()
            if self.bloc_year.criteria_sets.drafts().exists():
                raise Refused("Đang có một bản dự thảo. Hãy sửa bản dự thảo đó.")
            return self.copy_to(self.bloc_year, note=note)

    def _refuse_if_scored(self) -> None:
        if lock_of(self.bloc_year_id).done_at:
            raise Refused("Điểm của năm này đã khóa, tiêu chí không đổi được nữa.")

    @transaction.atomic
    def copy_to(self, bloc_year: BlocYear, *, note: str = "") -> "CriteriaSet":
        """The same criteria, gates and bands as a draft for that year."""
        last = bloc_year.criteria_sets.aggregate(last=Max("version"))["last"] or 0
        copied = CriteriaSet.objects.create(
            bloc_year=bloc_year,
            version=last + 1,
            scale=self.scale,
            bonus_cap=self.bonus_cap,
            deduction_cap=self.deduction_cap,
            note=note,
        )
        twins: dict[int, models.Model] = {}
        indicators = {(i.name, i.unit): i for i in bloc_year.indicators.all()}
        for criterion in self.tree:
            parent = twins.get(criterion.parent_id)
            twins[criterion.pk] = criterion.copy_to(copied, parent=parent, indicators=indicators)
        for gate in self.gates.all():
            copied.gates.create(fact=gate.fact, outcome=gate.outcome)
        for band in self.bands.all():
            copied.bands.create(label=band.label, at_least=band.at_least)
        return copied

    def classify(self, total: Decimal) -> str:
        """The band of a total: the highest whose lower bound it reaches. Reads `bands`."""
        for band in sorted(self.bands.all(), key=lambda band: -band.at_least):
            if total >= band.at_least:
                return band.label
        return ""


class Gate(models.Model):
    """A fact that takes a member out of the ranking, or out of the awards."""

    class Fact(models.TextChoices):
        NO_REGISTRATION = "no_registration", "Không đăng ký thi đua"
        NO_PLEDGE = "no_pledge", "Không ký giao ước thi đua"
        NO_REPORT = "no_report", "Không gửi báo cáo năm, bảng tự chấm điểm"
        VIOLATION = "finding", "Có kết luận vi phạm, kỷ luật hoặc đang bị xem xét"

    class Outcome(models.TextChoices):
        NOT_ELIGIBLE = "not_eligible", "Xếp hạng, không xét khen thưởng"
        NOT_RANKED = "not_ranked", "Không xếp hạng"

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="gates")
    fact = models.CharField("trường hợp", max_length=20, choices=Fact)
    outcome = models.CharField("hệ quả", max_length=20, choices=Outcome)

    class Meta:
        verbose_name = "điều kiện loại"
        verbose_name_plural = "điều kiện loại"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["criteria_set", "fact"], name="gate_once")]

    def __str__(self):
        return f"{self.get_fact_display()}: {self.get_outcome_display().lower()}"


class Band(models.Model):
    """A class of results by its inclusive lower bound."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="bands")
    label = models.CharField("xếp loại", max_length=60)
    at_least = models.DecimalField("từ (điểm)", max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = "mức xếp loại"
        verbose_name_plural = "mức xếp loại"
        ordering = ["-at_least"]
        constraints = [models.UniqueConstraint(fields=["criteria_set", "at_least"], name="band_bound_once")]

    def __str__(self):
        return f"{self.label}: từ {number(self.at_least)} điểm"
