"""The criteria as a spreadsheet, and what was read from one put in the place of a draft."""

import json
from decimal import Decimal

from base.vietnamese import number
from documents.spreadsheets import NewWorkbook

from .criteria_lines import Line, points_of
from .criteria_reading import ABOUT
from .models import CriteriaSet, Criterion

COLUMNS = [
    ("STT", 8), ("Nội dung, tiêu chí", 70), ("Điểm chuẩn", 12), ("Cách chấm", 26), ("Cần minh chứng", 12),
    ("Có thể không áp dụng", 12), ("Quy tắc", 60), ("Minh chứng cần có", 40),
]  # fmt: skip


def make_sheet(criteria_set: CriteriaSet) -> bytes:
    """The set as a table that can be read back."""
    book = NewWorkbook()
    sheet = book.add_worksheet("Tiêu chí")
    sheet.write_string(0, 0, f"{criteria_set}", book.title)
    book.headings(sheet, COLUMNS, 2)
    for y, criterion in enumerate(criteria_set.tree, 3):
        style = book.cell if criterion.is_leaf else book.bold_cell
        yes = [("Có" if flag else "") for flag in (criterion.needs_evidence, criterion.may_not_apply)]
        rule = criterion.rule() if criterion.is_leaf else ""
        sheet.write_string(y, 0, criterion.code, style)
        sheet.write_string(y, 1, criterion.text, style)
        sheet.write_number(y, 2, float(criterion.max_points), style)
        cells = (criterion.get_kind_display(), *yes, rule, criterion.evidence_wanted)
        for x, value in enumerate(cells, 3):
            sheet.write_string(y, x, value, style)
    sheet.freeze_panes(3, 2)
    about = book.add_worksheet(ABOUT)
    for y, criterion in enumerate(criteria_set.tree):
        about.write_string(y, 0, criterion.code)
        about.write_string(y, 1, json.dumps(_facts(criterion), ensure_ascii=False))
    about.very_hidden()
    return book.finished()


def _facts(criterion: Criterion) -> dict:
    """Where a line belongs and how it is computed, which the columns cannot say: for a table that comes back."""
    indicator = criterion.indicator
    rule = {
        "document": criterion.document,
        "late_points": str(criterion.late_points),
        "basis": criterion.basis,
        "indicator": [indicator.name, indicator.unit] if indicator else None,
        "per": criterion.per,
        "rate": str(criterion.rate),
        "scorer": criterion.scorer,
        "evidence": {
            "kinds": criterion.evidence_kinds,
            "issuer": criterion.evidence_issuer,
            "of_year": criterion.evidence_of_year,
        },
        "steps": [[str(step.at_least), str(step.points)] for step in criterion.steps],
    }
    return {
        "parent": criterion.parent.code if criterion.parent else None,
        "kind": criterion.kind,
        "rule": rule,
    }


def summary(lines: list[Line]) -> str:
    """How many lines, and what the top ones add up to."""
    tops = [points_of(line.points) for line in lines if line.depth == 0 and line.kind not in Criterion.EXTRAS]
    total = sum((points for points in tops if points is not None), Decimal(0))
    return f"{len(lines)} dòng; tổng điểm các nội dung lớn: {number(total)}."
