"""Whether a nominee meets what the award asks: each condition held, broken, or for a person to confirm."""

import datetime
from dataclasses import dataclass

from base.vietnamese import number, uncapitalised
from blocs.models import AwardCondition, prize_money
from documents.models import IssuedDocument
from pledges.models import IndicatorResult, PledgeSignature, Registration, Report

from .models import Award, ConditionAnswer, Nomination, Proposal, Violation

Check = AwardCondition.Check


@dataclass(frozen=True)
class Judged:
    """One condition of one nominee: True held, False broken, None to be confirmed; and on what it rests."""

    condition: AwardCondition
    is_held: bool | None
    why: str
    answer: ConditionAnswer | None = None

    @property
    def asks_a_person(self) -> bool:
        return self.condition.judged_by == Check.PERSON


def judge(nomination: Nomination) -> list[Judged]:
    """Every condition of the award, in its order."""
    answers = {a.condition_id: a for a in nomination.answers.select_related("by")}
    return [
        _judged(condition, nomination, answers.get(condition.pk))
        for condition in nomination.award_type.conditions.all()
    ]


def _judged(condition: AwardCondition, nomination: Nomination, answer: ConditionAnswer | None) -> Judged:
    if condition.judged_by == Check.PERSON:
        if answer is None:
            return Judged(condition, None, "Chưa ai xác nhận")
        note = f": {answer.note}" if answer.note else ""
        return Judged(condition, answer.is_held, f"{answer.by} xác nhận{note}", answer)
    return Judged(condition, *CHECKS[Check(condition.judged_by)](nomination))


def _of(nomination: Nomination) -> dict:
    return {"bloc_year": nomination.proposal.bloc_year_id, "association": nomination.association_id}


def _registered(nomination) -> tuple[bool, str]:
    is_registered = Registration.objects.filter(**_of(nomination), first_submitted_at__isnull=False).exists()
    return is_registered, "Bản đăng ký đã nộp" if is_registered else "Không có bản đăng ký đã nộp"


def _title_registered(nomination) -> tuple[bool, str]:
    own = Registration.objects.filter(**_of(nomination), title_requests__award_type=nomination.award_type_id)
    return own.exists(), "Theo bản đăng ký"


def _pledged(nomination) -> tuple[bool, str]:
    year, body = nomination.proposal.bloc_year_id, nomination.association_id
    signed = PledgeSignature.objects.filter(pledge__bloc_year=year, association=body).exists()
    return signed, "Theo chữ ký của bản giao ước"


def _targets(nomination) -> tuple[bool, str]:
    """Every figure at or above its plan, in the annual report."""
    own = {f"report__{name}": value for name, value in _of(nomination).items()}
    results = IndicatorResult.objects.filter(
        **own,
        report__kind=Report.Kind.ANNUAL,
        report__state=Report.State.ACCEPTED,
        target__plan__isnull=False,
    ).select_related("target")
    short = [r for r in results if r.actual is None or not r.target.is_met_by(r.actual)]
    if short:
        named = "; ".join(f"{r.target.name} {number(r.actual)}/{number(r.target.plan)}" for r in short)
        return False, f"Chưa đạt: {named}"
    return bool(results), f"{len(results)} chỉ tiêu có số, đều đạt hoặc vượt"


def _leading(nomination) -> tuple[bool, str]:
    """No member of the bloc that is ranked higher was left out of what is proposed with this award."""
    proposed = Nomination.objects.filter(proposal=nomination.proposal_id, award_type=nomination.award_type_id)
    seats = proposed.count()
    return nomination.rank <= seats, f"Xếp hạng {nomination.rank}, số được đề nghị {seats}"


def _no_violation(nomination) -> tuple[bool, str]:
    open_one = Violation.objects.filter(**_of(nomination), cleared_on=None).first()
    return open_one is None, open_one.reason if open_one else "Không có ghi nhận"


def _voted(nomination) -> tuple[bool, str]:
    return True, f"{nomination.approve}/{nomination.whole} {nomination.vote.whole_label}"


def _report(nomination) -> tuple[bool, str]:
    issued = IssuedDocument.objects.about(nomination).standing().first()
    if issued is None:
        return False, "Chưa ban hành báo cáo thành tích"
    signed = issued.signed_copies.exists()
    return signed, "Đã có bản ký" if signed else "Chưa gắn bản ký"


CHECKS = {
    Check.REGISTERED: _registered,
    Check.TITLE_REGISTERED: _title_registered,
    Check.PLEDGED: _pledged,
    Check.TARGETS: _targets,
    Check.LEADING: _leading,
    Check.NO_VIOLATION: _no_violation,
    Check.VOTED: _voted,
    Check.REPORT: _report,
}


def unmet(proposal: Proposal) -> list[str]:
    """Conditions that a nominee breaks or that nobody confirmed, where no reason to go on is stated."""
    sentences = []
    for one in proposal.nominations.filter(override_reason="").select_related("association", "award_type"):
        judged = judge(one)
        broken = "; ".join(
            f"{uncapitalised(str(j.condition))} ({j.why})" for j in judged if j.is_held is False
        )
        unsure = sum(j.is_held is None for j in judged)
        name = f"{one.association.short_name}, {one.award_type}"
        if broken:
            sentences.append(f"{name}: chưa đạt điều kiện {broken}.")
        if unsure:
            sentences.append(f"{name}: còn {unsure} điều kiện chưa ai xác nhận.")
    return sentences


def higher_prize(nomination: Nomination, day: datetime.date) -> Nomination | None:
    """The same year's nomination whose prize is the higher one: of several titles only that is paid."""
    own = prize_money(nomination.award_type, day) or 0
    others = Nomination.objects.filter(
        association=nomination.association_id, proposal__bloc_year=nomination.proposal.bloc_year_id
    ).exclude(pk=nomination.pk)
    priced = [(prize_money(n.award_type, day) or 0, n) for n in others.select_related("award_type")]
    best, other = max(priced, key=lambda pair: pair[0], default=(0, None))
    return other if best > own else None


def too_often(proposal: Proposal) -> list[str]:
    """Who holds the same award for as many years running as the year's rules warn of, without a reason to go on."""
    year, most = proposal.bloc_year.year, proposal.bloc_year.max_consecutive_years
    if not most:
        return []
    nominations = proposal.nominations.filter(override_reason="").select_related("association", "award_type")
    given = set(
        Award.objects.filter(year__gte=year - most, year__lt=year).values_list(
            "association", "award_type", "year"
        )
    )
    before = range(year - most, year)
    return [
        f"{n.association.short_name} đã được tặng {n.award_type} {most} năm liền trước năm {year};"
        " quy định của năm này cảnh báo khi đề nghị thêm."
        for n in nominations
        if all((n.association_id, n.award_type_id, y) in given for y in before)
    ]
