"""Giao ước thi đua, with the table in which every member signs."""

import datetime
import re

from base.vietnamese import roman, sort_key, two_digits
from blocs.documents import legal_bases, letterhead
from documents.papers import Block, Column, Heading, Paper, Paragraph, Signer, Table, items
from members.models import signatories_of
from pledges.models import Pledge

from .own import plan_reference

SIGNING_COLUMNS = (
    Column("STT", 7, "center"),
    Column("Tên đơn vị", 30),
    Column("Chức vụ", 14, "center"),
    Column("Họ và tên", 19, "center"),
    Column("Ký tên, đóng dấu", 30, "center"),  # 48 mm, for a seal of 36 mm beside the signature
)


def commitment_blocks(text: str) -> list[Heading | Paragraph]:
    """Lines that begin with a roman number are headings, the others commitments."""
    blocks: list[Heading | Paragraph] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if re.match(r"[IVX]+\.\s", line):
            blocks.append(Heading(line.upper()))
        else:
            blocks.append(Paragraph(line if line.startswith("-") else f"- {line}"))
    return blocks


def signing_rows(pledge: Pledge, day: datetime.date) -> tuple[tuple[str, ...], ...]:
    """Every member of the bloc with who signs for it: the lead first, then the deputy, then the others in their order.

    A member that has signed is named with who signed; any other with its signatory of that day.
    """
    year = pledge.bloc_year
    members = list(pledge.members.prefetch_related("former_names"))
    signatories = signatories_of(members, day)
    signatories |= {s.association_id: (s.signer, s.position) for s in pledge.signatures.all()}
    first = {year.lead_id: 0, year.deputy_id: 1}
    if not year.bloc.keeps_order:
        members.sort(key=lambda member: sort_key(member.name_on(day)))
    members.sort(key=lambda member: first.get(member.pk, 2))
    rows = []
    for n, member in enumerate(members, 1):
        signer, position = signatories.get(member.pk, ("", ""))
        rows.append((str(n), member.name_on(day), position, signer, ""))
    return tuple(rows)


def pledge_warnings(pledge: Pledge) -> list[str]:
    """Who has not signed yet, for whoever is about to issue the pledge."""
    names = [association.short_name for association in pledge.unsigned()]
    if not names:
        return []
    return [
        f"Còn {len(names)} đơn vị chưa ghi chữ ký: {', '.join(names)}. Bảng ký vẫn ghi đủ tên các đơn vị."
    ]


def pledge_paper(pledge: Pledge, day: datetime.date) -> Paper:
    """The pledge with its signature table; a draft until it is issued."""
    year = pledge.bloc_year
    rows, commitments = signing_rows(pledge, day), commitment_blocks(pledge.commitments)
    plan = plan_reference(year)
    blocks: list[Block] = [
        Paragraph(pledge.opening),
        *commitments,
        *_measured(pledge, commitments),
        Paragraph(pledge.closing),
    ]
    kept = pledge.originals - len(rows) - 1
    own_file = f"lưu hồ sơ khối {two_digits(kept)} bản, " if kept > 0 else ""
    blocks.append(
        Paragraph(
            f"Bản giao ước này được lập thành {pledge.originals:02} bản có giá trị như nhau; mỗi đơn vị thành viên giữ"
            f" 01 bản, {own_file}gửi {year.bloc.standing_agency} 01 bản để theo dõi, tổng hợp./."
        )
    )
    blocks.append(Table(SIGNING_COLUMNS, rows, for_signing=True))
    return Paper(
        kind="giao-uoc",
        type_name="GIAO ƯỚC THI ĐUA",
        abstract=f"Năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=Signer(),
        other_signers=witness(pledge),
        bases=(*legal_bases(day, year.bloc.province), *([f"Căn cứ {plan}"] if plan else [])),
        blocks=tuple(blocks),
    )


def _measured(pledge: Pledge, before: list[Heading | Paragraph]) -> list[Heading | Paragraph]:
    """What the bloc aims at in figures and which movements it holds, numbered on from the parts before."""
    blocks: list[Heading | Paragraph] = []
    n = sum(isinstance(block, Heading) for block in before)
    for title, text in (
        ("CHỈ TIÊU PHẤN ĐẤU CỦA KHỐI", pledge.targets),
        ("PHONG TRÀO THI ĐUA", pledge.movements),
    ):
        if lines := [line.strip(" -") for line in text.splitlines() if line.strip(" -")]:
            n += 1
            blocks += [Heading(f"{roman(n)}. {title}"), *items(lines)]
    return blocks


def witness(pledge: Pledge) -> tuple[Signer, ...]:
    if not pledge.witness:
        return ()
    position, _, name = pledge.witness.rpartition(",")
    lines = (
        "CHỨNG KIẾN",
        f"ĐẠI DIỆN {pledge.bloc_year.bloc.standing_agency.upper()}",
        position.strip().upper(),
    )
    return (Signer(name=name.strip(), position=position.strip(), lines=lines, note="(Chữ ký)"),)
