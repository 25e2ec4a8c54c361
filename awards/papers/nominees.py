"""The papers about who is proposed: Danh sách đề nghị, Tóm tắt thành tích, Báo cáo thành tích."""

import datetime
from itertools import groupby

from awards.ledger import YEARS_BESIDE_A_NOMINEE, ledger_of, recent_awards
from awards.models import Award, Nomination, Proposal, Violation
from base.vietnamese import number, sentence, short_date, two_digits
from blocs.documents import default_signer, lead_of, letterhead, signer
from blocs.models import AwardType, FormPart, achievement_form
from documents.capacities import signature_lines
from documents.papers import Block, Column, Heading, Letterhead, Paper, Paragraph, Signer, Table, items
from members.models import Province, signatories_of
from pledges.models import Registration, Report
from pledges.papers import ANNUAL_FIGURE_COLUMNS, figure_rows, situation

from .annexes import letter_of
from .tables import short_votes_text, votes_text

LIST_COLUMNS = (
    Column("STT", 4, "center"),
    Column("Tên tập thể", 18),
    Column("Tổng điểm", 6, "center"),
    Column("Xếp hạng", 6, "center"),
    Column("Số phiếu, tỷ lệ", 10, "center"),
    Column("Danh hiệu, hình thức đề nghị", 13),
    Column("Tóm tắt thành tích", 35),
    Column("Ghi chú", 8),
)


def _nominations(proposal: Proposal) -> list[Nomination]:
    nominations = proposal.nominations.select_related("association", "award_type", "vote")
    return list(nominations.prefetch_related("association__former_names"))


def _paper_of(proposal: Proposal, day, **parts) -> Paper:
    """What goes with the Tờ trình, by the lead."""
    year = proposal.bloc_year
    name, position = default_signer(year, day)
    return Paper(
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=signer(year, day, name=name, position=position),
        annex_to=letter_of(proposal, day),
        **parts,
    )


def nominee_list_paper(proposal: Proposal, day: datetime.date) -> Paper:
    """Danh sách tập thể đề nghị: every nominee on one landscape table."""
    rows = tuple(
        (
            str(n),
            one.association.name_on(day),
            number(one.total),
            str(one.rank),
            short_votes_text(one),
            one.award_type.name_on(day, proposal.bloc_year.bloc.province),
            sentence(one.achievements),
            one.override_reason,
        )
        for n, one in enumerate(_nominations(proposal), 1)
    )
    year = proposal.bloc_year
    blocks: list[Block] = [Table(LIST_COLUMNS, rows)] if rows else []
    blocks.append(Paragraph(f"Danh sách có {two_digits(len(rows))} đề nghị của {year.bloc.name}"))
    return _paper_of(
        proposal,
        day,
        kind="danh-sach-de-nghi",
        type_name="DANH SÁCH",
        abstract=f"Tập thể đề nghị khen thưởng năm {year.year} của {year.bloc.name}",
        blocks=tuple(blocks),
        is_landscape=True,
    )


def summary_paper(proposal: Proposal, day: datetime.date) -> Paper:
    """Tóm tắt thành tích: each nominee's place, results, earlier awards, and whether anything stands against it."""
    year, nominations = proposal.bloc_year, _nominations(proposal)
    recent = recent_awards({n.association_id for n in nominations}, year.year)
    against = {f.association_id: f.reason for f in Violation.objects.filter(bloc_year=year, cleared_on=None)}
    blocks: list = []
    for n, (association, group) in enumerate(groupby(_by_body(nominations), key=lambda n: n.association), 1):
        blocks.append(Heading(f"{n}. {association.name_on(day)}", level=2))
        blocks += _summary(list(group), recent[association.pk], against.get(association.pk), day)
    whose = "Tập thể" if len({n.association_id for n in nominations}) == 1 else "Các tập thể"
    if not blocks:
        blocks.append(Paragraph("Không có tập thể nào được đề nghị."))
    blocks.append(Paragraph(f"Trên đây là tóm tắt thành tích của các tập thể được đề nghị năm {year.year}"))
    return _paper_of(
        proposal,
        day,
        kind="tom-tat-thanh-tich",
        type_name="TÓM TẮT THÀNH TÍCH",
        abstract=f"{whose} đề nghị khen thưởng năm {year.year} của {year.bloc.name}",
        blocks=tuple(blocks),
    )


def _by_body(nominations: list[Nomination]) -> list[Nomination]:
    return sorted(nominations, key=lambda n: (n.rank, n.association_id, n.award_type.position))


def _summary(group: list[Nomination], recent: list[Award], against: str | None, day: datetime.date) -> list:
    first = group[0]
    province = first.proposal.bloc_year.bloc.province
    awards_sought = "; ".join(f"{n.award_type.name_on(day, province)}, {votes_text(n)}" for n in group)
    achievements = next((n.achievements for n in group if n.achievements), "")
    given = [f"{a.award_type.name_on(a.decision.dated, province)} năm {a.year}" for a in recent]
    awards = "; ".join(given) or "chưa ghi khen thưởng nào"
    lines = items(
        [
            f"Tổng điểm {number(first.total)}, xếp hạng {first.rank} trong khối",
            f"Khen thưởng {two_digits(YEARS_BESIDE_A_NOMINEE)} năm trước: {awards}",
            f"Chấp hành pháp luật: {against or 'không vi phạm'}",
            f"Đề nghị: {awards_sought}",
        ]
    )
    prose = [Paragraph(sentence(line)) for line in achievements.splitlines() if line.strip()]
    return [*(prose or [Paragraph("(Chưa viết tóm tắt thành tích.)", is_missing=True)]), *lines]


AWARD_COLUMNS = (
    Column("Năm", 14, "center"),
    Column("Danh hiệu, hình thức", 40),
    Column("Số, ngày, tháng, năm của quyết định; cơ quan ban hành", 46),
)


def _ledger(awards: list[Award], kind: str, name: str, province: Province) -> list:
    """Part III comes from decisions in the ledger, an earlier body's under the name it carried then."""
    rows = tuple(
        (
            str(a.year),
            a.award_type.name_on(a.decision.dated, province)
            + ("" if a.carried_name == name else f" ({a.carried_name})"),
            f"{a.decision.number}, {short_date(a.decision.dated)}; {a.decision.authority}",
        )
        for a in awards
        if a.award_type.kind == kind
    )
    return [Table(AWARD_COLUMNS, rows)] if rows else [Paragraph("Chưa có.")]


def _results(nomination: Nomination) -> list:
    """Facts of the year beside what was written: targets, points, place, votes."""
    year = nomination.proposal.bloc_year
    report = Report.objects.filter(
        bloc_year=year, association=nomination.association_id, kind=Report.Kind.ANNUAL
    ).submitted()
    rows = figure_rows(latest) if (latest := report.first()) else ()
    opening = (
        f"Tổng điểm thi đua {number(nomination.total)}, xếp hạng {nomination.rank} trong {year.bloc.name};"
        f" hội nghị bình xét: {votes_text(nomination)}."
    )
    table = [
        Paragraph("Kết quả thực hiện chỉ tiêu đã đăng ký:", is_lead_in=True),
        Table(ANNUAL_FIGURE_COLUMNS, rows),
    ]
    return [Paragraph(opening), *(table if rows else [])]


def _situation(nomination: Nomination) -> list:
    body = nomination.association
    registered = Registration.objects.filter(
        bloc_year=nomination.proposal.bloc_year, association=body, first_submitted_at__isnull=False
    ).first()
    place = [
        ("Địa chỉ", body.address),
        ("Điện thoại", body.phone),
        ("Thành lập theo", body.founding_decision),
    ]
    lines = [f"{name}: {value}" for name, value in place if value]
    return [*items([*lines, *(situation(registered) if registered else [])])]


FACTS = {FormPart.Source.SITUATION: _situation, FormPart.Source.RESULTS: _results}


def _part(part: FormPart, nomination: Nomination, texts: dict[str, str], awards, name: str) -> list:
    province = nomination.proposal.bloc_year.bloc.province
    if part.source == FormPart.Source.TITLES:
        return _ledger(awards, AwardType.Kind.TITLE, name, province)
    if part.source == FormPart.Source.FORMS:
        return _ledger(awards, AwardType.Kind.FORM, name, province)
    if not part.is_written:
        return []
    lines = [Paragraph(line.strip()) for line in texts.get(part.source, "").splitlines() if line.strip()]
    facts: list[Block] = []
    if part.source == FormPart.Source.SITUATION:
        facts = _situation(nomination)
    elif part.source == FormPart.Source.RESULTS:
        facts = _results(nomination)
    return [*facts, *(lines or [Paragraph("(Chưa viết.)", is_missing=True)])]


def achievement_paper(nomination: Nomination, day: datetime.date) -> Paper:
    """Báo cáo thành tích on the nominee's own letterhead, in the form of the instrument in force that day."""
    association, form = nomination.association, achievement_form(nomination.award_type, day)
    body, name = association.identity_on(day), association.name_on(day)
    year = nomination.proposal.bloc_year
    award = nomination.award_type.name_on(day, year.bloc.province)
    texts = {t.source: t.text for t in nomination.texts.all()}
    awards = ledger_of(association)
    blocks: list = [
        Paragraph(f"Tên tập thể đề nghị: {name}."),
    ]
    for part in form.parts.all() if form else []:
        blocks += [
            Heading(part.title, level=part.level),
            *_part(part, nomination, texts, awards, name),
        ]
    if form is None:
        blocks.append(Paragraph("(Chưa có mẫu báo cáo thành tích cho ngày này.)", is_missing=True))
    signs, position = signatories_of([association.pk], day).get(association.pk, ("", ""))
    if not signs:
        blocks.append(Paragraph("(Chưa có lãnh đạo ký của đơn vị trong hệ thống.)", is_missing=True))
    blocks.append(Paragraph(f"Trên đây là báo cáo thành tích của {name}"))
    lines = signature_lines(position, collective=body.collective)
    return Paper(
        kind="bao-cao-thanh-tich",
        type_name="BÁO CÁO THÀNH TÍCH",
        abstract=f"Đề nghị tặng {award} năm {year.year}",
        letterhead=Letterhead(
            body.parent_name.upper(),
            body.letterhead_name or body.official_name.upper(),
            body.abbreviation,
            association.place,
        ),
        type_code="BC",
        drafted_for=day,
        signer=Signer(name=signs, position=position, lines=lines),
        other_signers=_confirmation(form),
        blocks=tuple(blocks),
        recipients=(lead_of(year), year.bloc.standing_agency, "Lưu: VT"),
    )


def _confirmation(form) -> tuple[Signer, ...]:
    """The superior's confirmation, where the form has one."""
    if form is None or not form.confirmed_by:
        return ()
    return (Signer(lines=("XÁC NHẬN CỦA", form.confirmed_by.upper())),)
