"""Prize money is written down as paid, or put right."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from audit.log import record
from awards.models import Award, PrizePayment
from base.vietnamese import number, short_date
from base.workflow import Refused
from members.models import User


@dataclass(frozen=True)
class Paid:
    """What was paid for one award; no day takes back what was written down."""

    award: Award
    amount: Decimal | None
    paid_on: datetime.date | None
    budget: str = ""


def record_payments(paid: list[Paid], *, by: User) -> int:
    """Keep what was paid; how many lines are new or other than before.

    Refused for a day before the decision. Old and new values stay in the log of the association.
    """
    with transaction.atomic():
        return sum(_keep(one, by) for one in paid)


def _keep(one: Paid, by: User) -> bool:
    before = PrizePayment.objects.select_for_update().filter(award=one.award).first()
    if one.paid_on is None or one.amount is None:
        if before is None:
            return False
        _tell(one.award, f"{_said(before)} → bỏ", by)
        before.delete()
        return True
    if one.paid_on < one.award.decision.dated:
        body, decided = one.award.association.short_name, short_date(one.award.decision.dated)
        raise Refused(f"{body}: ngày chi trước ngày quyết định ({decided}).")
    facts = {"amount": one.amount, "paid_on": one.paid_on, "budget": one.budget}
    if before and all(getattr(before, name) == value for name, value in facts.items()):
        return False
    kept, _ = PrizePayment.objects.update_or_create(
        award=one.award, defaults={**facts, "recorded_by": by, "recorded_at": timezone.now()}
    )
    _tell(one.award, f"{_said(before)} → {_said(kept)}" if before else _said(kept), by)
    return True


def _said(payment: PrizePayment) -> str:
    return f"{number(payment.amount)} đồng ngày {short_date(payment.paid_on)}, {payment.budget}"


def _tell(award: Award, what: str, by: User) -> None:
    record("prize.paid", award.association, what=f"Tiền thưởng {award}: {what}"[:400], by=by)
