"""The original of a paper is the signed one: its scan, or a digitally signed PDF, kept beside what was issued."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.workflow import Refused

from .issued import IssuedDocument


class SignedCopyQuerySet(models.QuerySet):
    def without_bytes(self) -> Any:
        return self.defer("pdf")

    def confirmed(self) -> Any:
        """Without the scans that nobody has compared with the paper yet."""
        return self.filter(confirmed_at__isnull=False)


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
    confirmed_at = models.DateTimeField("so với văn bản lúc", null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản có chữ ký"
        verbose_name_plural = "bản có chữ ký"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="signed_copy_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="signed_copy_holds_something"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="signed_copy_confirmed_by_someone_sometime",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document}"

    @property
    def filename(self) -> str:
        return f"{self.document.filename.removesuffix('.pdf')}-{self.kind}-{self.pk}.pdf"

    @property
    def is_scan(self) -> bool:
        return self.kind == self.Kind.SCAN

    @property
    def is_valid(self) -> bool:
        """Whether it counts as the signed paper: a compared scan, or intact signatures on the issued bytes."""
        if self.kind == self.Kind.SCAN:
            return self.confirmed_at is not None
        return bool(self.signatures) and all(s["is_intact"] and s["is_of_issued"] for s in self.signatures)

    def confirm(self, *, by: Any) -> None:
        """Say that a scan, seen beside the paper, is its signed copy. Refused where it is so or was discarded."""
        waiting = SignedCopy.objects.filter(pk=self.pk, confirmed_at=None)
        with transaction.atomic():
            if not waiting.update(confirmed_at=timezone.now(), confirmed_by=by):
                raise Refused("Bản quét này đã được gắn hoặc đã bỏ.")
            what = f"Gắn bản quét đã ký của {self.document.named}"
            record("paper.signed", self.document, what=what, by=by)

    def discard(self, *, by: Any) -> None:
        """Throw a scan away that turned out to be of something else. Refused once it was confirmed."""
        with transaction.atomic():
            if not SignedCopy.objects.filter(pk=self.pk, confirmed_at=None).delete()[0]:
                raise Refused("Bản quét này đã được gắn, không bỏ được nữa.")
            what = f"Bỏ bản quét tải lên của {self.document.named}"
            record("paper.scan_discarded", self.document, what=what, by=by)
