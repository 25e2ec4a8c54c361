"""A paper of the year goes out, gets its signed copy, is taken back."""

import datetime
from dataclasses import dataclass, replace
from functools import partial

from django.conf import settings
from django.db import models, transaction

from awards.notifications import tell_issued
from awards.papers import YearPaper, date_fault, final, require_unfiled, subjects
from base.workflow import Refused
from blocs.models import BlocYear
from documents.actions.issuing import as_issued, issue
from documents.actions.signed_copies import keep_signed
from documents.models import IssuedDocument, SignedCopy, subject_key
from members.models import User


def issue_paper(
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
    by: User,
) -> IssuedDocument:
    """Render for the last time, store, register. Refused when it cannot be issued or the number is taken."""
    if sheet.waits:
        raise Refused(f"Chưa ban hành được: còn chờ bước “{sheet.waits}”.")
    require_unfiled(sheet.kind.code, sheet.subject, year)
    if fault := date_fault(sheet, year, dated):
        raise Refused(fault)
    paper = final(
        sheet,
        year,
        number=number,
        dated=dated,
        name=name,
        position=position,
        capacity=capacity,
        authorisation=authorisation,
        letter=letter,
    )
    if paper.missing:
        raise Refused(f"Chưa ban hành được, còn thiếu: {'; '.join(paper.missing)}.")
    tell = partial(tell_issued, year=year, subject=sheet.subject) if sheet.kind.is_told else None
    return issue(paper, subject=sheet.subject, by=by, tell=tell)


@dataclass(frozen=True)
class Issue:
    """One paper that is about to be issued, with what it is issued with."""

    sheet: YearPaper
    number: int | None
    dated: datetime.date
    signs: dict[str, str]  # name, position, capacity, authorisation

    letter: tuple[int, datetime.date] | None = None  # the Tờ trình it goes with, issued at the same time

    @property
    def facts(self) -> dict:
        return {"number": self.number, "dated": self.dated, "letter": self.letter, **self.signs}


def with_letters(issues: list[Issue]) -> list[Issue]:
    """The same, each paper of a proposal with number and day of its Tờ trình, which comes first."""
    letters = {
        one.sheet.subject: (one.number, one.dated)
        for one in issues
        if one.sheet.kind.code == "to-trinh" and one.number
    }
    first = sorted(issues, key=lambda one: one.sheet.kind.code != "to-trinh")
    return [replace(one, letter=letters.get(one.sheet.subject)) for one in first]


def issue_several(issues: list[Issue], year: BlocYear, *, by: User) -> list[IssuedDocument]:
    """Issue all of these papers, or none. Refused with the paper's name; PdfPending until all are rendered."""
    issues = with_letters(issues)
    begin_rendering(issues, year)
    issued = []
    with transaction.atomic():
        for one in issues:
            try:
                issued.append(issue_paper(one.sheet, year, by=by, **one.facts))
            except Refused as refusal:
                raise Refused(f"{one.sheet.title}: {refusal}") from refusal
    return issued


def begin_rendering(issues: list[Issue], year: BlocYear) -> None:
    """Have all of them rendered at the same time; PdfPending while one is under way.

    Where no processes render (settings.PDF_WORKERS is 0), each is rendered when it is issued.
    """
    if not settings.PDF_WORKERS:
        return
    from documents.pdf_workers import PdfPending, render_pdf

    pending: PdfPending | None = None
    for one in issues:
        paper, _ = as_issued(final(one.sheet, year, **one.facts), one.sheet.subject)
        try:
            render_pdf(paper)
        except PdfPending as still:
            pending = still
    if pending:
        raise pending


def attach_signed(
    document: IssuedDocument,
    year: BlocYear,
    subject: models.Model,
    *,
    pdf: bytes,
    kind: str,
    signatures: list,
    by: User,
) -> SignedCopy:
    """Keep a signed copy of an issued paper. Refused where it does not stand any more, or the dossier was sent."""
    require_unfiled(document.kind, subject, year)
    return keep_signed(document, pdf, kind=kind, signatures=signatures, by=by)


def withdraw_paper(document: IssuedDocument, year: BlocYear, *, by: User, reason: str) -> None:
    """Take an issued paper back. Refused when it does not stand any more, or belongs to a dossier that was sent."""
    subject = next(s for s in subjects(year) if subject_key(s) == document.subject)
    require_unfiled(document.kind, subject, year)
    document.withdraw(by=by, reason=reason)
