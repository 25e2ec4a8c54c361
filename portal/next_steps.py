"""What waits for a person in a year, from the milestones and from who has handed in what."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, Poll, Proposal, Vote, VotingRight
from awards.permissions import votes_for
from blocs.models import BlocYear, Milestone
from blocs.permissions import can_receive, can_run, is_verifier
from pledges.completeness import Row
from pledges.models import explanation_until, may_explain

Step = Milestone.Kind


@dataclass(frozen=True)
class NextStep:
    """One sentence, where to do it, and by when."""

    text: str
    url: str
    due_at: datetime.datetime | None = None
    day_label: str = "Hạn"  # something opens on a day, everything else is due by one

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()


WRITE = {
    "registration": ("bản đăng ký thi đua", Step.REGISTRATION_CLOSED),
    "interim": ("báo cáo sơ kết 6 tháng", Step.INTERIM_REPORTS),
    "annual": ("báo cáo năm và bảng tự chấm điểm", Step.SELF_SCORING_CLOSED),
}
DO = {"missing": "Soạn", "draft": "Hoàn thành và nộp", "returned": "Sửa theo ý kiến và nộp lại"}


def steps_for(user, year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """What this person should do in this year, undone things first. A query only for what was returned to them."""
    steps = [step for row in rows if user.acts_for(row.association.pk) for step in _member_steps(year, row)]
    steps += _ballot_steps(user, year) + _nominee_steps(user, year) + _receiver_step(user, year)
    if is_verifier(user, year):
        steps += _review_steps(year, [row for row in rows if row.association.pk == year.lead_id])
    if can_run(user, year):
        mine = [r for r in rows if r.association.pk != year.lead_id and not user.acts_for(r.association.pk)]
        steps += _review_steps(year, mine)
        steps += _secretary_step(year)
    return steps


def _wanted(year: BlocYear, row: Row) -> list[str]:
    """The papers this member may hand in now; late in the year the interim report only where it is still awaited."""
    if year.is_done(Step.SCORES_LOCKED) or not year.is_done(Step.REGISTRATION_OPENED):
        return []
    late_in_year = year.is_done(Step.SELF_SCORING_OPENED)
    if not year.reports_interim:
        return ["registration", "annual"] if late_in_year else ["registration"]
    if not late_in_year:
        return ["registration", "interim"]
    extended = year.extended.get((row.association.pk, Step.INTERIM_REPORTS))
    awaited = row.cells["interim"].state == "returned" or extended and extended > timezone.now()
    return ["registration", "interim", "annual"] if awaited else ["registration", "annual"]


def _member_steps(year: BlocYear, row: Row) -> list[NextStep]:
    steps = []
    for paper in _wanted(year, row):
        cell, (name, milestone) = row.cells[paper], WRITE[paper]
        if cell.state not in DO or (
            paper == "interim" and cell.state == "missing" and year.due(milestone) is None
        ):
            continue
        page = "pledges:registrations" if paper == "registration" else "pledges:completeness"
        url = cell.submission.get_absolute_url() if cell.submission else reverse(page, args=[year.pk])
        is_back = cell.state == "returned"
        due_at = cell.submission.current_due if is_back else year.due(milestone, row.association.pk)
        steps.append(NextStep(f"{DO[cell.state]} {name} của {row.association.short_name}", url, due_at))
    return steps + _explanation_step(year, row)


def _explanation_step(year: BlocYear, row: Row) -> list[NextStep]:
    """The scores cannot be locked before the member agreed to the verified points, or its days are over."""
    report = row.cells["annual"].submission
    if report is None or year.is_locked or not year.explanation_days:
        return []
    report.bloc_year = year
    if not may_explain(report):
        return []
    text = f"Đồng ý hoặc giải trình kết quả thẩm định của {row.association.short_name}"
    return [NextStep(text, reverse("pledges:report-explain", args=[report.pk]), explanation_until(report))]


def _review_steps(year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """Submissions that wait to be accepted, and sheets that wait to be verified."""
    steps = []
    for paper, (name, _) in WRITE.items():
        waiting = [row for row in rows if paper in row.cells and row.cells[paper].state == "submitted"]
        if waiting:
            page = "pledges:registrations" if paper == "registration" else "pledges:completeness"
            steps.append(NextStep(f"Xem và tiếp nhận {len(waiting)} {name}", reverse(page, args=[year.pk])))
    unverified = [row for row in rows if row.cells["annual"].state == "accepted" and row.unverified]
    if unverified and not year.is_done(Step.SCORES_LOCKED):
        url = reverse("pledges:completeness", args=[year.pk])
        steps.append(
            NextStep(f"Thẩm định điểm của {len(unverified)} đơn vị", url, year.due(Step.VERIFICATION))
        )
    return steps


# The secretariat's next milestone: what to do about it, and where.
SECRETARY = [
    (Step.CRITERIA_PUBLISHED, "Hoàn thiện và công bố bộ tiêu chí", "blocs:criteria-list"),
    (Step.REGISTRATION_OPENED, "Mở đăng ký thi đua cho các hội", "year"),
    (Step.PLEDGE_SIGNED, "Chuẩn bị và ghi nhận lễ ký giao ước", "pledges:pledge"),
    (Step.REGISTRATION_CLOSED, "Theo dõi và kết thúc nhận bản đăng ký", "pledges:registrations"),
    (Step.INTERIM_REPORTS, "Theo dõi báo cáo sơ kết 6 tháng", "pledges:completeness"),
    (Step.SELF_SCORING_OPENED, "Mở báo cáo năm và tự chấm điểm", "year"),
    (Step.SELF_SCORING_CLOSED, "Theo dõi và kết thúc nhận báo cáo năm", "pledges:completeness"),
    (Step.SCORES_LOCKED, "Khóa điểm sau khi thẩm định xong", "pledges:completeness"),
    (Step.CONFERENCE_CLOSED, "Tổ chức hội nghị bình xét", "awards:conference"),
    (Step.PROPOSAL_FILED, "Lập hồ sơ đề nghị, ban hành văn bản và gửi", "awards:proposals"),
    (Step.HANDED_OVER, "Bàn giao cho Trưởng khối mới", "awards:handover"),
]


def _nominee_steps(user, year: BlocYear) -> list[NextStep]:
    """Achievement reports that a chosen member may still write. A query only while the dossier is being prepared."""
    if not year.is_done(Step.CONFERENCE_CLOSED) or year.is_done(Step.RESULTS_RECORDED):
        return []
    own = Nomination.objects.filter(
        association__in=user.association_ids,
        proposal__bloc_year=year,
        proposal__state__in=Proposal.OPEN,
        texts=None,
    )
    return [
        NextStep(
            f"Viết báo cáo thành tích đề nghị {one.award_type} của {one.association.short_name}",
            one.get_absolute_url(),
            year.due(Step.PROPOSAL_FILED),
        )
        for one in own.select_related("award_type", "association")
    ]


def _ballot_steps(user, year: BlocYear) -> list[NextStep]:
    """Votes in the browser that are open to this signatory. A query only from the lock to the conference's end."""
    if not year.is_locked or year.is_done(Step.CONFERENCE_CLOSED):
        return []
    open_here = Poll.objects.open().filter(conference__bloc_year=year, method=Vote.Method.BROWSER)
    waiting = VotingRight.objects.filter(poll__in=open_here, has_voted=False)
    rights = waiting.select_related("poll__award_type", "association")
    return [
        NextStep(f"Bỏ phiếu: {right.poll} ({right.association.short_name})", right.poll.get_absolute_url())
        for right in rights
        if votes_for(user, right)
    ]


def _receiver_step(user, year: BlocYear) -> list[NextStep]:
    planned = getattr(year, "handover", None)
    if planned is None or planned.received_at or not year.is_done(Step.HANDED_OVER):
        return []
    if not can_receive(user, planned):
        return []
    return [NextStep("Xác nhận đã nhận bàn giao", reverse("awards:handover", args=[year.pk]))]


def _secretary_step(year: BlocYear) -> list[NextStep]:
    for kind, text, page in SECRETARY:
        if kind in year.timeline and not year.is_done(kind):
            return [
                NextStep(text, reverse(page, args=[year.pk]), year.due(kind), year.timeline[kind].day_label)
            ]
    return []
