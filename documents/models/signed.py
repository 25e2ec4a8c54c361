"""The original of a paper is the signed one: its scan, or a digitally signed PDF, kept beside what was issued."""

import hashlib

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from config.audit import record
from config.workflow import MoveRefused

from .issued import IssuedDocument


class SignedCopyQuerySet(models.QuerySet):
    def without_bytes(self):
        return self.defer("pdf")


class SignedCopy(models.Model):
    """One signed copy of an issued paper, as it was brought. Nothing of it changes."""

    class Kind(models.TextChoices):
        SCAN = "scan", "Bản giấy đã ký, quét lại"
        DIGITAL = "digital", "Bản ký số"

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="signed_copies", verbose_name="văn bản"
    )
    kind = models.CharField("cách ký", max_length=10, choices=Kind)
    pdf = models.BinaryField(editable=False)
    size = models.PositiveIntegerField("dung lượng", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    signatures = models.JSONField("chữ ký số", default=list, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="người gắn"
    )
    added_at = models.DateTimeField("gắn lúc", auto_now_add=True)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản có chữ ký"
        verbose_name_plural = "bản có chữ ký"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="signed_copy_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="signed_copy_holds_something"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.document}"

    @property
    def filename(self) -> str:
        return f"{self.document.filename.removesuffix('.pdf')}-{self.kind}-{self.pk}.pdf"


def keep_signed(document: IssuedDocument, pdf: bytes, *, kind: str, signatures: list, by) -> SignedCopy:
    """Keep a signed copy that was already looked at (documents/signing.py); the same file is kept once.

    MoveRefused where the paper was replaced or withdrawn.
    """
    if not IssuedDocument.objects.standing().filter(pk=document.pk).exists():
        raise MoveRefused("Văn bản này đã được thay thế hoặc thu hồi, không gắn thêm bản ký.")
    digest = hashlib.sha256(pdf).hexdigest()
    facts = {"kind": kind, "pdf": pdf, "size": len(pdf), "signatures": signatures, "added_by": by}
    with transaction.atomic():
        copy, is_new = SignedCopy.objects.get_or_create(document=document, sha256=digest, defaults=facts)
        if is_new:
            record("paper.signed", document, what=f"Gắn bản ký của {document.named}", by=by)
    return copy
