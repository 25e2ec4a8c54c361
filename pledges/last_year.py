"""What a member planned and did the year before, to be seen where this year's plan is written."""

from dataclasses import dataclass
from decimal import Decimal

from base.vietnamese import number
from blocs.models import BlocYear, Criterion
from pledges.models import IndicatorResult, PastFigure, Registration, Report, ScoreLine, Target
from pledges.models.registration import figure


@dataclass(frozen=True)
class LastYear:
    """Both as a person reads them; empty where nothing is known."""

    plan: str = ""
    actual: str = ""
    value: Decimal | None = None  # the result as a figure

    @property
    def said(self) -> str:
        """Năm trước: 250 (kế hoạch 240); empty where nothing is known."""
        if not self.plan and not self.actual:
            return ""
        plan = f" (kế hoạch {self.plan})" if self.plan else ""
        return f"Năm trước: {self.actual or '–'}{plan}"


NOTHING_KNOWN = LastYear()
Figures = dict[tuple[str, str], LastYear]  # {(name, unit): plan and result}


def plans_and_figures_of_last_year(year: BlocYear, association_id: int) -> Figures:
    """A member's figures, and what it had planned where its annual report is still on its way."""
    planned = {
        (target.name, target.unit): LastYear(plan=target.plan_shown)
        for target in _planned_last_year(year, association_id)
    }
    return planned | figures_of_last_year(year, association_id)


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


def _planned_last_year(year: BlocYear, association_id: int):
    """Targets of the accepted registration of the year before."""
    return Target.objects.filter(
        registration__association=association_id,
        registration__state=Registration.State.ACCEPTED,
        registration__bloc_year__bloc=year.bloc_id,
        registration__bloc_year__year=year.year - 1,
    )


CARRIED = ("staff_count", "member_count", "branch_count", "women_percent")


def size_of_last_year(year: BlocYear, association_id: int) -> dict:
    """Staff, members, branches and the share of women as the registration of the year before says them."""
    before = Registration.objects.submitted().filter(
        bloc_year__bloc=year.bloc_id, bloc_year__year=year.year - 1, association=association_id
    )
    return before.values(*CARRIED).first() or {}


def size_in_words(before: dict) -> dict[str, str]:
    """{field: Năm trước: 1.980}, of what is known."""
    return {name: f"Năm trước: {number(value)}" for name, value in before.items() if value is not None}


def _verified_last_year(year: BlocYear):
    """Lines of the bloc's annual reports of the year before that were verified and did apply."""
    return ScoreLine.objects.filter(
        report__kind=Report.Kind.ANNUAL,
        report__bloc_year__bloc=year.bloc_id,
        report__bloc_year__year=year.year - 1,
        verified_points__isnull=False,
        verified_na=False,
    )


def points_of_last_year(report: Report) -> dict[str, ScoreLine]:
    """{criterion's code: line} of this member's verified sheet of the year before, where the criterion reads alike.

    The codes are those of this report's criteria, whatever they were then. One query.
    """
    lines = _verified_last_year(report.bloc_year).filter(
        report__association=report.association_id,
        criterion__text__in=report.criteria.criteria.values("text"),
    )
    by_text: dict[str, list[ScoreLine]] = {}
    for line in lines.select_related("criterion"):
        by_text.setdefault(line.criterion.text, []).append(line)
    known = {}
    for criterion in report.criteria.tree:
        alike = by_text.get(criterion.text, [])
        same_place = [line for line in alike if line.criterion.code == criterion.code]
        if same_place or len(alike) == 1:
            known[criterion.code] = (same_place or alike)[0]
    return known


def points_of_members(year: BlocYear, criterion: Criterion) -> dict[int, ScoreLine]:
    """{association: its verified line of the year before}, where that year had a criterion of the same words."""
    lines = _verified_last_year(year).filter(criterion__text=criterion.text).select_related("report")
    return {line.report.association_id: line for line in lines}
