"""Names of boxes: which column of which row a value on a page, in a workbook or in the history belongs to."""

from dataclasses import dataclass
from typing import Self

DIGITS = 17  # of the longest key a name may carry


@dataclass(frozen=True)
class BoxName:
    """section-12-text, result-5-actual, line-7-self_points; a whole row has no column: evidence-3."""

    kind: str
    pk: int
    column: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.pk}-{self.column}" if self.column else f"{self.kind}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The name as it came from a page, where anything may stand; None where it is none."""
        kind, _, rest = text.partition("-")
        pk, _, column = rest.partition("-")
        if not (pk.isascii() and pk.isdecimal() and len(pk) <= DIGITS):
            return None
        return cls(kind, int(pk), column)


def row_name(kind: str, pk: int) -> str:
    """The name of a whole row: line-7."""
    return str(BoxName(kind, pk))


def box_name(kind: str, pk: int, column: str) -> str:
    """The name of one column of a row: line-7-self_points."""
    return str(BoxName(kind, pk, column))
