"""A signed copy is kept beside the paper it is of."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from documents.models import IssuedDocument, SignedCopy


def keep_signed(document: IssuedDocument, pdf: bytes, *, kind: str, signatures: list, by: Any) -> SignedCopy:
    """Keep a signed copy that was already looked at (documents/copies.py); the same file is kept once.

    A scan counts from when somebody has compared it with the paper (`SignedCopy.confirm`). Refused where the paper was
    replaced or withdrawn.
    """
    if not IssuedDocument.objects.standing().filter(pk=document.pk).exists():
        raise Refused("Văn bản này đã được thay thế hoặc thu hồi, không gắn thêm bản ký.")
    digest = hashlib.sha256(pdf).hexdigest()
    facts = {"kind": kind, "pdf": pdf, "size": len(pdf), "signatures": signatures, "added_by": by}
    if kind == SignedCopy.Kind.DIGITAL:
        facts |= {"confirmed_at": timezone.now(), "confirmed_by": by}
    with transaction.atomic():
        copy, is_new = SignedCopy.objects.get_or_create(document=document, sha256=digest, defaults=facts)
        if is_new and copy.confirmed_at:
            record("paper.signed", document, what=f"Gắn bản ký của {document.named}", by=by)
    return copy
