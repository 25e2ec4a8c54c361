"""Giấy mời: to the review conference, and to the signing of the pledge."""

import datetime

from django.utils.timezone import localdate

from awards.models import Conference
from base.vietnamese import long_instant, two_digits
from blocs.documents import default_signer, lead_of, letterhead, signer
from blocs.models import BlocYear
from documents.papers import Block, Paper, Paragraph, items
from pledges.models import Pledge

from .conference import lines_of

MISSING_TIME = "(Chưa ghi ngày giờ và nơi ký giao ước.)"


def conference_name(conference: Conference) -> str:
    """What its invitation calls it; the signing of the next pledge named where it takes place there."""
    year = conference.bloc_year
    signs = conference.next_pledge_id is not None
    and_signs = f" và ký giao ước thi đua năm {year.year + 1}" if signs else ""
    return f"Hội nghị tổng kết, bình xét thi đua, khen thưởng năm {year.year}{and_signs}"


def _invited(year: BlocYear, day: datetime.date, guests: list[str]) -> list[Paragraph]:
    members = year.bloc.members_on(day).count()
    return items([*guests, f"Lãnh đạo {two_digits(members)} đơn vị thành viên {year.bloc.name}"])


def _invitation(
    year: BlocYear, day: datetime.date, *, kind: str, abstract: str, blocks: list[Block]
) -> Paper:
    """Giấy mời (Decree 30/2020, Annex III, form 1.7)."""
    name, position = default_signer(year, day)
    return Paper(
        kind=kind,
        type_name="GIẤY MỜI",
        abstract=abstract,
        letterhead=letterhead(year, day),
        type_code="GM",
        drafted_for=day,
        signer=signer(year, day, name=name, position=position),
        blocks=tuple(blocks),
        recipients=("Như thành phần mời", "Lưu: VT, hồ sơ khối"),
    )


def conference_invitation(conference: Conference, day: datetime.date) -> Paper:
    """Invites the members and the guests to the review conference."""
    year, name = conference.bloc_year, conference_name(conference)
    blocks: list[Block] = [
        Paragraph(f"{_inviter(year, day)} trân trọng kính mời:", is_lead_in=True),
        *_invited(year, conference.day, lines_of(conference.guests)),
        Paragraph(f"Tới dự: {name} của {year.bloc.name}."),
        Paragraph(f"Chủ trì: {conference.chair}, {conference.chair_position}."),
        Paragraph(f"Thời gian: {long_instant(conference.starts_at)}."),
        Paragraph(f"Địa điểm: {conference.place}."),
    ]
    blocks += [Paragraph(line) for line in lines_of(conference.invitation_notes)]
    blocks.append(Paragraph("Kính mong các đại biểu sắp xếp thời gian, đến dự đầy đủ, đúng giờ"))
    return _invitation(year, day, kind="giay-moi-hoi-nghi", abstract=f"Dự {name}", blocks=blocks)


def signing_invitation(pledge: Pledge, day: datetime.date) -> Paper:
    """Invites the members to the signing of the pledge, where it is a ceremony of its own."""
    year = pledge.bloc_year
    signing_day = localdate(pledge.signed_at) if pledge.signed_at else day
    when_where: list[Block] = [Paragraph(MISSING_TIME, is_missing=True)]
    if pledge.signed_at and pledge.place:
        when_where = [
            Paragraph(f"Thời gian: {long_instant(pledge.signed_at)}."),
            Paragraph(f"Địa điểm: {pledge.place}."),
        ]
    guests = [f"Đại diện lãnh đạo {year.bloc.standing_agency}"]
    blocks: list[Block] = [
        Paragraph(f"{_inviter(year, day)} trân trọng kính mời:", is_lead_in=True),
        *_invited(year, signing_day, guests),
        Paragraph(f"Tới dự: Lễ ký giao ước thi đua năm {year.year} của {year.bloc.name}."),
        *when_where,
        Paragraph("Đề nghị người đứng đầu từng đơn vị trực tiếp ký giao ước, mang theo con dấu của đơn vị."),
        Paragraph("Kính mong các đại biểu sắp xếp thời gian, đến dự đầy đủ, đúng giờ"),
    ]
    return _invitation(
        year,
        day,
        kind="giay-moi-ky-giao-uoc",
        abstract=f"Dự Lễ ký giao ước thi đua năm {year.year}",
        blocks=blocks,
    )


def _inviter(year: BlocYear, day: datetime.date) -> str:
    """Whom the letterhead names, in running text."""
    if year.header == BlocYear.Header.BLOC:
        return year.bloc.name
    return f"{year.lead.name_on(day)}, {lead_of(year)},"
