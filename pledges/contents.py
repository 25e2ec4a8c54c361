"""What a report says, each part read once, for whatever shows, checks or digests the whole of it."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import F, prefetch_related_objects

from blocs.models import Criterion

if TYPE_CHECKING:
    from .models import Evidence, IndicatorResult, Report, ReportSection, ScoreLine


def with_pages(evidence: "Evidence") -> str:
    """The evidence by its name, and on which of its pages it proves what it was found under."""
    return f"{evidence} (trang {evidence.pages})" if evidence.pages else str(evidence)


class ReportContents:
    """As stored when each part is first asked for; made anew after anything was written."""

    def __init__(self, report: "Report") -> None:
        self.report: Any = report

    @cached_property
    def sections(self) -> "list[ReportSection]":
        return list(self.report.sections.select_related("outline"))

    @cached_property
    def results(self) -> "list[IndicatorResult]":
        """With `half`, what the interim report said, where this is the annual one."""
        return list(self.report.results.with_first_half(self.report).select_related("target__content"))

    @cached_property
    def tree(self) -> list[Criterion]:
        """The criteria as a reader meets them, steps of thresholds read; none of an interim report."""
        if not self.report.is_annual:
            return []
        tree = self.report.criteria.tree
        prefetch_related_objects([c for c in tree if c.kind == Criterion.Kind.THRESHOLD], "threshold_steps")
        return tree

    @cached_property
    def lines(self) -> "list[ScoreLine]":
        """By the places of their criteria, which are those of `tree` unless the report went over to others just now."""
        if not self.report.is_annual:
            return []
        criteria = {criterion.pk: criterion for criterion in self.tree}
        stored = self.report.lines.select_related("verified_by")
        lines = list(stored.order_by("criterion__position", "criterion__code"))
        for line in lines:
            if line.criterion_id in criteria:
                line.criterion = criteria[line.criterion_id]
        return lines

    @cached_property
    def proved_lines(self) -> "list[ScoreLine]":
        """The same lines, each with its `proofs`."""
        for line in self.lines:
            line.proofs = self.evidence.get(line.pk, [])
        return self.lines

    @cached_property
    def evidence(self) -> "dict[int | None, list[Evidence]]":
        """By score line, each with its `pages`; under None what proves the report as a whole."""
        grouped: dict[int | None, list] = {}
        kept = self.report.evidence.kept().annotate(line_id=F("uses__line"), pages=F("uses__pages"))
        for evidence in kept.order_by("uses__pk", "pk"):
            grouped.setdefault(evidence.line_id, []).append(evidence)
        return grouped
