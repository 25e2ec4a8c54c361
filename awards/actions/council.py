"""What the Council said of a proposal."""

import datetime

from django.db import transaction

from audit.log import record
from awards.models import Award, CouncilResult, Nomination, Proposal
from awards.models.council import council_words
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.models import lock_of
from members.models import User

from .closing import conclude, require_after_filing, require_received


def record_council(
    proposal: Proposal, results: dict[Nomination, dict], *, met_on: datetime.date, by: User, why: str = ""
) -> None:
    """What the Council said of each nomination; `why` an earlier result is corrected.

    Refused before it was received, once there is a decision, and for a correction without its reason.
    """
    with transaction.atomic():
        lock_of(proposal.bloc_year_id)
        require_received(proposal)
        require_after_filing(proposal, met_on, "Ngày họp Hội đồng")
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
        if before is None or (before.met_on, before.said) == (met_on, council_words(**result)):
            continue
        if not why:
            raise Refused(f"{nomination} đã có kết quả. Muốn sửa, hãy ghi lý do sửa.")
        what = f"{nomination}: “{before.said}” → “{council_words(**result)}”. Lý do: {why}"
        record("council.corrected", nomination, what=what, by=by)


def _write_down(proposal: Proposal, when: str, results: dict[Nomination, dict], by: User) -> None:
    """Into the proposal's history: entered again, a result replaces the one before, but not its trace."""
    told = [
        f"{n}: {'thông qua' if r['is_kept'] else 'không thông qua'}"
        + (f" ({r['approve']}/{r['whole']} phiếu)" if r.get("approve") is not None else "")
        for n, r in results.items()
    ]
    state = Proposal.State.RECEIVED
    proposal.history.create(from_state=state, to_state=state, by=by, comment=f"{when}. {'; '.join(told)}.")
