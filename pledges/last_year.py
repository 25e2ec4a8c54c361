"""What a member planned and did the year before, to be seen where this year's plan is written."""

from dataclasses import dataclass
from decimal import Decimal

from blocs.models import BlocYear
from pledges.models import IndicatorResult, PastFigure, Registration, Report
from pledges.models.registration import figure


@dataclass(frozen=True)
class LastYear:
    """Both as a person reads them; empty where nothing is known."""

    plan: str = ""
    actual: str = ""
    value: Decimal | None = None  # the result as a figure


NOTHING_KNOWN = LastYear()
Figures = dict[tuple[str, str], LastYear]  # {(name, unit): plan and result}


def figures_of_last_year(year: BlocYear, association_id: int) -> Figures:
    """A member's figures of the accepted annual report, else as brought in from a list."""
    return figures_of_members(year, [association_id]).get(association_id, {})


def figures_of_members(year: BlocYear, associations: list[int]) -> dict[int, Figures]:
    """The figures of each of these members. Two queries for any number of them."""
    figures: dict[int, Figures] = {}
    brought = PastFigure.objects.filter(bloc_year=year, association__in=associations)
    for past in brought.select_related("indicator"):
        known = LastYear(actual=figure(past.indicator.kind, past.value), value=past.value)
        figures.setdefault(past.association_id, {})[past.indicator.name, past.indicator.unit] = known
    results = IndicatorResult.objects.filter(
        report__association__in=associations,
        report__kind=Report.Kind.ANNUAL,
        report__state=Report.State.ACCEPTED,
        report__bloc_year__bloc=year.bloc_id,
        report__bloc_year__year=year.year - 1,
    )
    for result in results.select_related("target", "report"):
        target, own = result.target, figures.setdefault(result.report.association_id, {})
        own[target.name, target.unit] = LastYear(target.plan_shown, result.actual_shown, result.actual)
    return figures


CARRIED = ("staff_count", "member_count", "branch_count", "women_percent")


def size_of_last_year(year: BlocYear, association_id: int) -> dict:
    """Staff, members, branches and the share of women as the registration of the year before says them."""
    before = Registration.objects.submitted().filter(
        bloc_year__bloc=year.bloc_id, bloc_year__year=year.year - 1, association=association_id
    )
    return before.values(*CARRIED).first() or {}
