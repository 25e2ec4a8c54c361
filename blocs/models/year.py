"""Each emulation year of a bloc: who leads and serves it, its dates and its rules."""

import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from audit.log import record
from base.workflow import Refused
from blocs import notifications
from members.models import Association, User

from .appointment import Appointment, served_years
from .bloc import Bloc, member_years
from .law import AwardType
from .milestone import Milestone
from .year_rules import YearRules


class BlocYearQuerySet(models.QuerySet):
    def for_user(self, user):
        """Every year for administrators, their province's for its officers, for others those they are part of."""
        if user.is_superuser:
            return self
        read = Q(bloc__province__in=user.read_province_ids) | served_years(user)
        return self.filter(read | member_years(user))

    def locked(self):
        """Those whose scores stand."""
        locked = Milestone.objects.filter(kind=Milestone.Kind.SCORES_LOCKED, done_at__isnull=False)
        return self.filter(pk__in=locked.values("bloc_year"))

    def with_steps(self):
        """With what a page of one year asks first: its bloc, its milestones, when its lead stops writing."""
        return self.select_related("bloc", "handover").prefetch_related("milestones")

    def with_parties(self):
        return self.with_steps().select_related("bloc__province", "lead", "deputy")


class BlocYear(YearRules):
    """One emulation year of a bloc: who leads it, its dates and its rules. Not the calendar year."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="years", verbose_name="khối")
    year = models.PositiveSmallIntegerField("năm thi đua")
    lead = models.ForeignKey(
        Association, models.PROTECT, related_name="years_led", verbose_name="Trưởng khối"
    )
    deputy = models.ForeignKey(
        Association, models.PROTECT, related_name="years_deputised", verbose_name="Phó Trưởng khối"
    )
    place = models.CharField("địa danh", max_length=60, blank=True)
    ranking_opened_at = models.DateTimeField("mở bảng xếp hạng lúc", null=True, editable=False)
    activities = models.TextField(
        "hoạt động chung của khối trong năm (mỗi dòng một hoạt động)", blank=True, max_length=20_000
    )
    next_year_tasks = models.TextField(
        "nhiệm vụ trọng tâm năm sau (mỗi dòng một ý)",
        blank=True,
        max_length=10000,
        help_text="Như hội nghị tổng kết thống nhất; được đưa vào giao ước và kế hoạch năm sau.",
    )
    ranking_published_at = models.DateTimeField("công bố bảng điểm lúc", null=True, editable=False)

    has_moved = False  # whether a step was taken since it was read, so that prefetched milestones are old

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

    @property
    def last_day(self) -> datetime.date:
        """The day on which the year's list of members is read."""
        return datetime.date(self.year, 12, 31)

    @property
    def flags_allowed(self) -> int:
        """How many provincial flags the bloc may propose: by its size where the province says so."""
        members = self.members().count() if self.flag_quota_by_size else 0
        allowed = [flags for least, flags in sorted(self.flag_quota_by_size) if members >= least]
        return allowed[-1] if allowed else self.flag_quota

    def quota_of(self, award_type: AwardType) -> int | None:
        """How many the bloc may propose for this award; None where the year sets no number."""
        if award_type.is_within_quota:
            return self.flags_allowed
        return self.award_quotas.get(award_type.code)

    @property
    def topic(self) -> str:
        """What this year's notices have in common: its secretariat sees whether they arrived."""
        return f"year-{self.pk}"

    def secretaries(self) -> list[User]:
        """Who is told what waits for the secretariat."""
        return self._appointed(Appointment.Role.SECRETARY)

    def deputys_verifiers(self) -> list[User]:
        """Who verifies the lead's own sheet, for the deputy."""
        return self._appointed(Appointment.Role.VERIFIER)

    def _appointed(self, role: Appointment.Role) -> list[User]:
        named = self.appointments.filter(role=role)
        return list(User.objects.filter(pk__in=named.values("user"), is_active=True))

    def members(self):
        return self.bloc.members_on(self.last_day)

    def main_tasks(self) -> list[str]:
        """What the conference of the year before resolved for this one."""
        before = BlocYear.objects.filter(bloc=self.bloc_id, year=self.year - 1)
        resolved = before.values_list("next_year_tasks", flat=True).first() or ""
        return [line.strip() for line in resolved.splitlines() if line.strip()]

    @cached_property
    def timeline(self) -> dict[str, "Milestone"]:
        """The year's milestones by kind, in their order. Reads `milestones`, prefetched, until one was reached."""
        own = Milestone.objects.filter(bloc_year=self) if self.has_moved else self.milestones.all()
        by_kind = {milestone.kind: milestone for milestone in own}
        if not self.reports_interim:
            by_kind.pop(Milestone.Kind.INTERIM_REPORTS, None)
        return {kind: by_kind[kind] for kind in Milestone.Kind.values if kind in by_kind}

    def is_done(self, kind: str) -> bool:
        return kind in self.timeline and self.timeline[kind].done_at is not None

    def due(self, kind: str, association_id: int | None = None) -> datetime.datetime | None:
        """The deadline of a step; with an association, theirs, extensions counted."""
        common = self.timeline[kind].due_at if kind in self.timeline else None
        extended = self.extended.get((association_id, kind)) if association_id and common else None
        return max(common, extended) if common and extended else common

    @cached_property
    def extended(self) -> dict[tuple[int, str], datetime.datetime]:
        """{(association, step): until}, the last one granted. Reads `extensions`, prefetched in lists."""
        return {(e.association_id, e.kind): e.until for e in self.extensions.all()}

    @property
    def is_handed_over(self) -> bool:
        """Whether the year is only read: handed over, and the day has come on which its lead stops writing."""
        return self.is_done(Milestone.Kind.HANDED_OVER) and self.writes_have_ended

    @cached_property
    def writes_have_ended(self) -> bool:
        planned = getattr(self, "handover", None)  # none in years handed over before there was a record of it
        return planned is None or timezone.localdate() >= planned.writes_end

    def unmet(self, kind: str) -> list[str]:
        """What must be done before this milestone, in the reader's words."""
        before = Milestone.PREREQUISITES.get(Milestone.Kind(kind), [])
        return [
            f"Chưa xong bước “{Milestone.Kind(step).label}”." for step in before if not self.is_done(step)
        ]

    def reach(self, kind: str, *, by) -> None:
        """Record a milestone as a dated fact, once."""
        if unmet := self.unmet(kind):
            raise Refused(" ".join(unmet))
        undone = Milestone.objects.filter(bloc_year=self, kind=kind, done_at=None)
        label = Milestone.Kind(kind).label
        with transaction.atomic():
            if not undone.update(done_at=timezone.now(), done_by=by):
                raise Refused(f"Bước “{label}” đã được ghi nhận trước đó.")
            record(f"year.{kind}", self, what=f"{self}: {label}", by=by)
            notifications.tell_step_opened(self, kind)
        self.read_anew()

    def read_anew(self) -> None:
        """Forget the milestones that were read before somebody else may have taken a step."""
        self.__dict__.pop("timeline", None)
        self.has_moved = True

    @property
    def is_locked(self) -> bool:
        """Whether the scores stand and nothing is handed in any more."""
        return self.is_done(Milestone.Kind.SCORES_LOCKED)

    @property
    def ranking_is_sealed(self) -> bool:
        """Whether nobody sees the ranking yet: it is opened in front of the conference."""
        return self.is_sealed and self.ranking_opened_at is None

    def publish_ranking(self, *, by) -> None:
        """From now on members see everybody's verified scores."""
        if not self.is_done(Milestone.Kind.SCORES_LOCKED):
            raise Refused("Chỉ công bố được sau khi khóa điểm.")
        if self.ranking_is_sealed:
            raise Refused("Bảng xếp hạng đang niêm phong; chỉ mở tại hội nghị.")
        hidden = BlocYear.objects.filter(pk=self.pk, ranking_published_at=None)
        with transaction.atomic():
            if not hidden.update(ranking_published_at=timezone.now()):
                raise Refused("Bảng xếp hạng đã được công bố trước đó.")
            record("ranking.published", self, what=f"{self}: công bố bảng xếp hạng", by=by)


def open_year(*, bloc: Bloc, year: int, lead: Association, deputy: Association, **fields) -> BlocYear:
    """Open an emulation year with its milestones, none of them done yet.

    Place and addressees are those of the bloc unless said otherwise.
    """
    fields = {"place": bloc.place, "addressees": bloc.addressees} | fields
    with transaction.atomic():
        opened = BlocYear.objects.create(bloc=bloc, year=year, lead=lead, deputy=deputy, **fields)
        Milestone.objects.bulk_create(
            Milestone(bloc_year=opened, kind=kind) for kind in Milestone.Kind.values
        )
        notifications.tell_year_opened(opened)
    return opened
