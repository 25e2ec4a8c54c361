"""Tờ trình đề nghị khen thưởng, with the list of nominees."""

import datetime
from itertools import groupby

from awards.models import Conference, Proposal
from awards.passed_over import BetterRanked, passed_over_of
from base.vietnamese import long_date, two_digits, uncapitalised
from blocs.documents import default_signer, lead_of, legal_bases, letterhead, signer
from blocs.models import BlocYear
from documents.models import IssuedDocument
from documents.papers import Block, Heading, Paper, Paragraph, items

from .conference import reasons_lacking
from .tables import nominee_table, out_of_rank


def _nominations(proposal: Proposal) -> list:
    nominations = proposal.nominations.select_related("award_type", "association", "vote")
    return list(nominations.prefetch_related("association__former_names"))


def _bases(proposal: Proposal, day) -> tuple[str, ...]:
    """The law in force that day, then the conference the proposal rests on."""
    conference = Conference.objects.filter(bloc_year=proposal.bloc_year).first()
    bases = legal_bases(day, proposal.bloc_year.bloc.province)
    if conference:
        minutes = (
            IssuedDocument.objects.about(conference).standing().filter(kind="bien-ban-hop").without_bytes()
        )
        issued = minutes.first()
        number = f" số {issued.reference}" if issued and issued.reference else ""
        bases.append(
            f"Căn cứ kết quả chấm điểm, bỏ phiếu và Biên bản họp bình xét{number} {long_date(conference.day)} của"
            f" {proposal.bloc_year.bloc.name}"
        )
    return tuple(bases)


def _request(group: list, award: str) -> str:
    """What is asked for, on which article. The province is asked to ask further for awards of the State."""
    award_type = group[0].award_type
    further = award_type.authority or "cấp có thẩm quyền"
    verb = f"xem xét, đề nghị {further} tặng" if award_type.level == "state" else "xem xét, tặng"
    bases = {nomination.basis for nomination in group}
    basis = f"Căn cứ {bases.pop()}, kính" if len(bases) == 1 and all(bases) else "Kính"
    return f"{basis} đề nghị {verb} {award} cho:"


def _notes(group: list, passed_over: list[BetterRanked], day) -> dict[int, str]:
    """Beside each nominee: whom it was put before, and its own article where not all rest on the same one."""
    notes = out_of_rank(group, passed_over, day)
    if len({nomination.basis for nomination in group}) > 1:
        for nomination in group:
            lines = filter(None, [f"Căn cứ {nomination.basis}", notes.get(nomination.pk, "")])
            notes[nomination.pk] = "; ".join(lines)
    return notes


def _summaries(nominations: list, day) -> list[str]:
    """What each nominee did, once even where it is proposed for two awards."""
    summaries = {
        n.association_id: f"{n.association.name_on(day)}: {n.achievements}"
        for n in nominations
        if n.achievements
    }
    return list(summaries.values())


def _gaps(nominations: list, addressees: tuple, passed_over: list[BetterRanked]) -> list[Paragraph]:
    """What a draft lacks, in red."""
    lacking = [f"(Chưa ghi căn cứ đề nghị {n}.)" for n in nominations if not n.basis]
    if not nominations:
        lacking.append("(Chưa có tập thể nào được đề nghị.)")
    if not addressees:
        lacking.insert(0, "(Chưa ghi nơi kính gửi: ghi ở trang Quy định của năm, phần Văn bản.)")
    return [*(Paragraph(text, is_missing=True) for text in lacking), *reasons_lacking(passed_over)]


def _award_parts(
    nominations: list, passed_over: list[BetterRanked], year: BlocYear, day: datetime.date
) -> list[tuple[str, list[Block]]]:
    """(heading, content) of each award; what is said of single nominees stands below the table."""
    parts: list[tuple[str, list[Block]]] = []
    for award_type, nominees_of_award in groupby(nominations, key=lambda n: n.award_type):
        group = list(nominees_of_award)
        award = award_type.name_on(day, year.bloc.province)
        notes = _notes(group, passed_over, day)
        said = [
            f"{one.association.name_on(day)}: {uncapitalised(notes[one.pk])}."
            for one in group
            if one.pk in notes
        ]
        table = nominee_table(group, day)
        content: list[Block] = [
            Paragraph(_request(group, award), is_lead_in=True),
            table,
            *map(Paragraph, said),
        ]
        parts.append((f"{award}: {two_digits(len(group))} tập thể", content))
    return parts


def _closing(nominations: list, year: BlocYear, day: datetime.date) -> str:
    """The chairman decides on awards of the province and forwards those of the State."""
    of_state = [n.award_type for n in nominations if n.award_type.level == "state"]
    authorities = list(dict.fromkeys(award.authority or "cấp có thẩm quyền" for award in of_state))
    verbs = ["quyết định"] if len(of_state) < len(nominations) or not nominations else []
    verbs += [f"trình {' và '.join(authorities)}"] if authorities else []
    return f"Kính đề nghị Chủ tịch Ủy ban nhân dân {year.bloc.province.on(day)} xem xét, {' và '.join(verbs)}"


def proposal_paper(proposal: Proposal, day: datetime.date) -> Paper:
    """Tờ trình: for each award its nominees with points, rank, votes with their base, and legal basis."""
    year = proposal.bloc_year
    nominations = _nominations(proposal)
    addressees = tuple(filter(None, map(str.strip, year.addressees.splitlines())))
    passed_over = passed_over_of(proposal, nominations)
    blocks: list[Block] = [
        *_gaps(nominations, addressees, passed_over),
        Paragraph(
            f"{year.lead.name_on(day)}, {lead_of(year)}, kính trình Chủ tịch Ủy ban nhân dân"
            f" {year.bloc.province.on(day)} xem xét khen thưởng thành tích thi đua năm {year.year} như sau:"
        ),
    ]
    parts = _award_parts(nominations, passed_over, year, day)
    if summaries := _summaries(nominations, day):
        parts.append(("Tóm tắt thành tích", [*items(summaries)]))
    for n, (title, content) in enumerate(parts, 1):
        blocks += [Heading(f"{n}. {title}", level=2), *content]
    opinions = "; Bảng tổng hợp ý kiến hiệp y" if proposal.opinion_requests.standing().exists() else ""
    blocks.append(
        Paragraph(
            "Gửi kèm: Danh sách tập thể đề nghị; Báo cáo thành tích và Tóm tắt thành tích của từng tập thể; Bảng tổng"
            f" hợp điểm, xếp hạng; Biên bản họp bình xét; Biên bản kiểm phiếu; Báo cáo tổng kết của khối{opinions}."
        )
    )
    blocks.append(Paragraph(_closing(nominations, year, day)))
    name, position = default_signer(year, day)
    awards = [n.award_type.name_on(day, year.bloc.province) for n in nominations]
    titles = " và ".join(dict.fromkeys(awards)) or "khen thưởng"
    return Paper(
        kind="to-trinh",
        type_name="TỜ TRÌNH",
        abstract=f"Về việc đề nghị tặng {titles} năm {year.year}",
        letterhead=letterhead(year, day),
        type_code="TTr",
        drafted_for=day,
        signer=signer(year, day, name=name, position=position),
        addressees=addressees,
        bases=_bases(proposal, day),
        blocks=tuple(blocks),
        recipients=("Như trên", "Các đơn vị thành viên khối", "Lưu: VT, hồ sơ khen thưởng"),
    )
