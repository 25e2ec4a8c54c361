"""The secretariat's word on registered targets, before the pledge is signed."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from audit.log import record
from base.workflow import Refused
from members.models import User
from pledges.box_names import row_name
from pledges.models import CorrectionItem, Registration, Target, TargetRemark


@dataclass(frozen=True)
class Said:
    """What is said of one target."""

    target: Target
    verdict: str
    why: str


def remark_on_targets(registration: Registration, said: list[Said], *, by: User) -> int:
    """Write what is said of each target; how many are new or changed.

    Refused while the member still writes, and once the pledge was signed or the scores are locked.
    """
    with transaction.atomic():
        if refusal := registration.closed():
            raise Refused(refusal)
        stored = Registration.objects.select_for_update().select_related("bloc_year").get(pk=registration.pk)
        if stored.is_open:
            raise Refused("Bản đăng ký đang ở hội, chưa nhận xét chỉ tiêu được.")
        if stored.is_pledged:
            raise Refused("Giao ước đã ký: chỉ tiêu đã đăng ký không sửa nữa.")
        changed = [one for one in said if _write(one, by)]
        for one in changed:
            verdict = TargetRemark.Verdict(one.verdict).label.lower()
            what = f"{registration}, {one.target}: {verdict}{f', {one.why}' if one.why else ''}"
            record("target.remarked", registration, what=what, by=by)
    return len(changed)


def _write(said: Said, by: User) -> bool:
    """Whether the remark is new or another one."""
    facts = {"verdict": said.verdict, "why": said.why, "plan": said.target.plan_shown}
    before = TargetRemark.objects.filter(target=said.target).first()
    if before and all(getattr(before, name) == value for name, value in facts.items()):
        return False
    TargetRemark.objects.update_or_create(target=said.target, defaults=facts | {"by": by})
    return True


def ask_to_raise(
    registration: Registration, said: list[Said], *, due_at: datetime.datetime, by: User
) -> None:
    """Write what is said, and send the registration back with each target that is to be raised as a thing to mend.

    The member raises the plan or answers why it stays. Refused where nothing is to be raised.
    """
    low = [one for one in said if one.verdict == TargetRemark.Verdict.RAISE]
    if not low:
        raise Refused("Chưa có chỉ tiêu nào được đề nghị nâng.")
    items = [
        {
            "row": row_name("target", one.target.pk),
            "label": str(one.target),
            "reason": CorrectionItem.Reason.LOW,
            "request": one.why,
        }
        for one in low
    ]
    with transaction.atomic():
        remark_on_targets(registration, said, by=by)
        registration.send_back(by=by, due_at=due_at, items=items)
