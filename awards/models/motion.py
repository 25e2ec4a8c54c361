"""What the conference resolves by a show of hands; a resolution may correct a locked score."""

from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs.models import BlocYear, Milestone
from pledges.models import ScoreLine, points_fault

from .conference import Conference
from .vote import share_reached


class Motion(models.Model):
    """A motion with its count. One that corrects a score names the leaf and the points it asks for."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="motions")
    text = models.CharField("nội dung biểu quyết", max_length=500)
    line = models.ForeignKey(ScoreLine, models.PROTECT, null=True, related_name="motions")
    points = models.DecimalField("điểm đề nghị", max_digits=6, decimal_places=2, null=True)
    present = models.PositiveSmallIntegerField("có mặt")
    approve = models.PositiveSmallIntegerField("tán thành")
    against = models.PositiveSmallIntegerField("không tán thành")
    is_passed = models.BooleanField("được thông qua")
    decided_at = models.DateTimeField("lúc", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        verbose_name = "nghị quyết hội nghị"
        verbose_name_plural = "nghị quyết hội nghị"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line=None, points=None) | Q(line__isnull=False, points__isnull=False),
                name="motion_on_a_score_names_the_points",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def abstained(self) -> int:
        return self.present - self.approve - self.against


def decide_motion(
    conference: Conference,
    *,
    by,
    text: str,
    approve: int,
    against: int,
    line=None,
    points: Decimal | None = None,
) -> Motion:
    """Write down a motion and how it was voted: it passes with more than half of those present.

    One that passes and names a score sets the conference's points of that leaf; the verified ones stay beside them.
    Refused for a count that does not add up, points the leaf cannot have, or a score that is not locked yet.
    """
    with transaction.atomic():
        conference.held_open()
        year, present = conference.bloc_year, conference.present().count()
        if approve + against > present:
            raise Refused(f"Tán thành cộng không tán thành quá số có mặt ({present}).")
        if line is not None:
            if not year.is_done(Milestone.Kind.SCORES_LOCKED):
                raise Refused("Điểm chưa khóa: hãy sửa ở bước thẩm định.")
            if points is None:
                raise Refused("Hãy ghi số điểm được điều chỉnh.")
            if fault := points_fault(points, line.criterion, year.score_step):
                raise Refused(fault)
        passed = share_reached(approve, present, BlocYear.Share.MAJORITY)
        if line is not None and passed:
            ScoreLine.objects.filter(pk=line.pk).update(conference_points=points)
        motion = conference.motions.create(
            text=text,
            line=line,
            points=points,
            present=present,
            approve=approve,
            against=against,
            is_passed=passed,
            decided_by=by,
        )
        verdict = "thông qua" if passed else "không thông qua"
        on_score = f"; tiêu chí {line.criterion.code}: {points} điểm" if line is not None else ""
        what = f"Biểu quyết: {text} ({approve}/{present}, {verdict}{on_score})"
        record("motion.decided", motion, what=what, by=by)
        return motion
