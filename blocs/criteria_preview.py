"""What was read of a table of criteria, shown before it is kept."""

from dataclasses import dataclass, field

from documents.workbooks import WorkbookSheet

from .criteria_lines import Line

AROUND = 2  # rows shown on either side of one that is not understood
MOST_SHOWN = 200  # rows


@dataclass(frozen=True)
class SeenCell:
    """A cell as it stands in the sheet; `why` it is not understood, if it is not, and the box that mends it."""

    text: str
    why: str = ""
    box: str = ""


@dataclass
class CriteriaPreview:
    """What was read: lines, what is wrong by cell, what was passed over, and which sheet it was of which.

    `read_from` has the sheet that was read first, then the others of the file that could be read.
    """

    lines: list[Line] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheet: str = ""
    other_sheets: list[str] = field(default_factory=list)
    read_from: list[WorkbookSheet] = field(default_factory=list)
    marked: dict[tuple[int, int], str] = field(default_factory=dict)

    def rows_to_mend(self) -> list[tuple[int, list[SeenCell]]]:
        """(row number, cells) of the rows that are not understood, with those around them."""
        if not self.read_from:
            return []
        rows = self.read_from[0].rows
        near = {y + n for y, _ in self.marked for n in range(-AROUND, AROUND + 1)}
        width = max((len(row) for row in rows), default=0)
        numbers = sorted(y for y in near if 0 <= y < len(rows))[:MOST_SHOWN]
        return [(y + 1, [self._seen(y, x) for x in range(width)]) for y in numbers]

    def _seen(self, y: int, x: int) -> SeenCell:
        why = self.marked.get((y, x), "")
        return SeenCell(self.read_from[0].cell(y, x), why, f"cell-{y}-{x}" if why else "")
