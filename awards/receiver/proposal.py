"""What a proposal gives to each of the receiving systems, and what it lacks for it."""

import io
from dataclasses import dataclass, field

import pikepdf
from django.utils import timezone

from awards.models import Proposal, ReceiverCode
from awards.papers import dossier_papers
from base.workflow import Refused
from documents.models import IssuedDocument, SignedCopy

from . import edxml
from .codes import Codes, receivers
from .nominees import NomineeRow, as_json, document_facts, nominee_rows, workbook

MAIN = "to-trinh"
AGENCY = ReceiverCode.Kind.AGENCY


@dataclass
class Delivery:
    """One proposal on its way out: its rows, its issued papers, and what has no code."""

    proposal: Proposal
    codes: Codes = field(init=False)
    rows: list[NomineeRow] = field(init=False)
    papers: list[IssuedDocument] = field(init=False)

    def __post_init__(self) -> None:
        year = self.proposal.bloc_year
        self.codes = Codes(year.bloc.province)
        self.rows = nominee_rows(self.proposal, self.codes)
        sheets = dossier_papers(year, self.proposal)
        self.papers = [sheet.issued for sheet in sheets if sheet.issued]

    @property
    def main(self) -> IssuedDocument | None:
        return next((paper for paper in self.papers if paper.kind == MAIN), None)

    @property
    def sender(self) -> str:
        """The association that leads the bloc: the letter's own head may break its name or add what it is part of."""
        lead = self.proposal.bloc_year.lead
        return lead.official_name if lead else ""

    def lacking_for_package(self) -> list[str]:
        """Why no package can be made: no issued proposal, or an agency without its code."""
        if self.main is None:
            return ["Tờ trình chưa ban hành."]
        lacking = []
        if not self._agencies([self.sender]):
            lacking.append(f"{AGENCY.label}: {self.sender}")
        if not self._agencies(self._receiver_names()):
            lacking.append(f"{AGENCY.label}: {' hoặc '.join(self._receiver_names())}")
        return lacking

    def workbook(self) -> bytes:
        return workbook(self.rows)

    def json(self) -> bytes:
        """The rows and every issued paper with its bytes: the signed copy where there is one."""
        year = self.proposal.bloc_year
        papers = [document_facts(paper, content_of(paper)) for paper in self.papers]
        return as_json(self.rows, papers, khoi=year.bloc.name, nam=year.year)

    def package(self) -> bytes:
        """The proposal and its enclosures as edXML. Refused where something is lacking."""
        main, lacking = self.main, self.lacking_for_package()
        if main is None or lacking:
            raise Refused(f"Chưa lập được gói edXML: {'; '.join(lacking)}")
        content = content_of(main)
        attachments = [
            edxml.Attachment(paper.filename, paper.title, content_of(paper), paper.sha256[:32])
            for paper in [main, *(paper for paper in self.papers if paper != main)]
        ]
        return edxml.package(
            edxml.Document(
                number=main.number or 0,
                symbol=main.symbol,
                issued_on=main.issued_on,
                place=self.proposal.bloc_year.bloc.province.place,
                type_name=main.type_label,
                subject=main.title,
                signer=main.signer,
                signer_position=main.signer_position,
                pages=pages_of(content),
            ),
            attachments,
            sender=self._agencies([self.sender])[0],
            receivers=self._agencies(self._receiver_names()),
            sent_at=timezone.localtime(),
        )

    def _receiver_names(self) -> list[str]:
        return receivers(self.proposal.bloc_year.bloc.province)

    def _agencies(self, names: list[str]) -> list[edxml.Agency]:
        """Those of them that have a code."""
        known = {key: one.code for (kind, key), one in self.codes.known.items() if kind == AGENCY}
        return [edxml.Agency(known[name], name) for name in names if known.get(name)]


def content_of(paper: IssuedDocument) -> bytes:
    """The bytes of the newest valid signed copy, else of the paper as it was issued."""
    copies = SignedCopy.objects.confirmed().filter(document=paper).order_by("-pk")
    signed = next((copy for copy in copies if copy.is_valid), None)
    return bytes(signed.pdf if signed else IssuedDocument.objects.get(pk=paper.pk).pdf)


def pages_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)
