"""The bloc, who is in it, and each of its emulation years."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from config.workflow import MoveRefused
from members.models import Association

from .milestone import Milestone


class BlocQuerySet(models.QuerySet):
    def for_user(self, user):
        """The province and administrators: every bloc. Others: blocs they or their association belong to."""
        if user.is_province or user.is_superuser:
            return self
        own = Membership.objects.filter(association__in=user.association_ids).values("bloc")
        served = Appointment.held_by(user).values("bloc_year__bloc")
        return self.filter(Q(pk__in=own) | Q(pk__in=served))


class Bloc(models.Model):
    """Khối thi đua: associations that emulate together under one province. Not a legal person."""

    name = models.CharField("tên đầy đủ", max_length=250)
    short_name = models.CharField("tên gọi tắt", max_length=100)
    province = models.CharField("tỉnh", max_length=60, help_text="Ví dụ: tỉnh Quảng Trị")
    parent_name = models.CharField(
        "dòng đầu văn bản của khối", max_length=120, help_text="UBND TỈNH QUẢNG TRỊ"
    )
    symbol = models.CharField("ký hiệu số văn bản của khối", max_length=20, default="KTĐ")
    standing_agency = models.CharField("cơ quan thường trực", max_length=150)
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)

    objects = BlocQuerySet.as_manager()

    class Meta:
        verbose_name = "khối thi đua"
        verbose_name_plural = "khối thi đua"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("blocs:bloc", args=[self.pk])

    def members_on(self, day: datetime.date):
        """The associations that belong to the bloc on that day, in alphabetical order."""
        memberships = self.memberships.on(day).values("association")
        return Association.objects.filter(pk__in=memberships).in_order()


class MembershipQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)


class Membership(models.Model):
    """An association in a bloc, from `joined_on` up to, not including, `left_on`."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="memberships", verbose_name="khối")
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="memberships", verbose_name="hội"
    )
    joined_on = models.DateField("vào khối từ ngày")
    left_on = models.DateField("rời khối từ ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên khối"
        verbose_name_plural = "thành viên khối"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "association"],
                condition=Q(left_on=None),
                name="membership_open_once",
                violation_error_message="Hội này đang là thành viên của khối.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="membership_ends_after_beginning",
            ),
        ]

    def __str__(self):
        return f"{self.association} – {self.bloc.short_name}"


class BlocYearQuerySet(models.QuerySet):
    def for_user(self, user):
        """The province and administrators: every year. Others: years their association was in, or that they serve."""
        if user.is_province or user.is_superuser:
            return self
        member = Membership.objects.filter(
            Q(left_on=None) | Q(left_on__year__gte=OuterRef("year")),
            bloc=OuterRef("bloc"),
            association__in=user.association_ids,
            joined_on__year__lte=OuterRef("year"),
        )
        serves = Appointment.held_by(user).filter(
            bloc_year__bloc=OuterRef("bloc"), bloc_year__year__gte=OuterRef("year")
        )
        return self.filter(Exists(member) | Exists(serves))

    def with_parties(self):
        return self.select_related("bloc", "lead", "deputy").prefetch_related("milestones")


def reminder_days() -> list[int]:
    """A week, two days and the day itself before a deadline, and the day after it."""
    return [7, 2, 0, -1]


class BlocYear(models.Model):
    """One emulation year of a bloc: who leads it, its dates and its rules. Not the calendar year."""

    class Header(models.TextChoices):
        LEAD = "A", "Hội làm Trưởng khối đứng tên văn bản"
        BLOC = "B", "Khối thi đua đứng tên văn bản"

    class Share(models.TextChoices):
        MAJORITY = "1/2", "quá 1/2 (trên 50 %)"
        TWO_THIRDS = "2/3", "từ 2/3 trở lên"
        FOUR_FIFTHS = "4/5", "từ 80 % trở lên"

    class Base(models.TextChoices):
        PRESENT = "present", "số thành viên có mặt"
        MEMBERS = "members", "tổng số thành viên của khối"
        VALID = "valid", "số phiếu hợp lệ"

    TIE_BREAKS = {
        "I": "Điểm nội dung I cao hơn",
        "II": "Điểm nội dung II cao hơn",
        "III": "Điểm nội dung III cao hơn",
        "deductions": "Bị trừ điểm ít hơn",
        "women": "Tập thể có từ 70 % nữ trở lên",  # Decree 152/2025/NĐ-CP, Article 4.6
    }

    class Late(models.TextChoices):
        MARK = "mark", "Vẫn nhận, ghi là nộp muộn"
        REFUSE = "refuse", "Không nhận, trừ khi được gia hạn"

    STEPS = [("0.25", "0,25 điểm"), ("0.5", "0,5 điểm"), ("1", "1 điểm")]

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="years", verbose_name="khối")
    year = models.PositiveSmallIntegerField("năm thi đua")
    lead = models.ForeignKey(
        Association, models.PROTECT, related_name="years_led", verbose_name="Trưởng khối"
    )
    deputy = models.ForeignKey(
        Association, models.PROTECT, related_name="years_deputised", verbose_name="Phó Trưởng khối"
    )
    place = models.CharField("địa danh", max_length=60, default="Quảng Trị")
    header = models.CharField("đầu văn bản", max_length=1, choices=Header, default=Header.LEAD)
    addressees = models.TextField(
        "nơi nhận tờ trình (mỗi dòng một nơi)",
        default="Chủ tịch Ủy ban nhân dân tỉnh Quảng Trị\nBan Thi đua - Khen thưởng tỉnh",
    )
    score_step = models.DecimalField("bước điểm", max_digits=3, decimal_places=2, default="0.5")
    evidence_required = models.BooleanField(
        "bắt buộc minh chứng ở tiêu chí cần minh chứng",
        default=True,
        help_text="Bỏ chọn: thiếu minh chứng chỉ được nhắc, vẫn nộp được.",
    )
    late_rule = models.CharField("nộp sau hạn", max_length=10, choices=Late, default=Late.MARK)
    return_limit = models.PositiveSmallIntegerField(
        "số lần trả lại tối đa của một báo cáo", default=3, validators=[MinValueValidator(1)]
    )
    reminder_days = models.JSONField(
        "ngày nhắc nộp",
        default=reminder_days,
        help_text="Số ngày trước hạn, cách nhau bằng dấu phẩy; số âm là sau hạn. Ví dụ: 7, 2, 0, -1.",
    )
    tie_breaks = models.JSONField("tiêu chí phụ khi bằng điểm", default=list, blank=True)
    quorum = models.CharField(
        "hội nghị hợp lệ khi có mặt", max_length=3, choices=Share, default=Share.TWO_THIRDS
    )
    threshold = models.CharField(
        "được chọn khi đồng ý", max_length=3, choices=Share, default=Share.FOUR_FIFTHS
    )
    threshold_base = models.CharField("tỷ lệ tính trên", max_length=10, choices=Base, default=Base.MEMBERS)
    flag_quota = models.PositiveSmallIntegerField("số Cờ thi đua của UBND tỉnh được đề nghị", default=3)
    separate_by_authority = models.BooleanField("tách tờ trình theo thẩm quyền quyết định", default=False)
    ranking_published_at = models.DateTimeField("công bố bảng điểm lúc", null=True, editable=False)

    objects = BlocYearQuerySet.as_manager()

    class Meta:
        verbose_name = "năm thi đua của khối"
        verbose_name_plural = "năm thi đua của khối"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year"],
                name="bloc_year_once",
                violation_error_message="Năm thi đua này đã được mở.",
            ),
            models.CheckConstraint(
                condition=~Q(lead=F("deputy")),
                name="bloc_year_lead_is_not_deputy",
                violation_error_message="Trưởng khối và Phó Trưởng khối phải là hai hội khác nhau.",
            ),
            models.CheckConstraint(
                condition=Q(score_step__in=["0.25", "0.5", "1"]),
                name="bloc_year_score_step",
                violation_error_message="Bước điểm là 0,25, 0,5 hoặc 1.",
            ),
        ]

    def __str__(self):
        return f"{self.bloc.short_name}, năm {self.year}"

    def get_absolute_url(self):
        return reverse("year", args=[self.pk])

    def clean(self):
        known = isinstance(self.tie_breaks, list) and all(rung in self.TIE_BREAKS for rung in self.tie_breaks)
        if not known:
            raise ValidationError({"tie_breaks": f"Là danh sách trong: {', '.join(self.TIE_BREAKS)}."})

    @property
    def last_day(self) -> datetime.date:
        """The day on which the year's list of members is read."""
        return datetime.date(self.year, 12, 31)

    def members(self):
        return self.bloc.members_on(self.last_day)

    @cached_property
    def timeline(self) -> dict[str, "Milestone"]:
        """Milestones by kind, in the order of the year. Reads `milestones`, prefetched in lists."""
        by_kind = {milestone.kind: milestone for milestone in self.milestones.all()}
        return {kind: by_kind[kind] for kind in Milestone.Kind.values if kind in by_kind}

    def is_done(self, kind: str) -> bool:
        return kind in self.timeline and self.timeline[kind].done_at is not None

    def due(self, kind: str, association_id: int | None = None) -> datetime.datetime | None:
        """The deadline of a step; with an association, theirs, extensions counted."""
        common = self.timeline[kind].due_at if kind in self.timeline else None
        extended = self.extended.get((association_id, kind)) if association_id and common else None
        return max(common, extended) if extended else common

    @cached_property
    def extended(self) -> dict[tuple[int, str], datetime.datetime]:
        """{(association, step): until}, the last one granted. Reads `extensions`, prefetched in lists."""
        return {(e.association_id, e.kind): e.until for e in self.extensions.all()}

    @property
    def is_handed_over(self) -> bool:
        return self.is_done(Milestone.Kind.HANDED_OVER)

    def unmet(self, kind: str) -> list[str]:
        """What must be done before this milestone, in the reader's words."""
        before = Milestone.PREREQUISITES.get(kind, [])
        return [
            f"Chưa xong bước “{Milestone.Kind(step).label}”." for step in before if not self.is_done(step)
        ]

    def reach(self, kind: str, *, by) -> None:
        """Record a milestone as a dated fact, once."""
        if unmet := self.unmet(kind):
            raise MoveRefused(" ".join(unmet))
        undone = Milestone.objects.filter(bloc_year=self, kind=kind, done_at=None)
        if not undone.update(done_at=timezone.now(), done_by=by):
            raise MoveRefused(f"Bước “{Milestone.Kind(kind).label}” đã được ghi nhận trước đó.")
        self.__dict__.pop("timeline", None)
        self._prefetched_objects_cache = {}

    def publish_ranking(self, *, by) -> None:
        """From now on members see everybody's verified scores."""
        if not self.is_done(Milestone.Kind.SCORES_LOCKED):
            raise MoveRefused("Chỉ công bố được sau khi khóa điểm.")
        BlocYear.objects.filter(pk=self.pk, ranking_published_at=None).update(
            ranking_published_at=timezone.now()
        )


class Appointment(models.Model):
    """A person named for one bloc-year: the lead's secretariat, or the deputy's verifier."""

    class Role(models.TextChoices):
        SECRETARY = "secretary", "Thư ký khối"
        VERIFIER = "verifier", "Người thẩm định của Phó Trưởng khối"

    bloc_year = models.ForeignKey(
        BlocYear, models.PROTECT, related_name="appointments", verbose_name="năm thi đua"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name="người"
    )
    role = models.CharField("nhiệm vụ", max_length=20, choices=Role)

    class Meta:
        verbose_name = "phân công giúp việc khối"
        verbose_name_plural = "phân công giúp việc khối"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "user", "role"],
                name="appointment_once",
                violation_error_message="Người này đã được phân công.",
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"

    @classmethod
    def held_by(cls, user):
        """What this person was named for, while they are still of that year's lead or deputy."""
        secretary = Q(role=cls.Role.SECRETARY, bloc_year__lead__in=user.association_ids)
        verifier = Q(role=cls.Role.VERIFIER, bloc_year__deputy__in=user.association_ids)
        return cls.objects.filter(secretary | verifier, user=user)


def open_year(*, bloc: Bloc, year: int, lead: Association, deputy: Association, **fields) -> BlocYear:
    """Open an emulation year with its milestones, none of them done yet."""
    with transaction.atomic():
        opened = BlocYear.objects.create(bloc=bloc, year=year, lead=lead, deputy=deputy, **fields)
        Milestone.objects.bulk_create(
            Milestone(bloc_year=opened, kind=kind) for kind in Milestone.Kind.values
        )
    return opened
