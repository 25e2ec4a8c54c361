"""What the awards of a year bring in money, by the law and the base salary of the decision's day, and what was paid."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from blocs.models import BaseSalary, Bloc, BlocYear, prizes_on

from .models import Award, PrizePayment


@dataclass(frozen=True)
class Prize:
    """One award with the money that goes with it, in đồng; `due` None where no rule of that day is known."""

    award: Award
    due: Decimal | None
    base_salary: Decimal | None
    payment: PrizePayment | None


def prizes_of(year: BlocYear) -> list[Prize]:
    """The awards that members were given for this year; a few queries for each day of decision."""
    given = Award.objects.filter(association__in=year.members(), year=year.year)
    awards = list(given.with_facts().select_related("payment__recorded_by"))
    days = {award.decision.dated for award in awards}
    dues = {day: prizes_on(day) for day in days}
    salaries = {day: BaseSalary.objects.filter(since__lte=day).last() for day in days}
    prizes = []
    for award in awards:
        day = award.decision.dated
        salary = salaries[day]
        payment = getattr(award, "payment", None)
        prizes.append(
            Prize(award, dues[day].get(award.award_type_id), salary.amount if salary else None, payment)
        )
    return prizes


def paid_by_year(bloc: Bloc) -> list[tuple[int, Decimal]]:
    """(year, đồng paid) over everybody who ever was a member, the newest first."""
    paid = PrizePayment.objects.filter(award__association__memberships__bloc=bloc)
    sums = paid.values("award__year").annotate(total=Sum("amount")).order_by("-award__year")
    return [(row["award__year"], row["total"]) for row in sums]
