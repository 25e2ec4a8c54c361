"""Writing into an open report box by box: what nobody else changed meanwhile is saved, the rest is shown back."""

from collections import defaultdict
from typing import Any

from django.db import transaction

from base.vietnamese import shown
from base.workflow import Refused
from pledges.box_names import BoxName

from .merging import Conflict, Written, mark_of, merge
from .models.change import Change, Edit, record
from .models.content import IndicatorResult, ReportSection, ScoreLine
from .models.verification import verify_anew

# The first word of a box's name, its rows, what names a row, and which of its columns a member writes.
WRITTEN: dict[str, tuple[Any, str, set[str]]] = {
    "section": (ReportSection, "outline", {"text"}),
    "result": (IndicatorResult, "target", {"actual", "words", "previous", "note"}),
    "line": (ScoreLine, "criterion", {"self_points", "not_applicable", "result", "justification"}),
}


def rows_of(report, fields) -> dict[str, tuple[Any, str]]:
    """{box: (row, column)} for the boxes that belong to this report; others are passed over."""
    wanted = defaultdict(list)
    for box in fields:
        name = BoxName.parse(box)
        if name and name.kind in WRITTEN and name.column in WRITTEN[name.kind][2]:
            wanted[name.kind].append((box, name))
    rows: dict[str, tuple[Any, str]] = {}
    for kind, named in wanted.items():
        model, title, _ = WRITTEN[kind]
        of_report = model.objects.filter(report=report).select_related(title)
        by_pk = of_report.in_bulk({name.pk for _, name in named})
        rows |= {box: (by_pk[name.pk], name.column) for box, name in named if name.pk in by_pk}
    return rows


def write(report, *, by, typed: dict, read: dict[str, str] | None = None) -> Written:
    """Save what was typed into these boxes of an open report, and its history.

    `typed` is {box: value}; `read` is {box: mark} of what the page showed, None to overwrite knowingly.
    Refused once the report is handed in or the year's scores are locked.
    """
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        if not type(report).objects.select_for_update().get(pk=report.pk).is_open:
            raise Refused("Báo cáo này đã nộp, không sửa được nữa.")
        rows = rows_of(report, typed)
        stored = {box: getattr(row, name) for box, (row, name) in rows.items()}
        typed = {box: value for box, value in typed.items() if box in rows}
        marks = {box: mark_of(value) for box, value in stored.items()} if read is None else read
        to_write, conflicts = merge(stored, typed, marks)
        edits = [Edit(*rows[box], stored[box], typed[box]) for box in to_write]
        edits += _what_follows(edits)
        store(edits)
        record(report, by=by, edits=edits + _verdicts_undone(edits))
        kept = {box: typed[box] if box in to_write else stored[box] for box in typed if box not in conflicts}
        return Written(
            saved={box: mark_of(value) for box, value in kept.items()},
            conflicts=_explain(report, conflicts, stored, typed),
        )


def store(edits: list[Edit]) -> None:
    by_row: dict[Any, dict[str, object]] = defaultdict(dict)
    for edit in edits:
        by_row[edit.row] |= {edit.name: edit.after}
    for row, columns in by_row.items():
        type(row).objects.filter(pk=row.pk).update(**columns, **_no_verdict(columns))
    verify_anew([row for row, columns in by_row.items() if CLAIMS & set(columns)])


CLAIMS = {"self_points", "not_applicable"}


def _no_verdict(columns: dict) -> dict:
    """What is claimed anew after a return is to be verified anew."""
    if not CLAIMS & set(columns):
        return {}
    verdict = {"verified_points": None, "verified_na": False, "reason": ""}
    return verdict | {"verified_by": None, "verified_at": None}


def _what_follows(edits: list[Edit]) -> list[Edit]:
    """A criterion that does not apply has no points, and one that has points applies: whichever was typed decides."""
    typed = {(edit.row.pk, edit.name) for edit in edits}
    following = []
    for edit in edits:
        row = edit.row
        if edit.name == "not_applicable" and edit.after and row.self_points is not None:
            following.append(Edit(row, "self_points", row.self_points, None))
        elif edit.name == "self_points" and edit.after is not None and row.not_applicable:
            following.append(Edit(row, "not_applicable", before=True, after=False))
    return [edit for edit in following if (edit.row.pk, edit.name) not in typed]


def _verdicts_undone(edits: list[Edit]) -> list[Edit]:
    rows = {edit.row for edit in edits if edit.name in CLAIMS and edit.row.verified_points is not None}
    return [Edit(row, "verified_points", row.verified_points, None, "Hội chấm lại điểm.") for row in rows]


def _explain(report, boxes: list[str], stored: dict, typed: dict) -> dict[str, Conflict]:
    """The conflicts with who wrote what is stored, and when."""
    if not boxes:
        return {}
    last = {}
    for change in (
        Change.objects.filter(report=report, field__in=boxes).select_related("by").order_by("at", "pk")
    ):
        last[change.field] = change
    return {
        box: Conflict(
            field=box,
            stored=shown(stored[box]),
            typed=shown(typed[box]),
            mark=mark_of(stored[box]),
            by=last[box].by if box in last else None,
            at=last[box].at if box in last else None,
        )
        for box in boxes
    }
