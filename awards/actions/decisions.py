"""A decision on a proposal, and the awards it gives."""

from django.db import IntegrityError, transaction

from audit.log import record
from awards.models import Award, Decision, Nomination, Proposal
from awards.webhooks import queue_decided
from base.workflow import Refused
from blocs.models import lock_of
from members.models import User

from .closing import conclude, require_after_filing, require_received


def record_decision(
    proposal: Proposal, decided: dict, *, awarded: list[Nomination], declined: dict[Nomination, str], by: User
) -> Decision:
    """Enter a decision: who was awarded goes into the ledger, who was not keeps the reason.

    `decided` is number, dated, authority; without an authority it is that of the awards. Refused for a nomination
    that the Council cut or that was decided before, and for awards of several authorities.
    """
    with transaction.atomic():
        lock_of(proposal.bloc_year_id)
        require_received(proposal)
        require_after_filing(proposal, decided["dated"], "Ngày quyết định")
        known = {name: decided[name] for name in ("number", "dated")}
        authority = decided["authority"] or _authority_of([*awarded, *declined])
        decision, _ = Decision.objects.get_or_create(
            **known, authority=authority, province=proposal.bloc_year.bloc.province
        )
        record("decision.recorded", decision, what=f"{proposal}: {decision}", by=by)
        for nomination in awarded:
            _give(nomination, proposal, decision, by)
        for nomination, reason in declined.items():
            Nomination.objects.filter(pk=nomination.pk).update(declined_reason=reason)
        conclude(proposal, by=by)
        queue_decided(proposal, decision)
    return decision


def _authority_of(nominations: list[Nomination]) -> str:
    """Who decides these awards."""
    authorities = sorted({nomination.award_type.authority for nomination in nominations})
    if len(authorities) > 1:
        raise Refused(
            f"Các danh hiệu do nhiều cấp quyết định ({'; '.join(authorities)}): ghi riêng từng quyết định."
        )
    return authorities[0]


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
