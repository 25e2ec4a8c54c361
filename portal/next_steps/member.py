"""What a member's people have to write, to sign, to answer."""

from django.urls import reverse
from django.utils import timezone

from base.vietnamese import capitalised, instant
from blocs.models import BlocYear, Milestone
from pledges.completeness import Cell, Row
from pledges.models import Report, explanation_until, open_correction
from pledges.notifications import asked_to_sign
from pledges.signing_facts import signing_facts
from pledges.writing_steps import steps_of

from .step import NextStep

Step = Milestone.Kind
PAPERS = {
    "registration": ("bản đăng ký thi đua", Step.REGISTRATION_CLOSED),
    "interim": ("báo cáo 6 tháng", Step.INTERIM_REPORTS),
    "annual": ("báo cáo năm và bảng tự chấm điểm", Step.SELF_SCORING_CLOSED),
}


def member_steps(user, year: BlocYear, own: list[Row]) -> list[NextStep]:
    """Queries: one for who was asked to sign where something is being written, one for each return."""
    is_writing = any(
        cell.submission and cell.submission.is_open for row in own for cell in row.cells.values()
    )
    to_sign = asked_to_sign(year) if is_writing else {}
    steps = []
    for row in own:
        for paper in _open_papers(year, row):
            steps += _paper_steps(user, year, row, paper, to_sign)
        steps += _pledge_steps(year, row) + _explanation_steps(user, row)
    return steps


def _open_papers(year: BlocYear, row: Row) -> list[str]:
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


def _paper_steps(user, year: BlocYear, row: Row, paper: str, to_sign: dict) -> list[NextStep]:
    cell, (name, milestone) = row.cells[paper], PAPERS[paper]
    whose, due_at = f"{name} của {row.association.short_name}", year.due(milestone, row.association.pk)
    if cell.is_missing:
        return [] if paper == "interim" and due_at is None else [_to_begin(year, row, paper, whose, due_at)]
    if not cell.submission.is_open:
        return []
    correction = open_correction(cell.submission) if cell.is_returned else None
    due_at = correction.due_at if correction else due_at
    notices = [
        notice
        for notice in to_sign.get(
            ("registration" if paper == "registration" else "report", cell.submission.pk), []
        )
        if correction is None or notice.created_at > correction.at
    ]
    if notices:
        return [_to_sign(user, cell, whose, due_at, notices)]
    if paper == "registration":
        verb, text = ("Sửa", "Sửa theo ý kiến và nộp lại") if correction else ("Soạn tiếp", "Soạn tiếp")
        return [NextStep(f"{text} {whose}", cell.submission.url("edit"), verb, due_at)]
    if correction:
        answers = [item.answer for item in correction.items.all()]
        facts = f"Thư ký yêu cầu sửa {len(answers)} điểm, đã trả lời {sum(map(bool, answers))}."
        text, url = f"Sửa theo ý kiến và nộp lại {whose}", cell.submission.url("answers")
        return [NextStep(text, url, "Sửa", due_at, facts=facts if answers else "")]
    return [_report_step(cell.submission, whose, due_at)]


def _report_step(report: Report, whose: str, due_at) -> NextStep:
    """What is left of a report that nobody was asked to sign; one query."""
    parts = [part for part in steps_of(report) if part.of]
    listed = "; ".join(f"{part.label.lower()} {part.done}/{part.of}" for part in parts)
    facts = f"{capitalised(listed)}." if parts else ""
    if parts and all(part.done == part.of for part in parts):
        text, facts = f"Xem lại và nộp {whose}", f"Đã soạn đủ: {listed}."
        return NextStep(text, report.url("submit"), "Xem lại", due_at, facts=facts)
    return NextStep(f"Soạn tiếp {whose}", report.url("continue"), "Soạn tiếp", due_at, facts=facts)


def _to_begin(year: BlocYear, row: Row, paper: str, whose: str, due_at) -> NextStep:
    if paper == "registration":
        url = reverse("pledges:registration-start", args=[year.pk, row.association.pk])
    else:
        url = reverse("pledges:report-start", args=[year.pk, row.association.pk, paper])
    return NextStep(f"Soạn {whose}", url, "Soạn", due_at, is_sent=True)


def _to_sign(user, cell: Cell, whose: str, due_at, notices: list) -> NextStep:
    """For who signs, the thing to sign; for who wrote it, a word on whom it waits for."""
    if user.signs_for(cell.submission.association_id):
        facts = "; ".join(f"{fact.name.lower()} {fact.value}" for fact in signing_facts(cell.submission))
        return NextStep(
            f"Ký và nộp {whose}",
            cell.submission.url("submit"),
            "Xem và ký",
            due_at,
            facts=f"Đã soạn xong: {facts}.",
        )
    signatories = ", ".join(notice.to.full_name for notice in notices)
    facts = f"Đã báo {instant(notices[-1].created_at)}."
    url = cell.submission.get_absolute_url()
    return NextStep(f"Chờ {signatories} ký {whose}", url, "Xem", due_at, facts=facts, is_with_others=True)


def _pledge_steps(year: BlocYear, row: Row) -> list[NextStep]:
    """The signing is the ceremony's; a member that was not there signs later."""
    if row.cells["pledge"].is_in or year.is_locked or not year.is_done(Step.REGISTRATION_OPENED):
        return []
    url, name = reverse("pledges:pledge", args=[year.pk]), row.association.short_name
    facts = "Ký trên giấy; thư ký khối ghi nhận."
    if year.is_done(Step.PLEDGE_SIGNED):
        return [NextStep(f"{name} ký bổ sung giao ước thi đua", url, "Xem giao ước", facts=facts)]
    due_at = year.due(Step.PLEDGE_SIGNED, row.association.pk)
    text = f"{name} dự lễ ký giao ước thi đua"
    return [NextStep(text, url, "Xem giao ước", due_at, facts=facts)] if due_at else []


def _explanation_steps(user, row: Row) -> list[NextStep]:
    """The scores cannot be locked before the member agreed to the verified points, or its days are over.

    Who signs agrees; who writes has something to do only where points are left to explain.
    """
    if not row.may_explain:
        return []
    report = row.cells["annual"].submission
    changed = report.lines.exclude(reason="").values_list("explanation__reply", flat=True)
    is_answered = bool(changed) and all(changed)  # nothing is left to explain
    verb = "Đồng ý sau phúc tra với" if is_answered else "Đồng ý hoặc giải trình"
    text = f"{verb} kết quả thẩm định của {row.association.short_name}"
    url, until = reverse("pledges:report-explain", args=[report.pk]), explanation_until(report)
    if not user.signs_for(report.association_id) and (is_answered or not changed):
        waits = f"Chờ lãnh đạo {row.association.short_name} đồng ý với kết quả thẩm định"
        return [NextStep(waits, url, "Xem kết quả", until, is_with_others=True)]
    facts = f"{len(changed)} tiêu chí khác điểm tự chấm." if changed else "Mọi điểm như hội tự chấm."
    return [NextStep(text, url, "Xem kết quả", until, facts=facts)]
