"""Two versions of the criteria side by side: what was added, taken out or changed, for people to read."""

from dataclasses import dataclass

from base.vietnamese import number

from .criteria_lines import Line, points_of
from .models import CriteriaSet, Criterion


@dataclass(frozen=True)
class Difference:
    """One criterion that is not the same in both; `old` or `new` is None where it is not there."""

    old: Criterion | None
    new: Criterion | None
    notes: tuple[str, ...]

    @property
    def criterion(self) -> Criterion | None:
        return self.new or self.old


def compare(old: CriteriaSet, new: CriteriaSet) -> list[Difference]:
    """The leaves that differ, found by their codes, in the order of the newer version."""
    before = {criterion.code: criterion for criterion in old.leaves}
    differences = []
    for criterion in new.leaves:
        twin = before.pop(criterion.code, None)
        if notes := _notes(twin, criterion):
            differences.append(Difference(twin, criterion, notes))
    return differences + [Difference(gone, None, ("Không còn",)) for gone in before.values()]


@dataclass(frozen=True)
class LineDifference:
    """How one line of a table differs from the criterion of its code in the draft; no notes where it does not."""

    line: Line
    notes: tuple[str, ...]


def compare_lines(draft: CriteriaSet, lines: list[Line]) -> tuple[list[LineDifference], list[Criterion]]:
    """(each line with what it changes in the draft, the criteria of the draft that are not among the lines)."""
    before = {criterion.code: criterion for criterion in draft.tree}
    compared = [LineDifference(line, _line_notes(before.pop(line.code, None), line)) for line in lines]
    return compared, list(before.values())


def _line_notes(old: Criterion | None, line: Line) -> tuple[str, ...]:
    if old is None:
        return ("Mới",)
    notes = []
    if old.text != line.text:
        notes.append(f"Nội dung trước đây: {old.text}")
    if old.max_points != points_of(line.points):
        notes.append(f"Điểm trước đây: {number(old.max_points)}")
    if old.kind != line.kind:
        notes.append(f"Cách chấm trước đây: {old.get_kind_display()}")
    if old.needs_evidence != line.needs_evidence:
        notes.append("Nay cần minh chứng" if line.needs_evidence else "Nay không cần minh chứng")
    return tuple(notes)


def _notes(old: Criterion | None, new: Criterion) -> tuple[str, ...]:
    if old is None:
        return ("Mới",)
    notes = []
    if old.text != new.text:
        notes.append(f"Nội dung trước đây: {old.text}")
    if old.max_points != new.max_points:
        notes.append(f"Điểm chuẩn: {number(old.max_points)} thành {number(new.max_points)}")
    elif old.rule() != new.rule():
        notes.append(f"Cách chấm trước đây: {old.rule()}")
    if new.needs_evidence and not old.needs_evidence:
        notes.append("Nay cần minh chứng")
    if old.evidence_wanted != new.evidence_wanted:
        notes.append(f"Minh chứng cần có: {new.evidence_wanted or 'loại nào cũng được'}")
    if old.may_not_apply != new.may_not_apply:
        notes.append(f"“Không áp dụng”: nay {'được' if new.may_not_apply else 'không được'} ghi")
    return tuple(notes)
