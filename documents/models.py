"""The register of papers that left the house: rendered once, stored, never rendered again."""

import hashlib

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max, Q
from django.db.models.functions import ExtractYear

from config.workflow import MoveRefused

from .vietnamese import two_digits


class IssuedDocumentQuerySet(models.QuerySet):
    def about(self, *objects):
        """Papers about these objects, newest first."""
        return self.filter(subject__in=[subject_key(obj) for obj in objects]).order_by("-issued_at", "-pk")

    def without_bytes(self):
        return self.defer("pdf")


def subject_key(obj) -> str:
    """Names what a paper is about without a foreign key: this app knows none of the others."""
    return f"{obj._meta.label_lower}:{obj.pk}"


class IssuedDocument(models.Model):
    """One issued paper: its bytes, number, date and signer as of the day of issue."""

    subject = models.CharField("về", max_length=80, editable=False)
    kind = models.CharField("loại", max_length=30, editable=False)
    title = models.CharField("tên văn bản", max_length=1000, editable=False)
    issuer = models.CharField("cơ quan ban hành", max_length=600, editable=False)
    number = models.PositiveIntegerField("số", null=True, editable=False)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True, editable=False)
    issued_on = models.DateField("ngày văn bản", editable=False)
    signer = models.CharField("người ký", max_length=200, editable=False)
    signer_position = models.CharField("chức vụ người ký", max_length=200, editable=False)
    pdf = models.BinaryField(editable=False)
    size = models.PositiveIntegerField("dung lượng", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    issued_at = models.DateTimeField("ban hành lúc", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="người ban hành",
    )

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "văn bản đã ban hành"
        indexes = [models.Index(fields=["subject", "kind"], name="issued_about")]
        constraints = [
            # A register runs from 1 January to 31 December and never gives a number twice (Decree 30/2020, Art. 15).
            models.UniqueConstraint(
                "issuer", "symbol", ExtractYear("issued_on"), "number", name="issued_number_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(number=None, symbol="") | Q(number__gt=0) & ~Q(symbol=""),
                name="issued_number_with_symbol",
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.reference}".strip()

    @property
    def reference(self) -> str:
        """12/TTr-BĐD, or nothing for papers that carry no number."""
        return f"{two_digits(self.number)}/{self.symbol}" if self.number else ""

    @property
    def filename(self) -> str:
        return f"{self.kind}-{self.issued_on:%Y%m%d}{f'-so-{self.number}' if self.number else ''}.pdf"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An issued paper never changes.")
        super().save(*args, **kwargs)


def next_number(issuer: str, symbol: str, year: int) -> int:
    """The next free number of a register."""
    used = IssuedDocument.objects.filter(issuer=issuer, symbol=symbol, issued_on__year=year)
    return (used.aggregate(last=Max("number"))["last"] or 0) + 1


def issue(paper, *, subject, by) -> IssuedDocument:
    """Render a paper for the last time and enter it in the register.

    MoveRefused when its number is taken. The paper must be complete: number (where its kind has one),
    date and signer.
    """
    from .render import render

    pdf = render(paper).pdf
    try:
        with transaction.atomic():
            return IssuedDocument.objects.create(
                subject=subject_key(subject),
                kind=paper.kind,
                title=paper.full_title,
                issuer=paper.issuer,
                number=paper.number,
                symbol=paper.symbol if paper.number else "",
                issued_on=paper.dated,
                signer=paper.signer.name,
                signer_position=paper.signer.position,
                pdf=pdf,
                size=len(pdf),
                sha256=hashlib.sha256(pdf).hexdigest(),
                issued_by=by,
            )
    except IntegrityError as error:
        if "issued_number_once_a_year" not in str(error):
            raise
        raise MoveRefused(
            f"Số {two_digits(paper.number)}/{paper.symbol} đã dùng trong năm {paper.dated.year}."
        ) from error
