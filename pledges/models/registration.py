"""What a member promises at the start of the year: targets and titles."""

from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from blocs.models import AwardType, Content, Indicator, Milestone
from config.workflow import Move, MoveRefused
from documents.vietnamese import number

from .submission import Gap, Part, Submission


class Registration(Submission, Part):
    """Bản đăng ký thi đua: one an association and year."""

    DUE = Milestone.Kind.REGISTRATION_CLOSED

    staff_count = models.PositiveIntegerField("số cán bộ hội", null=True, blank=True)
    member_count = models.PositiveIntegerField("số hội viên", null=True, blank=True)
    branch_count = models.PositiveIntegerField("số chi hội, hội cơ sở", null=True, blank=True)
    women_percent = models.DecimalField(
        "tỷ lệ nữ trong tập thể (%)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    initiatives = models.TextField("sáng kiến, mô hình, điển hình đăng ký", blank=True, max_length=20000)

    class Meta:
        verbose_name = "bản đăng ký thi đua"
        verbose_name_plural = "bản đăng ký thi đua"
        default_related_name = "registrations"
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "association"], name="registration_once_a_year"),
            Submission.submitted_together("registration_submitted_by_someone_sometime"),
            models.CheckConstraint(
                condition=Q(women_percent=None) | Q(women_percent__gte=0, women_percent__lte=100),
                name="registration_women_percent",
            ),
        ]

    def __str__(self):
        return f"Đăng ký thi đua năm {self.bloc_year.year} – {self.association.short_name}"

    def get_absolute_url(self):
        return reverse("pledges:registration", args=[self.pk])

    def missing(self) -> list[Gap]:
        missing = []
        if not self.bloc_year.is_done(Milestone.Kind.REGISTRATION_OPENED):
            missing.append(Gap("Thư ký khối chưa mở đăng ký thi đua."))
        if not self.targets.exists():
            missing.append(Gap("Chưa có chỉ tiêu nào.", "targets"))
        return missing

    def send_back(self, *, by, comment: str) -> None:
        """What was registered before the pledge was signed is part of it and is not reopened."""
        signed = self.bloc_year.timeline[Milestone.Kind.PLEDGE_SIGNED].done_at
        if signed and self.first_submitted_at and self.first_submitted_at <= signed:
            raise MoveRefused("Giao ước đã ký: chỉ tiêu đã đăng ký không sửa nữa.")
        spoken_of = self.targets.filter(results__report__state__in=Submission.HANDED_IN)
        if spoken_of.exists():
            raise MoveRefused("Hội đã nộp báo cáo theo các chỉ tiêu này. Hãy trả lại báo cáo trước.")
        super().send_back(by=by, comment=comment)

    def write(self, *, by, read: int, fields: dict, targets: list[dict], titles: list[dict]) -> None:
        """Replace what was registered; `read` is the revision the page showed."""
        with transaction.atomic():
            if refusal := self.closed():
                raise MoveRefused(refusal)
            if not Registration.objects.select_for_update().get(pk=self.pk).is_open:
                raise MoveRefused("Bản đăng ký đã nộp, không sửa được nữa.")
            self.next_revision(by=by, read=read)
            Registration.objects.filter(pk=self.pk).update(**fields)
            self._replace_targets(targets)
            self.title_requests.all().delete()
            TitleRequest.objects.bulk_create(TitleRequest(registration=self, **title) for title in titles)
        self.refresh_from_db()

    def _replace_targets(self, targets: list[dict]) -> None:
        """The same name and unit is the same target, which reports may already speak of."""
        held = {(target.name, target.unit): target for target in self.targets.all()}
        for position, fields in enumerate(targets):
            target = held.pop((fields["name"], fields["unit"]), None) or Target(registration=self)
            for name, value in (fields | {"position": position}).items():
                setattr(target, name, value)
            target.save()
        for dropped in held.values():
            try:
                dropped.delete()
            except models.ProtectedError as error:
                raise MoveRefused(
                    f"Chỉ tiêu “{dropped.name}” đã có trong báo cáo nên không bỏ được."
                ) from error


class RegistrationMove(Move):
    STATES = Submission.State

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="history")


class Target(models.Model):
    """A figure promised for the year; the plan column of every later report."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets")
    content = models.ForeignKey(Content, models.PROTECT, verbose_name="nội dung")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="targets")
    name = models.CharField("chỉ tiêu", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=40)
    kind = models.CharField(
        "loại số liệu", max_length=10, choices=Indicator.Kind, default=Indicator.Kind.COUNT
    )
    direction = models.CharField(
        "chiều", max_length=10, choices=Indicator.Direction, default=Indicator.Direction.HIGHER
    )
    plan = models.DecimalField("kế hoạch năm", max_digits=18, decimal_places=2, null=True, blank=True)
    plan_words = models.CharField("kế hoạch năm (văn bản)", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "chỉ tiêu đăng ký"
        verbose_name_plural = "chỉ tiêu đăng ký"
        ordering = ["content__code", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "name", "unit"], name="target_once_a_registration"
            ),
            models.CheckConstraint(
                condition=Q(kind="words", plan=None) & ~Q(plan_words="")
                | ~Q(kind="words") & Q(plan__gte=0, plan_words=""),
                name="target_plan_is_a_figure_or_words",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.unit})"

    @property
    def is_words(self) -> bool:
        return self.kind == Indicator.Kind.WORDS

    @property
    def plan_shown(self) -> str:
        return self.plan_words if self.is_words else figure(self.kind, self.plan)

    @property
    def plan_typed(self) -> str:
        """The plan as it stands in its box."""
        return self.plan_words if self.is_words else number(self.plan)

    def is_met_by(self, actual: Decimal | None) -> bool:
        """Whether a result reaches the plan, which for some figures means staying under it."""
        if actual is None:
            return False
        return actual <= self.plan if self.direction == Indicator.Direction.LOWER else actual >= self.plan


def figure(kind: str, value: Decimal | None) -> str:
    """A figure as its kind reads: 1.980, 81,5 %, Có."""
    if value is None:
        return ""
    if kind == Indicator.Kind.YES_NO:
        return "Có" if value else "Không"
    return f"{number(value)}\u00a0%" if kind == Indicator.Kind.PERCENT else number(value)


class TitleRequest(models.Model):
    """A title or commendation the member aims at, for the body itself or for persons."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="title_requests")
    award_type = models.ForeignKey(AwardType, models.PROTECT, verbose_name="danh hiệu, hình thức")
    beneficiary = models.CharField("tập thể, cá nhân", max_length=200)

    class Meta:
        verbose_name = "danh hiệu đăng ký"
        verbose_name_plural = "danh hiệu đăng ký"
        ordering = ["award_type__position", "pk"]

    def __str__(self):
        return f"{self.award_type}: {self.beneficiary}"
