"""The papers of one year: which there are, what each still waits for, what a dossier lacks."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from awards.models import Conference, Nomination, OpinionRequest, Proposal
from awards.standings import score_table
from base.workflow import Gap
from blocs.models import BlocYear, Handover, Milestone
from documents.models import IssuedDocument, SignedCopy, subject_key
from documents.papers import Paper
from pledges.models import Pledge

from .kinds import DOSSIER, KINDS, Kind

# Papers whose words are written on a page of the year.
WRITTEN_AT = {"ke-hoach": "blocs:plan-edit", "bao-cao-tong-ket": "awards:review-edit"}


@dataclass(frozen=True)
class YearPaper:
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
        if isinstance(subject, OpinionRequest):
            return f"{self.kind.title}: {subject.body_name}"
        if isinstance(subject, Proposal) and subject.authority:
            return f"{self.kind.title} ({subject.authority})"
        return self.kind.title

    def words_url(self, year: BlocYear) -> str:
        """Where what its draft lacks is written; empty where that is in several places."""
        subject = self.subject
        if self.kind.code in WRITTEN_AT:
            return reverse(WRITTEN_AT[self.kind.code], args=[year.pk])
        if isinstance(subject, Nomination):
            return reverse("awards:achievement", args=[subject.pk])
        if isinstance(subject, Proposal):
            return subject.get_absolute_url()
        if isinstance(subject, Conference):
            return reverse("awards:prose-edit", args=[year.pk])
        return ""

    @property
    def file_stem(self) -> str:
        """What its files are called before the ending; of several nominees each has its own."""
        subject = self.subject
        if isinstance(subject, Nomination):
            return f"{self.kind.code}-{subject.association.code}-{subject.award_type.code}"
        return self.kind.code

    def issue_url(self, year: BlocYear) -> str:
        """Where it is looked at once more and issued."""
        return reverse("awards:paper-issue", args=[year.pk, self.kind.code, self.subject.pk])

    @property
    def proposal_id(self) -> int | None:
        """The dossier it belongs to; None for papers that all dossiers of the year share."""
        if isinstance(self.subject, Proposal):
            return self.subject.pk
        of_one = isinstance(self.subject, Nomination | OpinionRequest)
        return self.subject.proposal_id if of_one else None


def subjects(year: BlocYear) -> list:
    """Everything of the year that papers are about."""
    things = [year, *Pledge.objects.filter(bloc_year=year), *Conference.objects.filter(bloc_year=year)]
    proposals = list(Proposal.objects.filter(bloc_year=year).order_by("pk"))
    for proposal in proposals:
        proposal.bloc_year = year
    nominations = Nomination.objects.filter(proposal__in=proposals).select_related(
        "association", "award_type", "vote", "proposal"
    )
    things += [*proposals, *nominations.prefetch_related("association__former_names").order_by("pk")]
    requests = OpinionRequest.objects.standing().filter(proposal__in=proposals)
    things += requests.select_related("proposal", "body").order_by("pk")
    return things + list(Handover.objects.filter(bloc_year=year).select_related("receiver"))


def issued_papers(year: BlocYear, *about) -> list[IssuedDocument]:
    """What was issued about the whole year, or only about these; newest first, without the bytes."""
    return list(IssuedDocument.objects.about(*about or subjects(year)).without_bytes())


def year_papers(year: BlocYear) -> list[YearPaper]:
    """All papers of the year, in the order of the year, issued or not."""
    about = subjects(year)
    for subject in about:
        if isinstance(subject, Nomination | OpinionRequest):
            subject.proposal.bloc_year = year
        elif subject is not year:
            subject.bloc_year = year
    newest: dict[tuple[str, str], IssuedDocument] = {}
    for document in IssuedDocument.objects.about(*about).standing().without_bytes():
        newest.setdefault((document.kind, document.subject), document)
    return [
        YearPaper(
            kind,
            subject,
            newest.get((kind.code, subject_key(subject))),
            waiting(kind, year),
        )
        for kind in KINDS.values()
        for subject in about
        if isinstance(subject, kind.about) and kind.is_there(subject)
    ]


def waiting(kind: Kind, year: BlocYear) -> str:
    """Which step a paper waits for before it can be issued; empty when it can."""
    if not kind.waits_for or year.is_done(kind.waits_for):
        return ""
    return Milestone.Kind(kind.waits_for).label


def obstacles(year: BlocYear, proposal: Proposal) -> list[Gap]:
    """What stands between a dossier and its filing: nominees no longer eligible, papers not issued yet."""
    table = score_table(year)
    rows = [table.row_of(n.association_id) for n in proposal.nominations.order_by("pk")]
    barred = {
        Gap(
            f"{row.association.short_name} không còn đủ điều kiện: {'; '.join(row.reasons)}. Hãy rút đề nghị.",
            url=reverse("awards:rank-explained", args=[year.pk, row.association.pk]),
        )
        for row in rows
        if row and not row.is_eligible
    }
    return sorted(barred) + missing_papers(year, proposal)


def missing_papers(year: BlocYear, proposal: Proposal) -> list[Gap]:
    """Papers of the dossier that are not issued yet, in the reader's words."""
    wanted = dossier_papers(year, proposal)
    lacking = [
        Gap(f"Chưa ban hành: {sheet.title}.", url=sheet.issue_url(year))
        for sheet in wanted
        if not sheet.issued
    ]
    if not year.signed_reports_required:
        return lacking
    reports = [(s, s.issued) for s in wanted if s.kind.is_members and s.issued]
    copies = SignedCopy.objects.filter(document__in=[issued for _, issued in reports]).without_bytes()
    signed = {copy.document_id for copy in copies if copy.is_valid}
    return lacking + [
        Gap(f"Chưa gắn bản ký: {s.title}.", url=reverse("awards:paper-about", args=[year.pk, issued.pk]))
        for s, issued in reports
        if issued.pk not in signed
    ]


def unsigned_papers(year: BlocYear, proposal: Proposal) -> list[Gap]:
    """Issued papers of the dossier without a signed copy that counts; once it is filed none is added."""
    issued = {s.issued.pk: s for s in dossier_papers(year, proposal) if s.issued and s.kind.is_signed}
    copies = SignedCopy.objects.filter(document__in=issued).without_bytes()
    signed = {copy.document_id for copy in copies if copy.is_valid}
    return [
        Gap(f"{sheet.title}: chưa gắn bản ký.", url=reverse("awards:paper-about", args=[year.pk, pk]))
        for pk, sheet in issued.items()
        if pk not in signed
    ]


def dossier_papers(year: BlocYear, proposal: Proposal) -> list[YearPaper]:
    """The papers that go to the province with this proposal."""
    return [s for s in year_papers(year) if s.kind.code in DOSSIER and s.proposal_id in (None, proposal.pk)]


def lacking_enclosures(sheet: YearPaper, year: BlocYear) -> list[str]:
    """What a tờ trình says it encloses and nobody has issued yet; nothing for other papers."""
    if sheet.kind.code != "to-trinh":
        return []
    lacking = [
        one for one in dossier_papers(year, sheet.subject) if not one.issued and one.kind.code != "to-trinh"
    ]
    return [f"Chưa ban hành văn bản kèm theo tờ trình: {one.title}." for one in lacking]


def draft_day(sheet: YearPaper, year: BlocYear) -> datetime.date:
    """The day whose names and law a draft follows: of the signing, of the conference, else the year's last.

    What goes out beforehand follows today's, as long as its day has not passed.
    """
    if not sheet.kind.waits_for:
        return min(localdate(), last_day_of(sheet, year))
    if isinstance(sheet.subject, Pledge):
        return localdate(sheet.subject.signed_at) if sheet.subject.signed_at else year.last_day
    if isinstance(sheet.subject, Handover):
        return sheet.subject.day
    closed = year.timeline.get(sheet.kind.waits_for)
    if sheet.kind.code == "bang-tong-hop-dang-ky" and closed and closed.done_at:
        return localdate(closed.done_at)
    conference = Conference.objects.filter(bloc_year=year).first()
    return conference.day if conference else year.last_day


def last_day_of(sheet: YearPaper, year: BlocYear) -> datetime.date:
    """The last day on which what goes out beforehand can be issued: of what it calls to, else the year's last."""
    subject = sheet.subject
    if isinstance(subject, Conference):
        return subject.day
    if isinstance(subject, Pledge) and subject.signed_at:
        return localdate(subject.signed_at)
    return year.last_day


def draft(sheet: YearPaper, year: BlocYear) -> Paper:
    return sheet.kind.make(sheet.subject, draft_day(sheet, year))
