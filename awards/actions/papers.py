"""A paper of the year goes out, gets its signed copy, is taken back."""

import datetime
from functools import partial

from django.db import models

from awards.notifications import tell_issued
from awards.papers import YearPaper, date_fault, final, require_unfiled, subjects
from base.workflow import Refused
from blocs.models import BlocYear
from documents.actions.issuing import issue
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
    by: User,
) -> IssuedDocument:
    """Render for the last time, store, register. Refused when it cannot be issued or the number is taken."""
    if sheet.waits:
        raise Refused(f"Chưa ban hành được: còn chờ bước “{sheet.waits}”.")
    require_unfiled(sheet.kind.code, sheet.subject, year)
    if fault := date_fault(sheet, year, dated):
        raise Refused(fault)
    paper = final(sheet, year, number=number, dated=dated, name=name, position=position)
    if paper.missing:
        raise Refused(f"Chưa ban hành được, còn thiếu: {'; '.join(paper.missing)}.")
    tell = partial(tell_issued, year=year, subject=sheet.subject) if sheet.kind.is_told else None
    return issue(paper, subject=sheet.subject, by=by, tell=tell)


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
