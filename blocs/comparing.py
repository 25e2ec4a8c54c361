"""Two versions of the criteria side by side: what was added, taken out or changed, for people to read."""

from dataclasses import dataclass

from base.vietnamese import number

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
    found = []
    for criterion in new.leaves:
        twin = before.pop(criterion.code, None)
        if notes := _notes(twin, criterion):
            found.append(Difference(twin, criterion, notes))
    return found + [Difference(gone, None, ("Không còn",)) for gone in before.values()]


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
    if old.may_not_apply != new.may_not_apply:
        notes.append(f"“Không áp dụng”: nay {'được' if new.may_not_apply else 'không được'} ghi")
    return tuple(notes)
