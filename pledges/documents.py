"""Bản giao ước thi đua as a paper."""

import datetime
import re

from blocs.documents import letterhead
from documents.papers import Column, Heading, Paper, Paragraph, Signer, Table

from .models import Pledge

SIGNING_COLUMNS = (
    Column("STT", 7, "center"),
    Column("Tên đơn vị", 34),
    Column("Chức vụ", 17, "center"),
    Column("Họ và tên", 20, "center"),
    Column("Ký tên, đóng dấu", 22, "center"),
)


def commitment_blocks(text: str) -> list[Heading | Paragraph]:
    """Lines that begin with a roman number are headings, the others commitments."""
    blocks = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if re.match(r"[IVX]+\.\s", line):
            blocks.append(Heading(line.upper()))
        else:
            blocks.append(Paragraph(line if line.startswith("-") else f"- {line}"))
    return blocks


def signing_rows(pledge: Pledge, day) -> tuple[tuple[str, ...], ...]:
    """Every signer of the pledge, the lead first, then the deputy, then by the alphabet."""
    year = pledge.bloc_year
    first = {year.lead_id: 0, year.deputy_id: 1}
    signatures = pledge.signatures.select_related("association").prefetch_related("association__former_names")
    ordered = sorted(signatures, key=lambda s: (first.get(s.association_id, 2), s.association.sort_key))
    return tuple(
        (str(n), s.association.name_on(day), s.position, s.signer, "") for n, s in enumerate(ordered, 1)
    )


def pledge_paper(pledge: Pledge, day: datetime.date) -> Paper:
    """The pledge with its signature table; a draft until it is issued."""
    year = pledge.bloc_year
    rows = signing_rows(pledge, day)
    unsigned = pledge.unsigned().count()
    blocks = [Paragraph(pledge.opening), *commitment_blocks(pledge.commitments), Paragraph(pledge.closing)]
    blocks.append(
        Paragraph(
            f"Bản giao ước này được lập thành {pledge.originals:02} bản có giá trị như nhau; mỗi đơn vị thành viên giữ"
            f" 01 bản, gửi {year.bloc.standing_agency} để theo dõi, tổng hợp./."
        )
    )
    if unsigned:
        blocks.append(Paragraph(f"(Còn {unsigned:02} đơn vị chưa ký.)", is_aside=True))
    blocks.append(Table(SIGNING_COLUMNS, rows, for_signing=True))
    return Paper(
        kind="giao-uoc",
        type_name="GIAO ƯỚC THI ĐUA",
        abstract=f"Năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=Signer(),
        other_signers=witness(pledge),
        blocks=tuple(blocks),
    )


def witness(pledge: Pledge) -> tuple[Signer, ...]:
    if not pledge.witness:
        return ()
    position, _, name = pledge.witness.rpartition(",")
    lines = (f"ĐẠI DIỆN {pledge.bloc_year.bloc.standing_agency.upper()}", position.strip().upper())
    return (Signer(name=name.strip(), position=position.strip(), lines=lines, note="(Chứng kiến)"),)
