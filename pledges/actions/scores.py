"""Verbs that belong to a whole year rather than to one submission."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from base.workflow import Refused
from blocs.models import BlocYear, Milestone, lock_of
from members.models import User
from pledges.models import Explanation, Report, ScoreLine, unsettled


def _still_extended(year: BlocYear) -> list[str]:
    """Members that may still hand their annual report in, and have not."""
    handed_in = Report.objects.submitted().filter(bloc_year=year, kind=Report.Kind.ANNUAL)
    granted = year.extensions.filter(kind=Milestone.Kind.SELF_SCORING_CLOSED).select_related("association")
    waiting = granted.exclude(association__in=handed_in.values("association"))
    newest = {one.association_id: one for one in waiting.order_by("pk")}
    return sorted(one.association.short_name for one in newest.values() if one.until > timezone.now())


@transaction.atomic
def lock_scores(year: BlocYear, *, by: User) -> None:
    """Freeze every sheet of the year. Refused, with names, while one is unread or unverified."""
    lock_of(year.pk)  # whoever writes, submits or verifies waits here, and finds the scores locked
    reports = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL).select_related("association")
    if waiting := [r.association.short_name for r in reports if r.state in ("submitted", "returned")]:
        raise Refused(f"Báo cáo năm chưa được tiếp nhận: {', '.join(waiting)}.")
    if extended := _still_extended(year):
        raise Refused(f"Còn trong thời gian gia hạn nộp báo cáo năm: {', '.join(extended)}.")
    unverified = ScoreLine.objects.filter(
        report__in=reports.filter(state=Report.State.ACCEPTED), verified_points=None
    ).values_list("report__association__short_name", flat=True)
    if names := sorted(set(unverified)):
        raise Refused(f"Chưa thẩm định xong điểm của: {', '.join(names)}.")
    accepted = reports.filter(state=Report.State.ACCEPTED).select_related("bloc_year")
    unanswered = Exists(Explanation.objects.filter(line__report=OuterRef("pk"), reply=""))
    now = timezone.now()
    told = [unsettled(report, now) for report in accepted.annotate(unanswered_explanations=unanswered)]
    if reasons := [reason for reason in told if reason]:
        raise Refused(" ".join(reasons))
    if not year.is_done(Milestone.Kind.VERIFICATION):
        year.reach(Milestone.Kind.VERIFICATION, by=by)
    year.reach(Milestone.Kind.SCORES_LOCKED, by=by)
