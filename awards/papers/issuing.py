"""A paper of the year on its way out: what stops it, what is warned of, issue, signed copy, withdrawal."""

import datetime
from dataclasses import replace

from django.conf import settings
from django.utils.timezone import localdate

from awards.models import Conference, Nomination, Proposal
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.documents import signer
from blocs.models import BlocYear, Handover, LegalInstrument
from documents.models import is_address_local
from documents.papers import Heading, Paper, Paragraph, Table
from pledges.models import Pledge
from pledges.papers import pledge_warnings

from .annexes import letter_named
from .kinds import DOSSIER, Step
from .of_year import YearPaper, last_day_of


def final(
    sheet: YearPaper,
    year: BlocYear,
    *,
    number: int | None,
    dated: datetime.date,
    name: str,
    position: str,
    capacity: str = "",
    authorisation: str = "",
    letter: tuple[int, datetime.date] | None = None,
) -> Paper:
    """The paper as it will be issued: names, header, signer and law as of that day.

    `letter` is number and day of the Tờ trình it goes with, where both are issued at once.
    """
    paper = replace(sheet.kind.make(sheet.subject, dated), has_qr=year.prints_qr)
    if letter and paper.annex_to:
        paper = replace(paper, annex_to=letter_named(year, dated, *letter))
    signs = paper.signer
    if sheet.kind.signed_by_lead:
        signs = signer(
            year, dated, name=name, position=position, capacity=capacity, authorisation=authorisation
        )
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


def date_fault(sheet: YearPaper, year: BlocYear, dated: datetime.date) -> str:
    """Why a paper may not carry this date; empty where it may.

    Minutes carry the day of what they tell, what rests on the conference no day before it, an invitation no day
    after what it calls to.
    """
    subject = sheet.subject
    if sheet.kind.is_invitation:
        called_for = last_day_of(sheet, year)
        is_late = dated > called_for
        return f"Giấy mời không gửi sau ngày mời ({short_date(called_for)})." if is_late else ""
    day = subject.day if isinstance(subject, Conference | Handover) else None
    if day and dated != day:
        return f"Biên bản ghi đúng ngày diễn ra: {short_date(day)}."
    conference = Conference.objects.filter(bloc_year=year).first()
    if sheet.kind.waits_for == Step.CONFERENCE_CLOSED and conference and dated < conference.day:
        return f"Ngày văn bản không trước ngày họp bình xét ({short_date(conference.day)})."
    return ""


def local_address(year: BlocYear) -> str:
    """The address beside the QR code where it leads nowhere from another machine; empty where all is well."""
    return settings.SITE_URL if year.prints_qr and is_address_local() else ""


def warnings(sheet: YearPaper, paper: Paper) -> list[str]:
    """What whoever issues should have seen first; it does not stop the issue."""
    unsigned = pledge_warnings(sheet.subject) if isinstance(sheet.subject, Pledge) else []
    return law_warnings(paper) + unsigned
