"""What a member planned and did the year before, to be seen where this year's plan is written."""

from dataclasses import dataclass

from blocs.models import BlocYear
from pledges.models import IndicatorResult, PastFigure, Registration, Report
from pledges.models.registration import figure


@dataclass(frozen=True)
class LastYear:
    """Both as a person reads them; empty where nothing is known."""

    plan: str = ""
    actual: str = ""


def figures_of_last_year(year: BlocYear, association_id: int) -> dict[tuple[str, str], LastYear]:
    """{(name, unit): plan and result} of the accepted annual report, else as brought in from a list. Two queries."""
    brought = PastFigure.objects.filter(bloc_year=year, association=association_id).select_related(
        "indicator"
    )
    figures = {
        (past.indicator.name, past.indicator.unit): LastYear(actual=figure(past.indicator.kind, past.value))
        for past in brought
    }
    results = IndicatorResult.objects.filter(
        report__association=association_id,
        report__kind=Report.Kind.ANNUAL,
        report__state=Report.State.ACCEPTED,
        report__bloc_year__bloc=year.bloc_id,
        report__bloc_year__year=year.year - 1,
    )
    for result in results.select_related("target"):
        target = result.target
        figures[target.name, target.unit] = LastYear(target.plan_shown, result.actual_shown)
    return figures


CARRIED = ("staff_count", "member_count", "branch_count", "women_percent")


def size_of_last_year(year: BlocYear, association_id: int) -> dict:
    """Staff, members, branches and the share of women as the registration of the year before says them."""
    before = Registration.objects.submitted().filter(
        bloc_year__bloc=year.bloc_id, bloc_year__year=year.year - 1, association=association_id
    )
    return before.values(*CARRIED).first() or {}
