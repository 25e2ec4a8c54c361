"""What the Council said of a proposal."""

import datetime

from django.db import transaction

from audit.log import record
from awards.council import council_fault, council_members
from awards.models import Award, CouncilQuota, CouncilResult, EmulationCouncil, Nomination, Proposal
from awards.models.council import council_words
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.models import AwardType, lock_of
from members.models import Province, User

from .closing import conclude, require_after_filing, require_received


def record_council(
    proposal: Proposal, results: dict[Nomination, dict], *, met_on: datetime.date, by: User, why: str = ""
) -> None:
    """What the Council said of each nomination; `why` an earlier result is corrected.

    Refused before it was received, once there is a decision, for a correction without its reason, and for votes
    that are not counted on the whole Council or do not carry.
    """
    with transaction.atomic():
        lock_of(proposal.bloc_year_id)
        require_received(proposal)
        require_after_filing(proposal, met_on, "Ngày họp Hội đồng")
        _refuse_wrong_votes(proposal, results, met_on)
        _record_corrections(results, met_on, why, by)
        for nomination, result in results.items():
            if Award.objects.filter(nomination=nomination).exists():
                raise Refused(f"{nomination} đã có quyết định, kết quả Hội đồng không sửa được nữa.")
            facts = result | {"met_on": met_on, "recorded_by": by}
            CouncilResult.objects.update_or_create(nomination=nomination, defaults=facts)
        _write_down(proposal, f"Hội đồng họp ngày {short_date(met_on)}", results, by)
        conclude(proposal, by=by)


def _refuse_wrong_votes(proposal: Proposal, results: dict[Nomination, dict], met_on: datetime.date) -> None:
    members = council_members(proposal.bloc_year, met_on)
    for nomination, result in results.items():
        votes = {"approve": result.get("approve"), "whole": result.get("whole")}
        fault = council_fault(nomination.award_type, members, is_kept=result["is_kept"], **votes)
        if fault:
            raise Refused(f"{nomination}: {fault[1]}")


def write_council(
    province: Province,
    year: int,
    *,
    members: int | None,
    leading_elsewhere: int | None,
    quotas: dict[AwardType, int | None],
    by: User,
) -> None:
    """Keep the rules of the province's council for one year; None takes a quota away. The log has before and after."""
    with transaction.atomic():
        Province.objects.select_for_update().get(pk=province.pk)
        council, _ = EmulationCouncil.objects.get_or_create(province=province, year=year)
        before = _rules_in_words(council)
        council.members, council.leading_elsewhere = members, leading_elsewhere
        council.save()
        for award_type, at_most in quotas.items():
            own = CouncilQuota.objects.filter(council=council, award_type=award_type)
            if at_most is None:
                own.delete()
            elif not own.update(at_most=at_most):
                CouncilQuota.objects.create(council=council, award_type=award_type, at_most=at_most)
        if (after := _rules_in_words(council)) != before:
            what = f"Hội đồng năm {year}: {before} → {after}"
            record("council.written", province, what=what, by=by)


def _or_unknown(count: int | None) -> str:
    return "chưa ghi" if count is None else str(count)


def _rules_in_words(council: EmulationCouncil) -> str:
    members = _or_unknown(council.members)
    quotas = council.quotas.select_related("award_type").order_by("award_type__position")
    listed = "; ".join(map(str, quotas)) or "không"
    return f"{members} thành viên, {_or_unknown(council.leading_elsewhere)} đơn vị dẫn đầu nơi khác, chỉ tiêu {listed}"


def _record_corrections(results: dict[Nomination, dict], met_on: datetime.date, why: str, by: User) -> None:
    """What was recorded otherwise before, with old and new value and the reason, in the log."""
    known = {c.nomination_id: c for c in CouncilResult.objects.filter(nomination__in=results)}
    for nomination, result in results.items():
        before = known.get(nomination.pk)
        if before is None or (before.met_on, before.said) == (met_on, council_words(**result)):
            continue
        if not why:
            raise Refused(f"{nomination} đã có kết quả. Muốn sửa, hãy ghi lý do sửa.")
        what = f"{nomination}: “{before.said}” → “{council_words(**result)}”. Lý do: {why}"
        record("council.corrected", nomination, what=what, by=by)


def _write_down(proposal: Proposal, when: str, results: dict[Nomination, dict], by: User) -> None:
    """Into the proposal's history: entered again, a result replaces the one before, but not its trace."""
    facts = [
        f"{n}: {'thông qua' if r['is_kept'] else 'không thông qua'}"
        + (f" ({r['approve']}/{r['whole']} phiếu)" if r.get("approve") is not None else "")
        for n, r in results.items()
    ]
    state = Proposal.State.RECEIVED
    proposal.history.create(from_state=state, to_state=state, by=by, comment=f"{when}. {'; '.join(facts)}.")
