"""The real case some months further on: reports being written, checked and verified, so that those pages exist too."""

from django.utils import timezone

from blocs.models import BlocYear, Milestone
from members.models import Association, Officer, User
from pledges.actions.evidence import add_evidence
from pledges.models import Report

from .factories import fill
from .test_fuzz import notice_of_the_demo, poll_of_the_demo


def signatory_of(association: Association) -> User:
    return Officer.objects.filter(association=association, role="signatory").first().user


def prove(report: Report) -> None:
    """One document for every criterion that asks for evidence."""
    lines = report.lines.filter(criterion__needs_evidence=True)
    facts = {
        "document_number": "12/BC-HNCT",
        "document_title": "Báo cáo chuyên đề",
    }
    add_evidence(report, by=signatory_of(report.association), lines=dict.fromkeys(lines, ""), **facts)


def go_on() -> None:
    """2024: annual reports are open; tnxp writes one, nct and hlg have theirs accepted, ctd's waits."""
    year = BlocYear.objects.with_parties().get(year=2024)
    secretary = User.objects.get(email__startswith="soan.hlg@")
    year.reach(Milestone.Kind.SELF_SCORING_OPENED, by=secretary)
    drafts = {}
    for code in ("tnxp", "nct", "hlg", "ctd"):
        body = Association.objects.get(code=code)
        drafts[code] = Report.start(year=year, association=body, kind=Report.Kind.ANNUAL)
    for code in ("nct", "hlg", "ctd"):
        prove(fill(drafts[code]))
        drafts[code].submit(by=signatory_of(drafts[code].association))
    for code in ("nct", "hlg"):
        drafts[code].accept(by=secretary)
    User.objects.update(welcomed_at=timezone.now())
    notice_of_the_demo()
    poll_of_the_demo()
