"""Where the bloc's review has its figures and words from: each sum with the reports it was summed from."""

from dataclasses import dataclass, field
from decimal import Decimal

from blocs.models import BlocYear, Indicator, OutlineSection
from pledges.models import IndicatorResult, Report, ReportSection


@dataclass
class Figure:
    """One indicator over the bloc: plan and result summed, and each result that went in."""

    indicator: Indicator
    plan: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    results: list[IndicatorResult] = field(default_factory=list)

    @property
    def previous(self) -> Decimal | None:
        """The sum of the year before, where every member that reports told it; a part of it compares with nothing."""
        before = [result.previous for result in self.results if result.previous is not None]
        return sum(before, Decimal(0)) if before and len(before) == len(self.results) else None

    def add(self, result: IndicatorResult) -> None:
        self.plan += result.target.plan or 0
        self.actual += result.actual or 0
        self.results.append(result)


def figures(year: BlocYear) -> list[Figure]:
    """Sums of the accepted annual reports, only of indicators that may be summed; in the order of contents."""
    results = IndicatorResult.objects.filter(
        report__bloc_year=year,
        report__kind=Report.Kind.ANNUAL,
        report__state=Report.State.ACCEPTED,
        target__indicator__is_summable=True,
        actual__isnull=False,
    ).select_related("target__indicator", "report__association")
    by_indicator: dict[int, Figure] = {}
    for result in results.order_by("report__association__sort_key", "pk"):
        indicator = result.target.indicator
        if indicator is not None:
            by_indicator.setdefault(indicator.pk, Figure(indicator)).add(result)
    return sorted(
        by_indicator.values(), key=lambda f: (f.indicator.content_id, f.indicator.position, f.indicator.pk)
    )


def told(year: BlocYear) -> list[tuple[OutlineSection, list[ReportSection]]]:
    """Under each heading of the review what each member wrote in its accepted annual report."""
    sections = ReportSection.objects.filter(
        report__bloc_year=year, report__kind=Report.Kind.ANNUAL, report__state=Report.State.ACCEPTED
    ).exclude(text="")
    by_heading: dict[int, list[ReportSection]] = {}
    for section in sections.select_related("report__association").order_by("report__association__sort_key"):
        by_heading.setdefault(section.outline_id, []).append(section)
    outlines = year.outline.exclude(used_in=OutlineSection.For.INTERIM)
    return [(outline, by_heading.get(outline.pk, [])) for outline in outlines]
