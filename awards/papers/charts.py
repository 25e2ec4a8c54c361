"""The year in drawings as a paper: each drawing with the table behind it, as the page shows them."""

import datetime
from collections.abc import Iterable

from blocs.documents import letterhead
from blocs.models import BlocYear
from documents.papers import Block, Chart, Column, Heading, Paper, Paragraph, Signer, Table

NAME = 3  # times as wide as the other columns, which hold figures


def pictures_paper(year: BlocYear, pictures: Iterable, day: datetime.date) -> Paper:
    """To be laid beside a report or shown at the conference; it is not signed and has no number."""
    blocks: list[Block] = []
    for n, picture in enumerate(pictures, 1):
        chart = Chart(
            svg=picture.svg, caption=picture.caption, description=f"{picture.title}. {picture.caption}"
        )
        blocks += [Heading(f"{n}. {picture.title}", level=2), chart, _table(picture)]
    blocks = blocks or [Paragraph("Chưa có số liệu nào để vẽ, hoặc bảng điểm chưa công bố.")]
    return Paper(
        kind="bieu-do",
        type_name="BIỂU ĐỒ SỐ LIỆU",
        abstract=f"Phong trào thi đua năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        dated=day,
        signer=Signer(note=""),
        blocks=tuple(blocks),
        ends_with="",
        is_landscape=True,
        is_draft=False,
    )


def _table(picture) -> Table:
    one = 100 / (NAME + len(picture.heads) - 1)
    columns = (
        Column(head, NAME * one) if head == "Hội" else Column(head, one, "center") for head in picture.heads
    )
    return Table(tuple(columns), tuple(tuple(row) for row in picture.rows))
