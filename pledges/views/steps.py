"""The steps of writing a report, with how much of each is there."""

from dataclasses import dataclass

from blocs.models import Criterion
from pledges.models import Report


@dataclass(frozen=True)
class WritingStep:
    page: str
    label: str
    done: int
    of: int


def steps_of(report: Report) -> list[WritingStep]:
    """Text, figures, scores (of an annual report), evidence. Two queries, four for an annual report."""
    texts = [section.text.strip() for section in report.sections.all()]
    results = report.results.select_related("target")
    given = [result.is_given for result in results]
    steps = [
        WritingStep("pledges:report-text", "Nội dung", sum(map(bool, texts)), len(texts)),
        WritingStep("pledges:report-figures", "Số liệu", sum(given), len(given)),
    ]
    if not report.is_annual:
        return [*steps, WritingStep("pledges:report-evidence", "Minh chứng", 0, 0)]
    lines = list(report.lines.select_related("criterion").prefetch_related("uses__evidence"))
    typed = [line for line in lines if _is_typed(line.criterion)]
    scored = sum(line.self_points is not None or line.not_applicable for line in typed)
    owing = [line for line in lines if line.criterion.needs_evidence and line.self_points]
    proved = sum(any(use.evidence.removed_at is None for use in line.uses.all()) for line in owing)
    return [
        *steps,
        WritingStep("pledges:report-scores", "Tự chấm điểm", scored, len(typed)),
        WritingStep("pledges:report-evidence", "Minh chứng", proved, len(owing)),
    ]


def _is_typed(criterion: Criterion) -> bool:
    """Whether the member has to type the points: nothing computed, no bonus or deduction."""
    return not criterion.is_computed and not criterion.is_extra
