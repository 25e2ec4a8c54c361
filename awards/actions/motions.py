"""A motion put to the conference."""

from decimal import Decimal

from django.db import transaction

from audit.log import record
from awards.models.conference import Conference
from awards.models.motion import Motion
from awards.models.vote import share_reached
from base.workflow import Refused
from blocs.models import BlocYear, Milestone
from members.models import User
from pledges.models import ScoreLine
from pledges.scoring import points_fault


def decide_motion(
    conference: Conference,
    *,
    by: User,
    text: str,
    about: str = Motion.About.OTHER,
    approve: int,
    against: int,
    line: ScoreLine | None = None,
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
            about=about,
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
