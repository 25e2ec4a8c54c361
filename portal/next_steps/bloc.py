"""What the secretariat and the verifiers have to take in, to verify, to send, and the year's next step."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from blocs.models import BlocYear, Milestone
from pledges.completeness import Row
from pledges.given_scores import lacking_points
from pledges.models import Verification
from pledges.parts import covered, criteria_in_force, paths_of
from pledges.permissions import can_vet
from pledges.samples import sample_in
from pledges.verifier_progress import assigned_parts
from pledges.vetting import handed_in, targets_of

from ..year_line import BEFORE_LOCK
from .member import PAPERS
from .step import NextStep, names

Step = Milestone.Kind

# The secretariat's next milestone: what to do about it, what the button says, and where.
SECRETARY = [
    (Step.CRITERIA_PUBLISHED, "Hoàn thiện và công bố bộ tiêu chí", "Mở bộ tiêu chí", "blocs:criteria-list"),
    (Step.REGISTRATION_OPENED, "Mở đăng ký thi đua cho các hội", "Mở trang năm", "year"),
    (Step.PLEDGE_SIGNED, "Chuẩn bị và ghi nhận lễ ký giao ước", "Mở giao ước", "pledges:pledge"),
    (
        Step.REGISTRATION_CLOSED,
        "Theo dõi và kết thúc nhận bản đăng ký",
        "Xem đăng ký",
        "pledges:registrations",
    ),
    (Step.INTERIM_REPORTS, "Theo dõi báo cáo 6 tháng", "Xem ai đã nộp", "pledges:completeness"),
    (Step.SELF_SCORING_OPENED, "Mở báo cáo năm và tự chấm điểm", "Mở trang năm", "year"),
    (
        Step.SELF_SCORING_CLOSED,
        "Theo dõi và kết thúc nhận báo cáo năm",
        "Xem ai đã nộp",
        "pledges:completeness",
    ),
    (Step.SCORES_LOCKED, "Khóa điểm sau khi thẩm định xong", "Xem còn gì", "pledges:completeness"),
    (Step.CONFERENCE_CLOSED, "Tổ chức hội nghị bình xét", "Mở hội nghị", "awards:conference"),
    (Step.PROPOSAL_FILED, "Lập hồ sơ đề nghị, ban hành văn bản và gửi", "Mở đề nghị", "awards:proposals"),
    (Step.HANDED_OVER, "Bàn giao cho Trưởng khối mới", "Mở bàn giao", "awards:handover"),
]


@dataclass
class Assigned:
    """Who was named to verify whose sheet in this year."""

    user: object
    year: BlocYear
    verifications: list[Verification]

    @property
    def has_parts(self) -> bool:
        return any(one.part for one in self.verifications)

    @cached_property
    def associations(self) -> set[int]:
        """Those of whose sheets nothing is left to whoever reviews them."""
        deciding = [one for one in self.verifications if not one.only_asks]
        whole = {one.association_id for one in deciding if not one.part}
        newest = criteria_in_force(self.year) if self.has_parts else None
        if newest is None:
            return whole
        paths = paths_of(newest)
        parts: dict[int, list[str]] = {}
        for one in deciding:
            parts.setdefault(one.association_id, []).append(one.part)
        return whole | {pk for pk, own in parts.items() if covered(own, paths) == paths.keys()}

    @cached_property
    def finished(self) -> set[int]:
        """What is all found, though nobody froze it: parts of a sheet, and sheets on which one only asks."""
        asks = any(one.only_asks for one in self.verifications)
        parts = assigned_parts(self.year) if self.has_parts or asks else []
        stand = [one for one in parts if self.year.verifiers == 1 or one.verification.only_asks]
        return {one.verification.pk for one in stand if one.is_finished}

    def is_mine(self, row: Row) -> bool:
        """Whether this person was named for it and has not finished."""
        return any(
            one.association_id == row.association.pk
            and one.verifier_id == getattr(self.user, "pk", None)
            and one.frozen_at is None
            and one.pk not in self.finished
            for one in self.verifications
        )

    def both_finished(self, row: Row) -> bool:
        deciding = [one for one in self.verifications if not one.only_asks]
        named = [one for one in deciding if one.association_id == row.association.pk]
        return len(named) > 1 and all(one.frozen_at for one in named)


def reviewer_steps(year: BlocYear, mine: list[Row], rows: list[Row], assigned: Assigned) -> list[NextStep]:
    """`mine` are the members whose papers this person reviews; of `rows` they verify those assigned to them."""
    if year.is_locked:
        return []  # what was not taken in by then changes no score
    steps = [step for paper in PAPERS for step in _to_accept(year, mine, paper)]
    steps += _to_verify(year, mine, rows, assigned)
    to_settle = [row for row in mine if row.unverified and assigned.both_finished(row)]
    steps += _one_or_list(year, to_settle, "Quyết định điểm hai người chấm khác nhau", "settle", "verify")
    to_tell = [row for row in mine if row.awaits_result]
    if to_tell:
        url = reverse("pledges:several", args=[year.pk]) + "#results"
        text = f"Gửi kết quả thẩm định cho {len(to_tell)} hội"
        steps.append(NextStep(text, url, "Xem và gửi", year.due(Step.VERIFICATION), facts=_facts(to_tell)))
    to_answer = [row for row in mine if row.is_unanswered]
    return steps + _one_or_list(year, to_answer, "Trả lời giải trình", "look", "answer")


def _facts(rows: list[Row]) -> str:
    return names([row.association for row in rows]) + "."


def _to_accept(year: BlocYear, rows: list[Row], paper: str) -> list[NextStep]:
    waiting = [row for row in rows if paper in row.cells and row.cells[paper].state == "submitted"]
    if not waiting:
        return []
    name, milestone = PAPERS[paper]
    if len(waiting) == 1:
        (row,) = waiting
        url = row.cells[paper].submission.get_absolute_url()
        text = f"Xem và tiếp nhận {name} của {row.association.short_name}"
        return [NextStep(text, url, "Xem và tiếp nhận")]
    anchor = "registrations" if paper == "registration" else paper
    url = reverse("pledges:several", args=[year.pk]) + f"#{anchor}"
    text = f"Xem và tiếp nhận {len(waiting)} {name}"
    return [NextStep(text, url, "Xem và tiếp nhận", facts=_facts(waiting))]


def _to_verify(year: BlocYear, mine: list[Row], rows: list[Row], assigned: Assigned) -> list[NextStep]:
    """The sheets of one's own; where two verify, or somebody else was named, only what one was named for."""
    free = (
        [] if year.verifiers > 1 else [row for row in mine if row.association.pk not in assigned.associations]
    )
    given = [row for row in rows if assigned.is_mine(row)]
    waiting = [row for row in free + given if row.unverified and row.cells["annual"].is_in]
    if not waiting:
        return []
    desk = reverse("pledges:report-verify", args=[waiting[0].cells["annual"].submission.pk])
    text = f"Thẩm định điểm của {len(waiting)} hội"
    return [NextStep(text, desk, "Thẩm định", year.due(Step.VERIFICATION), facts=_facts(waiting))]


def _one_or_list(year: BlocYear, rows: list[Row], text: str, page: str, waits: str) -> list[NextStep]:
    """The page of the one report, or the matrix showing only those that wait."""
    if not rows:
        return []
    due_at = year.due(Step.SCORES_LOCKED)
    if len(rows) == 1:
        url = reverse(f"pledges:report-{page}", args=[rows[0].cells["annual"].submission.pk])
        return [NextStep(f"{text} của {rows[0].association.short_name}", url, "Mở", due_at)]
    url = reverse("pledges:completeness", args=[year.pk]) + f"?waits={waits}"
    return [NextStep(f"{text} của {len(rows)} hội", url, "Hiện các hội", due_at, facts=_facts(rows))]


def vetting_steps(user, year: BlocYear) -> list[NextStep]:
    """Targets that this person should look at before the pledge is signed."""
    if not year.vets_targets or year.is_done(Step.PLEDGE_SIGNED):
        return []
    mine = [one for one in handed_in(year) if can_vet(user, one)]
    waiting = [member for member in targets_of(mine, year) if member.unvetted > member.to_raise]
    if not waiting:
        return []
    facts = names([member.association for member in waiting]) + "."
    url = (
        waiting[0].registration.url("targets")
        if len(waiting) == 1
        else reverse("pledges:targets", args=[year.pk])
    )
    text = f"Xem xét chỉ tiêu của {len(waiting)} hội"
    return [NextStep(text, url, "Xem xét", year.due(Step.PLEDGE_SIGNED), facts=facts)]


def keeping_steps(year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """What the secretariat keeps up in a year: rolls of events that are over, points that members do not give."""
    if year.is_locked:
        return []
    uncalled = list(year.events.filter(called_at=None, held_on__lte=timezone.localdate()))
    steps = [
        NextStep(f"Điểm danh {event}", reverse("blocs:event-roll", args=[year.pk, event.pk]), "Điểm danh")
        for event in uncalled
    ]
    steps += _sample_steps(year)
    if not year.is_done(Step.SELF_SCORING_OPENED):
        return steps
    members = [row.association.pk for row in rows]
    lacking = [criterion.code for criterion, members in lacking_points(year, members) if members]
    if lacking:
        url = reverse("pledges:given-scores", args=[year.pk])
        text = f"Cho điểm {len(lacking)} tiêu chí do khối chấm"
        steps.append(
            NextStep(text, url, "Cho điểm", year.due(Step.VERIFICATION), facts=f"{', '.join(lacking)}.")
        )
    return steps


def _sample_steps(year: BlocYear) -> list[NextStep]:
    """Where the seed comes from is told before members hand in, the sample drawn after."""
    if not year.sample_percent:
        return []
    sample, is_closed = sample_in(year), year.is_done(Step.SELF_SCORING_CLOSED)
    url = reverse("pledges:sample", args=[year.pk])
    if sample is None and not is_closed:
        due_at = year.due(Step.SELF_SCORING_CLOSED)
        return [NextStep("Công bố cách rút mẫu kiểm tra minh chứng", url, "Công bố", due_at)]
    if sample and is_closed and not sample.is_drawn:
        return [NextStep("Rút mẫu kiểm tra minh chứng", url, "Rút mẫu", year.due(Step.VERIFICATION))]
    return []


# The papers whose coming in a milestone waits for.
AWAITED = {
    Step.REGISTRATION_CLOSED: "registration",
    Step.INTERIM_REPORTS: "interim",
    Step.SELF_SCORING_CLOSED: "annual",
}


def secretary_steps(year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """The next step of the year; before it the deadlines, while nobody has set any."""
    return _deadlines(year) + _next_milestone(year, rows)


def _deadlines(year: BlocYear) -> list[NextStep]:
    milestones = year.timeline.values()
    if any(milestone.due_at for milestone in milestones) or all(one.done_at for one in milestones):
        return []
    return [
        NextStep("Đặt thời hạn các bước của năm", reverse("blocs:milestones", args=[year.pk]), "Đặt thời hạn")
    ]


def _next_milestone(year: BlocYear, rows: list[Row]) -> list[NextStep]:
    """The first step that is not done; beside a half-year that was left open the one after it as well."""
    is_locked, steps = year.is_done(Step.SCORES_LOCKED), []
    for kind, text, verb, page in SECRETARY:
        if is_locked and kind in BEFORE_LOCK:
            continue
        if kind in year.timeline and not year.is_done(kind):
            url, milestone = reverse(page, args=[year.pk]), year.timeline[kind]
            facts = _came_in(rows, AWAITED[kind]) if kind in AWAITED else ""
            steps.append(NextStep(text, url, verb, year.due(kind), milestone.day_label, facts=facts))
            if kind != Step.INTERIM_REPORTS or not year.is_done(Step.SELF_SCORING_OPENED):
                break
    return steps


def _came_in(rows: list[Row], paper: str) -> str:
    """How many members have handed it in."""
    cells = [row.cells[paper] for row in rows if paper in row.cells]
    return f"{sum(cell.is_in for cell in cells)}/{len(cells)} hội đã nộp." if cells else ""
