"""What the council said and what was decided."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log import record
from awards.models.outcome import Award, CouncilResult, Decision, _said, conclude
from awards.models.proposal import Nomination, Proposal
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.models import lock_of
from members.models import User


def record_council(
    proposal: Proposal, results: dict[Nomination, dict], *, met_on: datetime.date, by: User, why: str = ""
) -> None:
    """What the Council said of each nomination; `why` an earlier result is corrected.

    Refused before it was received, once there is a decision, and for a correction without its reason.
    """
    with transaction.atomic():
        lock_of(proposal.bloc_year_id)
        _require_received(proposal)
        _require_after_filing(proposal, met_on, "Ngày họp Hội đồng")
        _record_corrections(results, met_on, why, by)
        for nomination, result in results.items():
            if Award.objects.filter(nomination=nomination).exists():
                raise Refused(f"{nomination} đã có quyết định, kết quả Hội đồng không sửa được nữa.")
            facts = result | {"met_on": met_on, "recorded_by": by}
            CouncilResult.objects.update_or_create(nomination=nomination, defaults=facts)
        _write_down(proposal, f"Hội đồng họp ngày {short_date(met_on)}", results, by)
        conclude(proposal, by=by)


def _record_corrections(results: dict[Nomination, dict], met_on: datetime.date, why: str, by: User) -> None:
    """What was recorded otherwise before, with old and new value and the reason, in the log."""
    known = {c.nomination_id: c for c in CouncilResult.objects.filter(nomination__in=results)}
    for nomination, result in results.items():
        before = known.get(nomination.pk)
        if before is None or (before.met_on, before.said) == (met_on, _said(**result)):
            continue
        if not why:
            raise Refused(f"{nomination} đã có kết quả. Muốn sửa, hãy ghi lý do sửa.")
        what = f"{nomination}: “{before.said}” → “{_said(**result)}”. Lý do: {why}"
        record("council.corrected", nomination, what=what, by=by)


def record_decision(
    proposal: Proposal, decided: dict, *, awarded: list[Nomination], declined: dict[Nomination, str], by: User
) -> Decision:
    """Enter a decision: who was awarded goes into the ledger, who was not keeps the reason.

    `decided` is number, dated, authority; without an authority it is that of the awards. Refused for a nomination
    that the Council cut or that was decided before, and for awards of several authorities.
    """
    with transaction.atomic():
        lock_of(proposal.bloc_year_id)
        _require_received(proposal)
        _require_after_filing(proposal, decided["dated"], "Ngày quyết định")
        known = {name: decided[name] for name in ("number", "dated")}
        authority = decided["authority"] or _authority_of([*awarded, *declined])
        decision, _ = Decision.objects.get_or_create(**known, authority=authority)
        record("decision.recorded", decision, what=f"{proposal}: {decision}", by=by)
        for nomination in awarded:
            _give(nomination, proposal, decision, by)
        for nomination, reason in declined.items():
            Nomination.objects.filter(pk=nomination.pk).update(declined_reason=reason)
        conclude(proposal, by=by)
    return decision


def _authority_of(nominations: list[Nomination]) -> str:
    """Who decides these awards."""
    authorities = sorted({nomination.award_type.authority for nomination in nominations})
    if len(authorities) > 1:
        raise Refused(
            f"Các danh hiệu do nhiều cấp quyết định ({'; '.join(authorities)}): ghi riêng từng quyết định."
        )
    return authorities[0]


def _write_down(proposal: Proposal, when: str, results: dict[Nomination, dict], by: User) -> None:
    """Into the proposal's history: entered again, a result replaces the one before, but not its trace."""
    told = [
        f"{n}: {'thông qua' if r['is_kept'] else 'không thông qua'}"
        + (f" ({r['approve']}/{r['whole']} phiếu)" if r.get("approve") is not None else "")
        for n, r in results.items()
    ]
    state = Proposal.State.RECEIVED
    proposal.history.create(from_state=state, to_state=state, by=by, comment=f"{when}. {'; '.join(told)}.")


def _require_after_filing(proposal: Proposal, day: datetime.date, what: str) -> None:
    filed = timezone.localtime(proposal.filed_at).date()
    if day < filed:
        raise Refused(f"{what} không thể trước ngày gửi hồ sơ ({short_date(filed)}).")


def _require_received(proposal: Proposal) -> None:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != Proposal.State.RECEIVED:
        raise Refused("Chỉ ghi được kết quả khi tỉnh đã tiếp nhận hồ sơ và chưa kết thúc.")


def _give(nomination: Nomination, proposal: Proposal, decision: Decision, by: User) -> None:
    if nomination.is_cut:
        raise Refused(f"{nomination}: Hội đồng không thông qua, không ghi được quyết định tặng.")
    year = proposal.bloc_year.year
    try:
        with transaction.atomic():
            Award.objects.create(
                association=nomination.association,
                award_type=nomination.award_type,
                year=year,
                decision=decision,
                nomination=nomination,
                carried_name=nomination.association.name_on(decision.dated),
                recorded_by=by,
            )
    except IntegrityError as error:
        raise Refused(f"{nomination} năm {year} đã có trong sổ khen thưởng.") from error
