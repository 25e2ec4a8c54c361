"""An official paper as plain data: what it says, in order. One such object feeds every rendering of it.

The components and their names follow Decree 30/2020/NĐ-CP, Annex I, part II.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from base.text import clean_text
from base.vietnamese import long_date, two_digits, uncapitalised

from . import heads
from .capacities import without_degree
from .unbroken import POINTS_A_CAPITAL, POINTS_A_CHARACTER, fitted, longest_token

FIELD = "TĐKT"  # thi đua, khen thưởng: what a letter is about, in its symbol (Decree 30/2020, Annex I, II.3)


@dataclass(frozen=True)
class Letterhead:
    """Who issues: the superior's line, the issuer's line, its abbreviation in numbers, and the place.

    A line break in the issuer's line is one that the office wrote (documents/heads.py).
    """

    parent: str
    name: str
    symbol: str
    place: str


@dataclass(frozen=True)
class Signer:
    """Who signs: the lines above the signature (TM. …, chức vụ), then the name, with nothing before it."""

    name: str = ""
    position: str = ""
    lines: tuple[str, ...] = ()
    note: str = "(Chữ ký, dấu)"

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", without_degree(self.name))


@dataclass(frozen=True)
class Heading:
    """I. IN CAPITALS (level 1) or 1. Like a sentence (level 2)."""

    text: str
    level: int = 1
    template: str = field(default="documents/blocks/heading.html", init=False)


@dataclass(frozen=True)
class Paragraph:
    """Running text. An aside is in italics; a lead-in stays on the page of what follows it.

    What is missing stands in red in a draft and keeps the paper from being issued.
    """

    text: str
    is_aside: bool = False
    is_lead_in: bool = False
    is_missing: bool = False
    template: str = field(default="documents/blocks/paragraph.html", init=False)


# Points of a table's letters (Annex I of Decree 30/2020 leaves them open; nothing is smaller than 9).
PORTRAIT_SIZE, LANDSCAPE_SIZE, SMALLEST_SIZE = 12, 10, 9


@dataclass(frozen=True)
class Column:
    """A column: heading, width in % of the table, alignment left, center or right."""

    title: str
    width: float
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """Rows of text. `groups` is an upper heading row of (title, number of columns)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()
    total: tuple[str, ...] = ()
    for_signing: bool = False  # tall rows, with room for a signature and a seal
    for_marking: bool = False  # rows of a ballot, with room for a cross
    size: int = 0  # points of its letters where the usual ones leave figures no room; 0 is the usual size
    template: str = field(default="documents/blocks/table.html", init=False)

    def fitted(self, *, is_landscape: bool) -> "Table":
        """The same table with columns so wide that no figure, date or number in them has to break.

        Where the usual letters leave no room for that, the largest smaller ones that do; never under 9 points.
        """
        usual = LANDSCAPE_SIZE if is_landscape else PORTRAIT_SIZE
        widths = [column.width for column in self.columns]
        for size in range(usual, SMALLEST_SIZE - 1, -1):
            wider = fitted(widths, self._needed(size, is_landscape=is_landscape))
            if wider is not None:
                return self._with(wider, size=0 if size == usual else size)
        return self._with(widths, size=SMALLEST_SIZE)

    def _with(self, widths: list[float], *, size: int) -> "Table":
        columns = tuple(replace(c, width=round(w, 2)) for c, w in zip(self.columns, widths, strict=True))
        return replace(self, columns=columns, size=size)

    def _needed(self, size: int, *, is_landscape: bool) -> list[float]:
        """The width of each column, in %, in which nothing of it has to break at this size in points."""
        room = 247 if is_landscape else 160  # mm of the text's width
        padding = 8 if is_landscape else 12  # points on both sides of a cell, with its lines
        needed = []
        for n, column in enumerate(self.columns):
            texts = [row[n] for row in (*self.rows, *((self.total,) if self.total else ()))]
            word = max(map(len, column.title.split()), default=0)
            points = max(longest_token(texts) * POINTS_A_CHARACTER, word * POINTS_A_CAPITAL) * size
            floor = min(column.width, 5)
            needed.append(max(floor, (points + padding) / (room * 72 / 25.4) * 100) if points else floor)
        return needed

    @property
    def classes(self) -> str:
        """What paper.css knows of it."""
        marks = {
            "for-signing": self.for_signing,
            "for-marking": self.for_marking,
            f"size-{self.size}": self.size,
        }
        return " ".join(name for name, holds in marks.items() if holds)

    def cells(self) -> list[list[tuple[str, str]]]:
        """Rows of (text, alignment)."""
        return [[(text, c.align) for text, c in zip(row, self.columns, strict=True)] for row in self.rows]

    def total_cells(self) -> list[tuple[str, str]]:
        return (
            [(text, c.align) for text, c in zip(self.total, self.columns, strict=True)] if self.total else []
        )


@dataclass(frozen=True)
class Chart:
    """A drawing, with the sentence that says what it shows to who cannot see it."""

    svg: str
    caption: str
    description: str
    template: str = field(default="documents/blocks/chart.html", init=False)


def items(texts: Iterable[str]) -> list[Paragraph]:
    """An enumeration: each line after a dash, ";" between them and "." after the last."""
    lines = [text.rstrip(" ;.") for text in texts]
    return [Paragraph(f"- {line}{';' if n < len(lines) else '.'}") for n, line in enumerate(lines, 1)]


Block = Heading | Paragraph | Table | Chart


# What Word puts before a line of a list, in the place of the decree's dash; alone in a cell it is a mark.
BULLET = re.compile(r"^\s*[•▪●◦➢❖■□❑✓✔☑→–—]\s+")
MARK = re.compile(r"^\s*[✓✔☑]\s*$")


def cleaned(part: Any) -> Any:
    """A paper, or a part of one, with all its text clean and Word's bullets as the decree's dash.

    Rows stored before 0.8.0 may hold control characters.
    """
    if isinstance(part, str):
        return MARK.sub("x", BULLET.sub("- ", clean_text(part)))
    if isinstance(part, tuple):
        return tuple(cleaned(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: cleaned(getattr(part, f.name)) for f in fields(part) if f.init})
    return part


DATA = "du-lieu.json"  # the attachment in which a PDF says itself what it says
USUAL_SPACING = (1.25, 3)  # documents/paging.py chooses another where a paper would end badly


@dataclass(frozen=True)
class Paper:
    """One paper, whether draft or final. `dated` and `number` are None until it is issued."""

    kind: str  # names files: to-trinh, bien-ban-hop…
    type_name: str  # TỜ TRÌNH
    letterhead: Letterhead
    signer: Signer
    blocks: tuple[Block, ...]
    abstract: str = ""
    type_code: str = ""  # TTr, BC, BB; empty for papers that carry no number
    number: int | None = None
    dated: datetime.date | None = None
    drafted_for: datetime.date | None = None  # shows the year on a draft's date line
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    other_signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    ends_with: str = "./."
    has_place_line: bool = True  # minutes have none (Decree 30/2020, Annex III, form 1.9)
    is_landscape: bool = False
    is_letter: bool = False  # công văn: no title, what it is about stands below its number (form 1.5)
    is_draft: bool = True
    annex_to: str = ""  # the paper it goes with: Tờ trình số 12/TTr-BĐD ngày 10 tháng 01 năm 2024 của …
    replaces: str = ""  # Tờ trình số 12/TTr-BĐD ngày 10/01/2024
    code: str = ""  # by which anyone asks whether the paper is genuine
    verify_at: str = ""  # the address to ask at
    has_qr: bool = True  # with a picture of that address beside the code
    spacing: tuple[float, float] = (
        USUAL_SPACING  # of lines, in sizes of the letter; around a cell's text, in points
    )

    @property
    def full_title(self) -> str:
        return f"{self.type_name.capitalize()} {self.abstract[:1].lower()}{self.abstract[1:]}".strip()

    @property
    def abstract_lines(self) -> list[str]:
        """What it is about, balanced over its lines, which break in no name and no word of two syllables."""
        return heads.title_lines(self.abstract, is_landscape=self.is_landscape)

    @property
    def issuer(self) -> str:
        return f"{self.letterhead.parent} – {' '.join(self.letterhead.name.split())}".strip(" –")

    @property
    def verification_page(self) -> str:
        """Where anyone types the code in, as it is read: without the code itself and the scheme."""
        return (
            self.verify_at.removesuffix("/")
            .removesuffix(self.code)
            .removeprefix("https://")
            .removeprefix("http://")
        )

    @property
    def parent_lines(self) -> list[str]:
        return heads.parent_lines(self.letterhead.parent, is_landscape=self.is_landscape)

    @property
    def issuer_lines(self) -> list[str]:
        return heads.head_lines(self.letterhead.name, is_bold=True, is_landscape=self.is_landscape)

    @property
    def symbol(self) -> str:
        if self.is_letter:
            return f"{self.letterhead.symbol}-{FIELD}"
        return f"{self.type_code}-{self.letterhead.symbol}" if self.type_code else ""

    @property
    def number_line(self) -> str:
        """Số: 05/TTr-BĐD; a gap for the number of a draft."""
        number = two_digits(self.number) if self.number else "\u2003\u2003"
        return f"Số: {number}/{self.symbol}" if self.symbol else ""

    @property
    def about_line(self) -> str:
        """V/v lấy ý kiến…: what a letter is about."""
        return f"V/v {uncapitalised(self.abstract)}" if self.is_letter else ""

    @property
    def place_line(self) -> str:
        """Place and day, as in: Hà Giang, ngày 09 tháng 01 năm 2024; gaps for the day of a draft."""
        if not self.has_place_line:
            return ""
        if self.dated:
            return f"{self.letterhead.place}, {long_date(self.dated)}"
        year = self.drafted_for.year if self.drafted_for else "\u2003\u2003"
        return f"{self.letterhead.place}, ngày \u2003\u2002 tháng \u2003\u2002 năm {year}"

    @property
    def addressee_lines(self) -> list[str]:
        """A dash within a name stays at the end of its line: at the beginning it would begin another addressee."""
        kept = [line.replace(" - ", "\u00a0- ") for line in self.addressees]
        return [f"- {line}{';' if n < len(kept) else '.'}" for n, line in enumerate(kept, 1)]

    @property
    def basis_lines(self) -> list[str]:
        return [f"{line}{';' if n < len(self.bases) else '.'}" for n, line in enumerate(self.bases, 1)]

    @property
    def signer_cells(self) -> list[Signer]:
        """Who signs, two by two: the first of the others beside the one on the right, then the rest in their order."""
        return [*self.other_signers[:1], self.signer, *self.other_signers[1:]]

    @property
    def recipient_lines(self) -> list[str]:
        return [
            f"- {line}{';' if n < len(self.recipients) else '.'}" for n, line in enumerate(self.recipients, 1)
        ]

    @property
    def missing(self) -> list[str]:
        """What has to be filled in before it can be issued, each with the heading it stands under."""
        gaps, heading = [], ""
        for block in self.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Paragraph) and block.is_missing:
                gaps.append(f"{heading}: {block.text.strip('().')}".removeprefix(": "))
        return gaps

    def laid_out(self) -> "Paper":
        """The paper as it is drawn: its text clean, its tables fitted to what stands in them."""
        paper = cleaned(self)
        blocks = tuple(
            block.fitted(is_landscape=self.is_landscape) if isinstance(block, Table) else block
            for block in paper.blocks
        )
        return replace(paper, blocks=blocks)

    @property
    def has_parts(self) -> bool:
        return any(isinstance(block, Heading) and block.level == 1 for block in self.blocks)

    def issued(self, *, number: int | None, dated: datetime.date, signer: Signer) -> "Paper":
        """The final form of a draft."""
        return replace(self, number=number, dated=dated, signer=signer, is_draft=False)
