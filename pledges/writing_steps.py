"""The steps of writing a report, with how much of each is there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from blocs.models import Criterion
from blocs.models.outline import Indicator
from pledges.models import EvidenceUse, Report

# Kinds whose points the member does not have to type: computed ones, bonus and deduction.
NOT_TYPED = [Criterion.Kind.TIMELINESS, Criterion.Kind.THRESHOLD, *Criterion.EXTRAS]
IS_GIVEN = Case(
    When(target__kind=Indicator.Kind.WORDS, then=~Q(words="")),
    default=Q(actual__isnull=False),
)


@dataclass(frozen=True)
class WritingStep:
    page: str
    label: str
    done: int
    of: int


def has_to_type(path: str = "") -> Q:
    """Criteria whose points the member types: not is_computed, not is_extra. `path` leads to the criterion."""
    return Q(**{f"{path}scorer": Criterion.Scorer.MEMBER}) & ~Q(**{f"{path}kind__in": NOT_TYPED})


def _counted(part: str, rows: Any, *, done: Any) -> Any:
    """(part, how many rows are done, how many there are), or nothing without rows."""
    counts = {"done": Count("pk", filter=done), "of": Count("pk")}
    return rows.order_by().annotate(part=Value(part)).values("part").annotate(**counts)


def lines_to_prove(report: Report) -> Any:
    """Lines that claim points and need evidence, each with `is_proved`."""
    kept = EvidenceUse.objects.filter(line=OuterRef("pk"), evidence__removed_at=None)
    owing = report.lines.filter(criterion__needs_evidence=True, self_points__gt=0)
    return owing.annotate(is_proved=Exists(kept))


def steps_of(report: Report) -> list[WritingStep]:
    """Text, figures, scores (of an annual report), evidence. One query."""
    counted = _counted("text", report.sections, done=Q(text__regex=r"\S")).union(
        _counted("figures", report.results.annotate(is_given_now=IS_GIVEN), done=Q(is_given_now=True)),
        _counted(
            "scores",
            report.lines.filter(has_to_type("criterion__")),
            done=Q(self_points__isnull=False) | Q(not_applicable=True),
        ),
        _counted("evidence", lines_to_prove(report), done=Q(is_proved=True)),
        all=True,
    )
    counts = {part: (done, of) for part, done, of in counted.values_list("part", "done", "of")}
    labels = {"text": "Nội dung", "figures": "Số liệu", "scores": "Tự chấm điểm", "evidence": "Minh chứng"}
    if not report.is_annual:
        del labels["scores"]
    return [
        WritingStep(f"pledges:report-{part}", label, *counts.get(part, (0, 0)))
        for part, label in labels.items()
    ]
