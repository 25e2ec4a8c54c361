"""What a member promises at the start of the year: targets and titles."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Prefetch, Q, Value
from django.urls import reverse
from django.utils import timezone

from base.vietnamese import number
from base.workflow import Gap, Move, Refused
from blocs.models import AwardType, Content, Indicator, Milestone
from pledges.boxes import Box, boxes_of, boxes_stored, is_row
from pledges.merging import Conflict, Written, mark_of, merge
from pledges.snapshot_rows import registration_rows

from .change import TextEdit, record
from .submission import Submission, SubmissionQuerySet


class RegistrationQuerySet(SubmissionQuerySet):
    def with_rows(self):
        """With its targets and titles and what they name, in two queries."""
        return self.prefetch_related(
            Prefetch("targets", queryset=Target.objects.select_related("content", "indicator")),
            Prefetch("title_requests", queryset=TitleRequest.objects.select_related("award_type")),
        )


class Registration(Submission):
    """Bản đăng ký thi đua: one an association and year."""

    due_step = Milestone.Kind.REGISTRATION_CLOSED
    TYPED = ("staff_count", "member_count", "branch_count", "women_percent", "tasks", "initiatives")

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
    tasks = models.TextField(
        "nhiệm vụ, công việc cụ thể, thời hạn (mỗi dòng một việc)", blank=True, max_length=20000
    )
    initiatives = models.TextField("sáng kiến, mô hình, điển hình đăng ký", blank=True, max_length=20000)
    written_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

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

    @classmethod
    def due_kind(cls):
        return Value(cls.due_step)

    def __str__(self):
        return f"Đăng ký thi đua năm {self.bloc_year.year} – {self.association.short_name}"

    def get_absolute_url(self):
        return reverse("pledges:registration", args=[self.pk])

    @property
    def title(self) -> str:
        return f"Bản đăng ký thi đua năm {self.bloc_year.year}"

    def said(self) -> list[dict]:
        return registration_rows(self)

    def missing(self) -> list[Gap]:
        missing = self.unanswered()
        if not self.bloc_year.is_done(Milestone.Kind.REGISTRATION_OPENED):
            missing.append(Gap("Thư ký khối chưa mở đăng ký thi đua.", "year-opening"))
        if not self.targets.exists():
            missing.append(Gap("Chưa có chỉ tiêu nào.", "targets-0-indicator"))
        return missing

    def unvetted(self) -> int:
        """How many of its targets were not accepted as they stand."""
        return sum(not target.is_accepted for target in self.targets.select_related("remark"))

    @property
    def is_pledged(self) -> bool:
        """Whether it was handed in before the pledge was signed, and so is part of it."""
        signed = self.bloc_year.timeline[Milestone.Kind.PLEDGE_SIGNED].done_at
        return bool(signed and self.first_submitted_at and self.first_submitted_at <= signed)

    def taken_up(self) -> str:
        if self.is_pledged:
            return "Giao ước đã ký: chỉ tiêu đã đăng ký không sửa nữa."
        if self.targets.filter(remark__isnull=False).exists():
            return "Thư ký khối đã xem xét các chỉ tiêu; hãy đề nghị trả lại."
        return ""

    def send_back(self, **facts) -> None:
        """What was registered before the pledge was signed is part of it and is not reopened."""
        if self.is_pledged:
            raise Refused("Giao ước đã ký: chỉ tiêu đã đăng ký không sửa nữa.")
        spoken_of = self.targets.filter(results__report__state__in=Submission.HANDED_IN)
        if spoken_of.exists():
            raise Refused("Hội đã nộp báo cáo theo các chỉ tiêu này. Hãy trả lại báo cáo trước.")
        super().send_back(**facts)

    def write(
        self, *, by, fields: dict, targets: list, titles: list, read: dict | None = None, take=()
    ) -> Written:
        """Save the registration as the page has it; what somebody else changed meanwhile is kept or shown back.

        `read` is {box: mark} of what the page showed, None to overwrite knowingly; `take` names the boxes whose stored
        text is to stand. Refused once it is handed in or the scores are locked.
        """
        with transaction.atomic():
            if refusal := self.closed():
                raise Refused(refusal)
            locked = Registration.objects.select_for_update().with_rows().get(pk=self.pk)
            if not locked.is_open:
                raise Refused("Bản đăng ký đã nộp, không sửa được nữa.")
            typed = boxes_of(Registration, fields=fields, targets=targets, titles=titles)
            written = self._join(locked, by, typed, read, set(take))
        self.refresh_from_db()
        return written

    def _join(self, locked, by, typed: dict[str, Box], read, take: set[str]) -> Written:
        """Write what only this person changed; the rest stays as it is stored."""
        stored = boxes_stored(locked)
        marks = {key: mark_of(box.text) for key, box in stored.items()} if read is None else read
        every = {key: Box(box.label, "") for key, box in (stored | typed).items()}
        dropped = {key: every[key] for key in stored if is_row(key) and key not in typed}
        boxes = {key: box for key, box in (typed | dropped).items() if key not in take}
        before = {key: (stored.get(key) or every[key]).text for key in boxes}
        to_write, conflicts = merge(before, {key: box.text for key, box in boxes.items()}, marks)
        if to_write:
            edits = [TextEdit(k, every[k].label, before[k], boxes[k].text) for k in to_write]
            record(self, by=by, edits=edits)
            self._store(stored | {key: boxes[key] for key in to_write}, list(typed), by)
        kept = {key: boxes[key].text if key in to_write else before[key] for key in typed if key in boxes}
        return Written(
            saved={key: mark_of(text) for key, text in kept.items() if key not in conflicts},
            conflicts={
                key: self._conflict(locked, every[key].label, key, before, boxes) for key in conflicts
            },
        )

    def _conflict(self, locked, label: str, key: str, before: dict, boxes: dict) -> Conflict:
        return Conflict(
            field=key,
            stored=before[key],
            typed=boxes[key].text,
            mark=mark_of(before[key]),
            by=locked.written_by,
            at=locked.written_at,
            label=label,
        )

    def _store(self, boxes: dict[str, Box], order: list[str], by) -> None:
        """Write all boxes; rows of the page first, in its order, then those that others added."""
        rows = [boxes[key] for key in [*order, *(k for k in boxes if k not in order)] if is_row(key)]
        values: list[Any] = [box.value for box in rows if box.value]
        head = {key: box.value for key, box in boxes.items() if not is_row(key)}
        Registration.objects.filter(pk=self.pk).update(**head, written_at=timezone.now(), written_by=by)
        self._replace_targets([value for value in values if "name" in value])
        self.title_requests.all().delete()
        TitleRequest.objects.bulk_create(
            TitleRequest(registration=self, **value) for value in values if "award_type" in value
        )

    def _replace_targets(self, targets: list[dict]) -> None:
        """The same name and unit is the same target, which reports may already speak of."""
        by_name = {(target.name, target.unit): target for target in self.targets.all()}
        for position, fields in enumerate(targets):
            target = by_name.pop((fields["name"], fields["unit"]), None) or Target(registration=self)
            for name, value in (fields | {"position": position}).items():
                setattr(target, name, value)
            target.save()
        for dropped in by_name.values():
            try:
                dropped.delete()
            except models.ProtectedError as error:
                raise Refused(f"Chỉ tiêu “{dropped.name}” đã có trong báo cáo nên không bỏ được.") from error


class RegistrationMove(Move):
    STATES = Submission.State

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="history")

    class Meta:
        verbose_name = "bước của bản đăng ký"
        verbose_name_plural = "bước của bản đăng ký"


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
    def plan_with_unit(self) -> str:
        """The plan in running text: 12 lớp, 97 %, Có; a percentage and words have their unit in them."""
        has_unit = self.kind in (Indicator.Kind.COUNT, Indicator.Kind.MONEY)
        return f"{self.plan_shown} {self.unit}" if has_unit else self.plan_shown

    @property
    def plan_typed(self) -> str:
        """The plan as it stands in its box."""
        return self.plan_words if self.is_words else number(self.plan)

    @property
    def is_accepted(self) -> bool:
        """Whether the secretariat accepted the plan as it stands now. Reads `remark`."""
        remark = getattr(self, "remark", None)
        return remark is not None and not remark.is_of_another_plan and remark.verdict == "accepted"

    @property
    def is_better_low(self) -> bool:
        return self.direction == Indicator.Direction.LOWER

    def is_met_by(self, actual: Decimal | None) -> bool:
        """Whether a result reaches the plan, which for some figures means staying under it."""
        if actual is None or self.plan is None:
            return False
        return actual <= self.plan if self.is_better_low else actual >= self.plan


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
