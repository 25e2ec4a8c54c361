"""A paper is rendered for the last time and entered in the register."""

import dataclasses
import hashlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.crypto import salted_hmac

from audit.log import record
from base.vietnamese import two_digits
from base.workflow import Refused
from documents.models import IssuedDocument, subject_key, verification_address
from documents.models.issued import grouped
from documents.papers import Paper


def issue(
    paper: Paper,
    *,
    subject: models.Model,
    by: Any,
    tell: Callable[[IssuedDocument], None] | None = None,
) -> IssuedDocument:
    """Render a paper for the last time and enter it in the register; the one of its kind before it is replaced.

    Refused when its number is taken, when another was issued meanwhile, or when something is wrong with the
    paper or its PDF (documents/issuing.py); PdfPending (documents/pdf_workers.py) when
    it is long and has to be asked for again. The paper must be complete: number
    (where its kind has one), date and signer. `tell` tells whoever has to know, in the same transaction.
    """
    from documents.fonts import font_is_installed
    from documents.issuing import paper_faults
    from documents.pdf_workers import render_pdf

    if font_is_installed():
        raise Refused(
            "Chưa ban hành được: máy chủ thiếu phông chữ của văn bản. Hãy báo quản trị hệ thống (bin/setup)."
        )
    paper, before = as_issued(paper, subject)
    pdf = render_pdf(paper)
    if faults := paper_faults(paper, pdf):
        raise Refused(" ".join(["Chưa ban hành được.", *faults]))
    entry = _entry(paper, pdf)
    try:
        with transaction.atomic():
            issued = IssuedDocument.objects.create(
                subject=subject_key(subject), replaces=before, issued_by=by, pdf=pdf, **entry
            )
            record("paper.issued", issued, what=f"Ban hành {issued.named}", by=by)
            if tell:
                tell(issued)
            return issued
    except IntegrityError as error:
        raise _refusal(entry, error) from error


def as_issued(paper: Paper, subject: models.Model) -> tuple[Paper, IssuedDocument | None]:
    """The paper with its code and what it replaces, as it will be rendered; and the one that it replaces."""
    before = IssuedDocument.objects.about(subject).filter(kind=paper.kind).without_bytes().first()
    code = code_for(subject, paper, before)
    replaces = before.named if before else ""
    return dataclasses.replace(
        paper, code=code, verify_at=verification_address(code), replaces=replaces
    ), before


def _entry(paper: Paper, pdf: bytes) -> dict:
    """What the register says of a paper."""
    return {
        "kind": paper.kind,
        "type_name": paper.type_name,
        "title": paper.full_title,
        "issuer": paper.issuer,
        "number": paper.number,
        "symbol": paper.symbol if paper.number else "",
        "issued_on": paper.dated,
        "signer": paper.signer.name,
        "signer_position": paper.signer.position,
        "recipients": "; ".join(_sent_to(paper)),
        "code": paper.code,
        "size": len(pdf),
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }


def _sent_to(paper: Paper) -> list[str]:
    """Whom it goes to: not itself again (“như trên”), not the file copy."""
    others = [r for r in paper.recipients if r != "Như trên" and not r.startswith("Lưu")]
    return [*paper.addressees, *others]


def _refusal(entry: dict, error: IntegrityError) -> Refused | IntegrityError:
    """What the database's refusal means. SQLite names the columns of a key, PostgreSQL its name."""
    said = str(error)
    if "issued_number_once_a_year" in said:
        return Refused(
            f"Số {two_digits(entry['number'])}/{entry['symbol']} đã dùng trong năm {entry['issued_on'].year}."
        )
    if any(name in said for name in ("issued_first_once", "replaces_id", "issueddocument.kind", "code")):
        return Refused("Người khác vừa ban hành văn bản này. Hãy tải lại trang để xem bản mới.")
    return error


def code_for(subject: models.Model, paper: Paper, before: IssuedDocument | None) -> str:
    """The code of the paper that is about to be issued: the same when issuing it is asked for again.

    Nobody can work it out without the secret key.
    """
    facts = (subject_key(subject), paper.kind, before and before.pk, paper.number, paper.dated)
    return grouped(
        int.from_bytes(salted_hmac("documents.code", repr(facts), algorithm="sha256").digest()[:12])
    )
