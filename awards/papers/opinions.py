"""Công văn hiệp y, and the table of what was answered."""

import datetime

from awards.models import Conference, OpinionRequest, Proposal
from awards.opinions import asked_bodies
from base.vietnamese import long_date, two_digits
from blocs.documents import default_signer, lead_of, letterhead, signer
from documents.papers import Block, Column, Paper, Paragraph, Table

from .annexes import letter_of

ASKED = (Column("STT", 8, "center"), Column("Tên tập thể", 52), Column("Danh hiệu, hình thức đề nghị", 40))


def _chosen_at(proposal: Proposal) -> str:
    conference = Conference.objects.filter(bloc_year=proposal.bloc_year).first()
    return f" tại Hội nghị bình xét {long_date(conference.day)}" if conference else ""


def opinion_letter(request: OpinionRequest, day: datetime.date) -> Paper:
    """Công văn (Decree 30/2020, Annex III, form 1.5) that asks a body about the nominees."""
    proposal = request.proposal
    year = proposal.bloc_year
    nominations = list(request.nominations())
    rows = tuple(
        (str(n), one.association.name_on(day), one.award_type.name_on(day, year.bloc.province))
        for n, one in enumerate(nominations, 1)
    )
    lead = f"{year.lead.name_on(day)}, {lead_of(year)},"
    blocks: list[Block] = [
        Paragraph(
            f"{year.bloc.name} đã bình xét thi đua năm {year.year}{_chosen_at(proposal)} và thống nhất đề nghị"
            f" khen thưởng {two_digits(len(nominations))} tập thể sau:",
            is_lead_in=True,
        ),
        Table(ASKED, rows),
        Paragraph(
            f"Để hoàn thiện hồ sơ trình cấp có thẩm quyền, {lead} trân trọng đề nghị {request.body_name} cho ý kiến về"
            f" {request.topic} của {'các ' if len(nominations) > 1 else ''}tập thể nêu trên."
        ),
        Paragraph(
            f"Ý kiến xin gửi về {year.lead.name_on(day)} chậm nhất {long_date(request.due_on)}, bằng văn bản hoặc"
            f" tại trang: {request.link}"
        ),
    ]
    if year.silence_is_consent:
        blocks.append(
            Paragraph(f"Quá thời hạn trên mà chưa có ý kiến, xin được coi là {request.body_name} đồng ý.")
        )
    blocks.append(Paragraph("Rất mong nhận được sự quan tâm, phối hợp của quý cơ quan"))
    name, position = default_signer(year, day)
    return Paper(
        kind="cong-van-hiep-y",
        type_name="CÔNG VĂN",
        abstract=f"Lấy ý kiến về tập thể đề nghị khen thưởng năm {year.year}",
        letterhead=letterhead(year, day),
        is_letter=True,
        drafted_for=day,
        signer=signer(year, day, name=name, position=position),
        addressees=(request.body_name,),
        blocks=tuple(blocks),
        recipients=("Như trên", "Lưu: VT, hồ sơ khen thưởng"),
    )


def opinions_paper(proposal: Proposal, day: datetime.date) -> Paper:
    """Bảng tổng hợp ý kiến hiệp y: each nominee with what each body says of it. Landscape."""
    year, bodies = proposal.bloc_year, asked_bodies(proposal)
    nominations = list(proposal.nominations.select_related("association", "award_type"))
    share = 60 / max(len(bodies), 1)
    columns = (
        Column("STT", 5, "center"),
        Column("Tên tập thể", 20),
        Column("Đề nghị", 15),
        *(Column(_heading(one.request), share) for one in bodies),
    )
    rows = tuple(
        (
            str(n),
            one.association.name_on(day),
            one.award_type.name_on(day, year.bloc.province),
            *(body.said_of(one) for body in bodies),
        )
        for n, one in enumerate(nominations, 1)
    )
    open_bodies = [one.request.body_name for one in bodies if one.is_open]
    blocks: list[Block] = [Table(columns, rows)]
    if open_bodies:
        blocks.append(Paragraph(f"(Chưa trả lời: {', '.join(open_bodies)}.)", is_missing=True))
    answered = sum(one.request.is_answered for one in bodies)
    blocks.append(
        Paragraph(f"Đã hỏi ý kiến {two_digits(len(bodies))} cơ quan; {two_digits(answered)} cơ quan trả lời")
    )
    name, position = default_signer(year, day)
    return Paper(
        kind="tong-hop-hiep-y",
        type_name="BẢNG TỔNG HỢP Ý KIẾN HIỆP Y",
        abstract=f"Về các tập thể đề nghị khen thưởng năm {year.year}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=signer(year, day, name=name, position=position),
        annex_to=letter_of(proposal, day),
        blocks=tuple(blocks),
        recipients=(year.bloc.standing_agency, "Lưu: VT, hồ sơ khen thưởng"),
        is_landscape=True,
    )


def _heading(request: OpinionRequest) -> str:
    """The body, with the paper it answered on."""
    if not request.document_number:
        return request.body_name
    dated = f" {long_date(request.document_date)}" if request.document_date else ""
    return f"{request.body_name} (văn bản số {request.document_number}{dated})"
