"""The papers of a year: which there are, what each needs, how each is made and issued."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from awards.models import Conference, Nomination, Proposal
from awards.standings import score_table
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.documents import signer
from blocs.models import BlocYear, Handover, LegalInstrument, Milestone
from documents.models import IssuedDocument, SignedCopy, issue, keep_signed, subject_key, withdraw
from documents.papers import Heading, Paper, Paragraph, Table
from pledges.documents import pledge_paper, pledge_warnings
from pledges.models import Pledge

from .conference import ballot_minutes_paper, minutes_paper
from .handover import handover_paper
from .nominees import achievement_paper, nominee_list_paper, summary_paper
from .proposal import proposal_paper
from .registrations import registrations_paper
from .review import rank_paper, reasons_paper, review_paper


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its title on pages, what it is about, and the step it waits for."""

    code: str
    title: str
    make: Callable[[Any, datetime.date], Paper]
    about: type
    waits_for: str
    is_numbered: bool = True
    signed_by_lead: bool = True
    is_members: bool = False  # of the nominee itself: its letterhead, its register, its signature


Step = Milestone.Kind

KINDS = {
    kind.code: kind
    for kind in [
        Kind(
            "bang-tong-hop-dang-ky",
            "Bảng tổng hợp đăng ký thi đua",
            make=registrations_paper,
            about=BlocYear,
            waits_for=Step.REGISTRATION_CLOSED,
            is_numbered=False,
        ),
        Kind(
            "giao-uoc",
            "Bản giao ước thi đua",
            make=pledge_paper,
            about=Pledge,
            waits_for=Step.PLEDGE_SIGNED,
            is_numbered=False,
            signed_by_lead=False,
        ),
        Kind(
            "bao-cao-tong-ket",
            "Báo cáo tổng kết năm của khối",
            make=review_paper,
            about=BlocYear,
            waits_for=Step.CONFERENCE_CLOSED,
        ),
        Kind(
            "bang-tong-hop-diem",
            "Bảng tổng hợp điểm, xếp hạng",
            make=rank_paper,
            about=BlocYear,
            waits_for=Step.SCORES_LOCKED,
            is_numbered=False,
        ),
        Kind(
            "giai-trinh-xep-hang",
            "Bảng giải trình xếp hạng",
            make=reasons_paper,
            about=BlocYear,
            waits_for=Step.SCORES_LOCKED,
            is_numbered=False,
        ),
        Kind(
            "bien-ban-hop",
            "Biên bản họp bình xét",
            make=minutes_paper,
            about=Conference,
            waits_for=Step.CONFERENCE_CLOSED,
            signed_by_lead=False,
        ),
        Kind(
            "bien-ban-kiem-phieu",
            "Biên bản kiểm phiếu",
            make=ballot_minutes_paper,
            about=Conference,
            waits_for=Step.CONFERENCE_CLOSED,
            signed_by_lead=False,
        ),
        Kind(
            "bao-cao-thanh-tich",
            "Báo cáo thành tích",
            make=achievement_paper,
            about=Nomination,
            waits_for=Step.CONFERENCE_CLOSED,
            signed_by_lead=False,
            is_members=True,
        ),
        Kind(
            "danh-sach-de-nghi",
            "Danh sách trích ngang tập thể đề nghị",
            make=nominee_list_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
            is_numbered=False,
        ),
        Kind(
            "tom-tat-thanh-tich",
            "Tóm tắt thành tích",
            make=summary_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
            is_numbered=False,
        ),
        Kind(
            "to-trinh",
            "Tờ trình đề nghị khen thưởng",
            make=proposal_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
        ),
        Kind(
            "bien-ban-ban-giao",
            "Biên bản bàn giao",
            make=handover_paper,
            about=Handover,
            waits_for=Step.PROPOSAL_FILED,
            signed_by_lead=False,
        ),
    ]
}
OF_MEMBERS = [kind.code for kind in KINDS.values() if kind.is_members]
DOSSIER = (
    "bao-cao-tong-ket",
    "bang-tong-hop-diem",
    "bien-ban-hop",
    "bien-ban-kiem-phieu",
    "bao-cao-thanh-tich",
    "danh-sach-de-nghi",
    "tom-tat-thanh-tich",
    "to-trinh",
)


@dataclass(frozen=True)
class Sheet:
    """A paper of this year as pages show it: what it is about, and the issued one if there is."""

    kind: Kind
    subject: Any
    issued: IssuedDocument | None
    waits: str

    @property
    def key(self) -> str:
        return f"{self.kind.code}/{self.subject.pk}"

    @property
    def title(self) -> str:
        """Its kind, and of which nominee or for whom, where a year has several."""
        subject = self.subject
        if isinstance(subject, Nomination):
            return f"{self.kind.title}: {subject.association.short_name} ({subject.award_type})"
        if isinstance(subject, Proposal) and subject.authority:
            return f"{self.kind.title} ({subject.authority})"
        return self.kind.title

    @property
    def proposal_id(self) -> int | None:
        """The dossier it belongs to; None for papers that all dossiers of the year share."""
        if isinstance(self.subject, Proposal):
            return self.subject.pk
        return self.subject.proposal_id if isinstance(self.subject, Nomination) else None


def subjects(year: BlocYear) -> list:
    """Everything of the year that papers are about."""
    found = [year, *Pledge.objects.filter(bloc_year=year), *Conference.objects.filter(bloc_year=year)]
    proposals = list(Proposal.objects.filter(bloc_year=year).order_by("pk"))
    for proposal in proposals:
        proposal.bloc_year = year
    nominations = Nomination.objects.filter(proposal__in=proposals).select_related(
        "association", "award_type", "vote", "proposal"
    )
    found += [*proposals, *nominations.prefetch_related("association__former_names").order_by("pk")]
    return found + list(Handover.objects.filter(bloc_year=year).select_related("receiver"))


def issued_papers(year: BlocYear, *about) -> list[IssuedDocument]:
    """What was issued about the whole year, or only about these; newest first, without the bytes."""
    return list(IssuedDocument.objects.about(*about or subjects(year)).without_bytes())


def sheets(year: BlocYear) -> list[Sheet]:
    """All papers of the year, in the order of the year, issued or not."""
    about = subjects(year)
    for subject in about:
        if isinstance(subject, Nomination):
            subject.proposal.bloc_year = year
        elif subject is not year:
            subject.bloc_year = year
    newest: dict[tuple[str, str], IssuedDocument] = {}
    for document in IssuedDocument.objects.about(*about).standing().without_bytes():
        newest.setdefault((document.kind, document.subject), document)
    return [
        Sheet(
            kind,
            subject,
            newest.get((kind.code, subject_key(subject))),
            waiting(kind, year),
        )
        for kind in KINDS.values()
        for subject in about
        if isinstance(subject, kind.about)
    ]


def waiting(kind: Kind, year: BlocYear) -> str:
    """Which step a paper waits for before it can be issued; empty when it can."""
    return "" if year.is_done(kind.waits_for) else Milestone.Kind(kind.waits_for).label


def obstacles(year: BlocYear, proposal: Proposal) -> list[str]:
    """What stands between a dossier and its filing: nominees no longer eligible, papers not issued yet."""
    table = score_table(year)
    rows = [table.row_of(n.association_id) for n in proposal.nominations.order_by("pk")]
    barred = {
        f"{row.association.short_name} không còn đủ điều kiện: {'; '.join(row.reasons)}. Hãy rút đề nghị."
        for row in rows
        if row and not row.is_eligible
    }
    return sorted(barred) + missing_papers(year, proposal)


def missing_papers(year: BlocYear, proposal: Proposal) -> list[str]:
    """Papers of the dossier that are not issued yet, in the reader's words."""
    wanted = dossier_sheets(year, proposal)
    found = [f"Chưa ban hành: {sheet.title}." for sheet in wanted if not sheet.issued]
    if not year.signed_reports_required:
        return found
    reports = [(s, s.issued) for s in wanted if s.kind.is_members and s.issued]
    copies = SignedCopy.objects.filter(document__in=[issued for _, issued in reports]).without_bytes()
    signed = {copy.document_id for copy in copies if copy.is_valid}
    return found + [f"Chưa gắn bản ký: {s.title}." for s, issued in reports if issued.pk not in signed]


def dossier_sheets(year: BlocYear, proposal: Proposal) -> list[Sheet]:
    """The papers that go to the province with this proposal."""
    return [s for s in sheets(year) if s.kind.code in DOSSIER and s.proposal_id in (None, proposal.pk)]


def draft_day(sheet: Sheet, year: BlocYear) -> datetime.date:
    """The day whose names and law a draft follows: of the signing, of the conference, else the year's last."""
    if isinstance(sheet.subject, Pledge):
        return localdate(sheet.subject.signed_at) if sheet.subject.signed_at else year.last_day
    if isinstance(sheet.subject, Handover):
        return sheet.subject.day
    closed = year.timeline.get(sheet.kind.waits_for)
    if sheet.kind.code == "bang-tong-hop-dang-ky" and closed and closed.done_at:
        return localdate(closed.done_at)
    conference = Conference.objects.filter(bloc_year=year).first()
    return conference.day if conference else year.last_day


def draft(sheet: Sheet, year: BlocYear) -> Paper:
    return sheet.kind.make(sheet.subject, draft_day(sheet, year))


def final(
    sheet: Sheet, year: BlocYear, *, number: int | None, dated: datetime.date, name: str, position: str
) -> Paper:
    """The paper as it will be issued: names, header, signer and law as of that day."""
    paper = sheet.kind.make(sheet.subject, dated)
    signs = signer(year, dated, name=name, position=position) if sheet.kind.signed_by_lead else paper.signer
    return paper.issued(number=number, dated=dated, signer=signs)


def law_warnings(paper: Paper) -> list[str]:
    """Instruments the paper names that are not in force on its date, and what replaced them."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    prose = [block.text for block in paper.blocks if isinstance(block, Paragraph | Heading)]
    text = " ".join([*paper.bases, *cells, *prose])
    in_force = LegalInstrument.objects.in_force_on(paper.dated or localdate())
    stale = LegalInstrument.objects.exclude(pk__in=in_force).select_related("replaced_by")
    return [
        f"{i} không có hiệu lực vào ngày {short_date(paper.dated)}."
        + (f" Văn bản thay thế: {i.replaced_by}." if i.replaced_by else "")
        for i in stale
        if any(name in text for name in i.names)
    ]


def can_still_change(kind: str, subject, year: BlocYear) -> bool:
    """Whether the paper belongs to no dossier that was sent, or the province has asked for more."""
    filed = Proposal.objects.filter(bloc_year=year).exclude(state__in=Proposal.OPEN)
    if isinstance(subject, Proposal | Nomination):
        filed = filed.filter(pk=subject.pk if isinstance(subject, Proposal) else subject.proposal_id)
    return kind not in DOSSIER or not filed.exists()


def require_unfiled(kind: str, subject, year: BlocYear) -> None:
    """Refused where the paper belongs to a dossier that was sent."""
    if not can_still_change(kind, subject, year):
        raise Refused("Hồ sơ đã gửi, không ban hành, thu hồi, gắn bản ký được nữa.")


def attach_signed(
    document: IssuedDocument, year: BlocYear, subject, *, pdf: bytes, kind: str, signatures: list, by
) -> SignedCopy:
    """Keep a signed copy of an issued paper. Refused where it does not stand any more, or the dossier was sent."""
    require_unfiled(document.kind, subject, year)
    return keep_signed(document, pdf, kind=kind, signatures=signatures, by=by)


def date_fault(sheet: Sheet, year: BlocYear, dated: datetime.date) -> str:
    """Why a paper may not carry this date; empty where it may.

    Minutes carry the day of what they tell, what rests on the conference no day before it.
    """
    subject = sheet.subject
    day = subject.day if isinstance(subject, Conference | Handover) else None
    if day and dated != day:
        return f"Biên bản ghi đúng ngày diễn ra: {short_date(day)}."
    conference = Conference.objects.filter(bloc_year=year).first()
    if sheet.kind.waits_for == Step.CONFERENCE_CLOSED and conference and dated < conference.day:
        return f"Ngày văn bản không trước ngày họp bình xét ({short_date(conference.day)})."
    return ""


def warnings(sheet: Sheet, paper: Paper) -> list[str]:
    """What whoever issues should have seen first; it does not stop the issue."""
    unsigned = pledge_warnings(sheet.subject) if isinstance(sheet.subject, Pledge) else []
    return law_warnings(paper) + unsigned


def issue_paper(sheet: Sheet, year: BlocYear, *, by, **facts) -> IssuedDocument:
    """Render for the last time, store, register. Refused when it cannot be issued or the number is taken."""
    if sheet.waits:
        raise Refused(f"Chưa ban hành được: còn chờ bước “{sheet.waits}”.")
    require_unfiled(sheet.kind.code, sheet.subject, year)
    if fault := date_fault(sheet, year, facts["dated"]):
        raise Refused(fault)
    paper = final(sheet, year, **facts)
    if paper.missing:
        raise Refused(f"Chưa ban hành được, còn thiếu: {'; '.join(paper.missing)}.")
    return issue(paper, subject=sheet.subject, by=by)


def withdraw_paper(document: IssuedDocument, year: BlocYear, *, by, reason: str) -> None:
    """Take an issued paper back. Refused when it does not stand any more, or belongs to a dossier that was sent."""
    subject = next(s for s in subjects(year) if subject_key(s) == document.subject)
    require_unfiled(document.kind, subject, year)
    withdraw(document, by=by, reason=reason)


__all__ = [
    "DOSSIER",
    "KINDS",
    "OF_MEMBERS",
    "Sheet",
    "attach_signed",
    "can_still_change",
    "draft",
    "dossier_sheets",
    "date_fault",
    "draft_day",
    "final",
    "issue_paper",
    "issued_papers",
    "law_warnings",
    "missing_papers",
    "obstacles",
    "require_unfiled",
    "sheets",
    "subjects",
    "waiting",
    "warnings",
    "withdraw_paper",
]
