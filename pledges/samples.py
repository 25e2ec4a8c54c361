"""What of a year's sheets is in its sample, and what is not."""

from dataclasses import dataclass
from typing import Any

from blocs.models import BlocYear
from members.models import User

from .models import EvidenceSample, Report, SampleObjection, ScoreLine
from .sampling import may_be_drawn, sample_of


def sample_in(year: BlocYear) -> EvidenceSample | None:
    """The year's sample, announced or drawn; None where the year takes none or nothing was announced yet."""
    if not year.sample_percent:
        return None
    return EvidenceSample.objects.filter(bloc_year=year).select_related("announced_by", "drawn_by").first()


def drawn_of(report: Report, sample: EvidenceSample | None) -> set[str]:
    """The codes of this sheet that the drawn sample takes; nothing before the draw."""
    if sample is None or not sample.is_drawn:
        return set()
    return sample_of(sample.seed, report.association.code, may_be_drawn(report.criteria), sample.percent)


def to_look_at(report: Report, sample: EvidenceSample, lines: list[ScoreLine]) -> list[ScoreLine]:
    """Those of the lines that a verifier has to look at: drawn ones, and those somebody objected to."""
    drawn = drawn_of(report, sample)
    objected = set(SampleObjection.objects.filter(line__report=report).values_list("line", flat=True))
    return [line for line in lines if line.criterion.code in drawn or line.pk in objected]


@dataclass(frozen=True)
class SampledSheet:
    """One member's sheet with what was drawn of it."""

    report: Report
    drawn: list[str]
    objections: list[SampleObjection]
    unverified: int  # outside the sample, not taken yet


def sampled_sheets(year: BlocYear, sample: EvidenceSample, user: User) -> list[SampledSheet]:
    """The handed-in sheets that this person may see, in the order of the members: a member's people their own."""
    visible = Report.objects.for_user(user).submitted()
    annual: Any = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL)
    reports = annual.filter(pk__in=visible.values("pk"))
    named = reports.select_related("association", "criteria_set").order_by("association__sort_key", "pk")
    codes: dict[int, list[str]] = {}
    objections: dict[int, list[SampleObjection]] = {}
    for one in SampleObjection.objects.filter(line__report__in=reports).select_related(
        "line__criterion", "by"
    ):
        objections.setdefault(one.line.report_id, []).append(one)
    waiting: dict[int, list[str]] = {}
    lines = ScoreLine.objects.filter(report__in=reports, verified_points=None)
    for report, code in lines.values_list("report", "criterion__code"):
        waiting.setdefault(report, []).append(code)
    sheets = []
    for report in named:
        version = report.criteria_set_id
        if version not in codes:
            codes[version] = may_be_drawn(report.criteria)
        drawn = sample_of(sample.seed, report.association.code, codes[version], sample.percent)
        own = objections.get(report.pk, [])
        looked_at = drawn | {one.line.criterion.code for one in own}
        unverified = sum(code not in looked_at for code in waiting.get(report.pk, []))
        sheets.append(SampledSheet(report, sorted(drawn), own, unverified))
    return sheets
