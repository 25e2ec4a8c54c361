"""A person's word on conditions of awards."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from audit.log import record
from awards.models import ConditionAnswer, Nomination, Proposal
from base.workflow import Refused
from blocs.models import AwardCondition
from members.models import User


@dataclass(frozen=True)
class Said:
    """What somebody says of one condition of one nominee; None takes back what was said before."""

    nomination: Nomination
    condition: AwardCondition
    is_held: bool | None
    note: str


def answer_conditions(proposal: Proposal, said: Iterable[Said], *, by: User) -> int:
    """A person's word on conditions that no record answers; how many were new or changed.

    Refused once the dossier was sent.
    """
    changed = 0
    with transaction.atomic():
        if not Proposal.objects.select_for_update().get(pk=proposal.pk).is_open:
            raise Refused("Hồ sơ đã gửi, không xác nhận điều kiện được nữa.")
        for one in said:
            changed += _answer(one, by=by)
    return changed


def _answer(said: Said, *, by: User) -> bool:
    """Keep one answer, with its trace in the log; whether it is another than before."""
    known = ConditionAnswer.objects.filter(nomination=said.nomination, condition=said.condition)
    if said.is_held is None:
        if not known.delete()[0]:
            return False
    elif known.filter(is_held=said.is_held, note=said.note).exists():
        return False
    else:
        facts = {"is_held": said.is_held, "note": said.note, "by": by}
        ConditionAnswer.objects.update_or_create(
            nomination=said.nomination, condition=said.condition, defaults=facts
        )
    verdict = {True: "đạt", False: "không đạt", None: "bỏ xác nhận"}[said.is_held]
    note = f" ({said.note})" if said.note else ""
    record(
        "condition.answered",
        said.nomination,
        what=f"{said.nomination}: {said.condition}: {verdict}{note}",
        by=by,
    )
    return True
