"""The steps of a year as dated facts."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class MilestoneQuerySet(models.QuerySet):
    def settable(self):
        """Those whose day may be set: what is ahead, and what nobody is late by."""
        return self.filter(Q(done_at=None) | Q(kind__in=Milestone.NOBODY_LATE))


class Milestone(models.Model):
    """A dated fact of the year: when it is due, when it was done and by whom."""

    class Kind(models.TextChoices):
        CRITERIA_PUBLISHED = "criteria_published", "Công bố tiêu chí chấm điểm"
        REGISTRATION_OPENED = "registration_opened", "Mở đăng ký thi đua"
        REGISTRATION_CLOSED = "registration_closed", "Kết thúc nhận đăng ký thi đua"
        PLEDGE_SIGNED = "pledge_signed", "Ký giao ước thi đua"
        INTERIM_REPORTS = "interim_reports", "Báo cáo sơ kết 6 tháng"
        SELF_SCORING_OPENED = "self_scoring_opened", "Mở báo cáo năm và tự chấm điểm"
        SELF_SCORING_CLOSED = "self_scoring_closed", "Kết thúc nhận báo cáo năm và tự chấm điểm"
        VERIFICATION = "verification", "Thẩm định điểm"
        SCORES_LOCKED = "scores_locked", "Khóa điểm"
        CONFERENCE_CLOSED = "conference_closed", "Hội nghị bình xét"
        PROPOSAL_FILED = "proposal_filed", "Gửi hồ sơ đề nghị khen thưởng"
        RESULTS_RECORDED = "results_recorded", "Ghi kết quả khen thưởng"
        HANDED_OVER = "handed_over", "Bàn giao cho Trưởng khối mới"

    # Those the secretariat takes by hand, and what the button says; the others come with the act itself.
    BY_HAND = {
        Kind.REGISTRATION_OPENED: "Mở đăng ký",
        Kind.REGISTRATION_CLOSED: "Kết thúc nhận đăng ký",
        Kind.INTERIM_REPORTS: "Kết thúc nhận báo cáo sơ kết",
        Kind.SELF_SCORING_OPENED: "Mở báo cáo năm",
        Kind.SELF_SCORING_CLOSED: "Kết thúc nhận báo cáo năm",
    }
    OPENINGS = {Kind.REGISTRATION_OPENED, Kind.SELF_SCORING_OPENED}
    # Nobody is late by these days: they may be put right after the step was taken.
    NOBODY_LATE = OPENINGS | {Kind.CRITERIA_PUBLISHED}
    PREREQUISITES = {
        Kind.REGISTRATION_CLOSED: [Kind.REGISTRATION_OPENED],
        Kind.SELF_SCORING_OPENED: [Kind.CRITERIA_PUBLISHED],
        Kind.SELF_SCORING_CLOSED: [Kind.SELF_SCORING_OPENED],
        Kind.SCORES_LOCKED: [Kind.SELF_SCORING_CLOSED],
        Kind.CONFERENCE_CLOSED: [Kind.SCORES_LOCKED],
        Kind.PROPOSAL_FILED: [Kind.CONFERENCE_CLOSED],
        Kind.RESULTS_RECORDED: [Kind.PROPOSAL_FILED],
        Kind.HANDED_OVER: [Kind.PROPOSAL_FILED],
    }

    bloc_year = models.ForeignKey(
        "blocs.BlocYear", models.CASCADE, related_name="milestones", verbose_name="năm thi đua"
    )
    kind = models.CharField("mốc", max_length=30, choices=Kind)
    due_at = models.DateTimeField("hạn", null=True, blank=True)
    done_at = models.DateTimeField("xong lúc", null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người ghi",
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc thời gian"
        verbose_name_plural = "mốc thời gian"
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "kind"], name="milestone_once_a_year"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="milestone_done_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_by_hand(self) -> bool:
        return self.kind in self.BY_HAND

    @property
    def is_settable(self) -> bool:
        return self.done_at is None or self.kind in self.NOBODY_LATE

    @property
    def button(self) -> str:
        """What the button says that takes this step by hand."""
        return self.BY_HAND[self.Kind(self.kind)]

    @property
    def day_label(self) -> str:
        """What its day is called: something opens on a day, everything else is due by one."""
        return "Ngày mở" if self.kind in self.OPENINGS else "Hạn"

    @property
    def status(self) -> str:
        """done, late, due (within 14 days) or ahead."""
        if self.done_at:
            return "done"
        if self.due_at is None:
            return "ahead"
        left = self.due_at - timezone.now()
        if left < datetime.timedelta(0):
            return "late"
        return "due" if left < datetime.timedelta(days=14) else "ahead"


def lock_years(*bloc_ids: int) -> None:
    """The milestones of `lock_of` for every year of these blocs, held in one order."""
    rows = Milestone.objects.filter(bloc_year__bloc__in=bloc_ids, kind=Milestone.Kind.SCORES_LOCKED)
    list(rows.select_for_update(of=["self"]).order_by("pk"))


def lock_of(year_id: int) -> Milestone:
    """The milestone that locks the scores of a year, held for the rest of the transaction.

    Rows are locked in one order, so that no two people wait for each other: this milestone, conference, registration,
    report, verification, vote, pledge, proposal, then what hangs on them by key.
    """
    return Milestone.objects.select_for_update().get(bloc_year=year_id, kind=Milestone.Kind.SCORES_LOCKED)
