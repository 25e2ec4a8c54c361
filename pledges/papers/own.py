"""What papers of a member have in common: its letterhead, whom they go to, by which plan."""

import datetime

from django.utils import timezone

from base.vietnamese import long_date
from blocs.documents import lead_of
from blocs.models import BlocYear
from documents.capacities import signature_lines
from documents.models import IssuedDocument
from documents.papers import Letterhead, Paper, Paragraph, Signer
from members.models import signatories_of
from pledges.models import Submission


def plan_reference(year: BlocYear) -> str:
    """Kế hoạch số 01/KH-BĐD ngày 10 tháng 02 năm 2023 của …; empty where none stands."""
    plan = IssuedDocument.objects.about(year).filter(kind="ke-hoach").standing().without_bytes().first()
    if plan is None:
        return ""
    return f"Kế hoạch số {plan.reference} {long_date(plan.issued_on)} về thi đua năm {year.year} của {year.bloc.name}"


def plan_named(year: BlocYear) -> str:
    """The plan with its number, or as one speaks of it where none was issued."""
    return plan_reference(year) or f"kế hoạch thi đua năm {year.year} của {year.bloc.name}"


def opening(submission: Submission, day: datetime.date, what: str) -> Paragraph:
    """By which plan, and who tells what."""
    year = submission.bloc_year
    body = submission.association.name_on(day)
    return Paragraph(f"Thực hiện {plan_named(year)}, {body} {what} như sau:", is_lead_in=True)


def paper_day(submission: Submission) -> datetime.date:
    """The day whose name and signatory a paper of a member carries: of its last handing in, today while open."""
    if submission.is_open:
        return timezone.localdate()
    newest = submission.versions.order_by("number").last()
    return timezone.localdate(newest.received_at if newest else submission.first_submitted_at)


def own_paper(submission, day: datetime.date, **parts) -> Paper:
    """A paper of the member itself: its letterhead, its signatory, to be printed and signed."""
    body = submission.association.identity_on(day)
    signatories = signatories_of([submission.association_id], day)
    name, position = signatories.get(submission.association_id, ("", ""))
    lines = signature_lines(position, collective=body.collective)
    year = submission.bloc_year
    return Paper(
        letterhead=Letterhead(
            body.parent_name.upper(),
            body.letterhead_name or body.official_name.upper(),
            body.abbreviation,
            submission.association.place,
        ),
        drafted_for=day,
        signer=Signer(name=name, position=position, lines=lines),
        addressees=(lead_of(year), year.bloc.standing_agency),
        recipients=("Như trên", "Lưu: VT"),
        is_draft=False,
        **parts,
    )
