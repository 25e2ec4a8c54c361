"""The register of papers that left the house: rendered once, stored, never rendered again."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from base.vietnamese import search_key, short_date, two_digits
from base.workflow import Refused

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that are taken for one another in print


def new_code() -> str:
    """7KQ4-9XPA-3MWT: 59 random bits, so that nobody comes upon a paper by trying codes."""
    return grouped(secrets.randbits(96))


def grouped(number: int) -> str:
    letters = ""
    for _ in range(12):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


class IssuedDocumentQuerySet(models.QuerySet):
    def about(self, *objects: Any) -> Any:
        """Papers about these objects, newest first."""
        return self.filter(subject__in=[subject_key(obj) for obj in objects]).order_by("-issued_at", "-pk")

    def without_bytes(self) -> Any:
        return self.defer("pdf")

    def standing(self) -> Any:
        """Neither replaced nor withdrawn."""
        return self.filter(withdrawn_at=None, replaced_by=None)

    def in_register(self) -> Any:
        """The numbered papers, in the order of their dates and numbers."""
        return self.exclude(number=None).order_by("issued_on", "symbol", "number", "pk")


def subject_key(obj: Any) -> str:
    """Names what a paper is about without a foreign key: this app knows none of the others."""
    return f"{obj._meta.label_lower}:{obj.pk}"


class IssuedDocument(models.Model):
    """One issued paper: its bytes, number, date and signer as of the day of issue.

    Nothing of it changes afterwards, but it may be replaced by another or be withdrawn.
    """

    about: models.Model  # what `subject` names, put there where many are listed

    subject = models.CharField("về", max_length=80, editable=False)
    kind = models.CharField("loại", max_length=30, editable=False)
    type_name = models.CharField("tên loại", max_length=100, editable=False)
    title = models.CharField("tên văn bản", max_length=1000, editable=False)
    issuer = models.CharField("cơ quan ban hành", max_length=600, editable=False)
    number = models.PositiveIntegerField("số", null=True, editable=False)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True, editable=False)
    issued_on = models.DateField("ngày văn bản", editable=False)
    signer = models.CharField("người ký", max_length=200, editable=False)
    signer_position = models.CharField("chức vụ người ký", max_length=200, editable=False)
    recipients = models.TextField("nơi nhận", blank=True, editable=False)
    code = models.CharField("mã kiểm tra", max_length=14, unique=True, default=new_code, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="replaced_by",
        verbose_name="thay thế cho",
    )
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người thu hồi",
    )
    withdrawal_reason = models.CharField("lý do thu hồi", max_length=300, blank=True, editable=False)
    pdf = models.BinaryField(editable=False)
    size = models.PositiveIntegerField("dung lượng", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    search_key = models.CharField(max_length=1500, editable=False, default="")
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
            # One paper of a kind stands for a thing; whatever is issued after it replaces one before.
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=Q(replaces=None), name="issued_first_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason=""),
                name="issued_withdrawn_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.reference}".strip()

    @property
    def reference(self) -> str:
        """12/TTr-BĐD, or nothing for papers that carry no number."""
        return f"{two_digits(self.number)}/{self.symbol}" if self.number else ""

    @property
    def type_label(self) -> str:
        return self.type_name.capitalize()

    @property
    def named(self) -> str:
        """Tờ trình số 12/TTr-BĐD ngày 10/01/2024, as another text names it."""
        number = f" số {self.reference}" if self.number else ""
        return f"{self.type_label}{number} ngày {short_date(self.issued_on)}"

    @property
    def successor(self) -> "IssuedDocument | None":
        return getattr(self, "replaced_by", None)

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.successor is None

    @property
    def filename(self) -> str:
        """Its kind, day, number and symbol: papers of one kind and day differ by who issued them."""
        number = f"-so-{self.number}-{search_key(self.symbol).replace('/', '-')}" if self.number else ""
        return f"{self.kind}-{self.issued_on:%Y%m%d}{number}.pdf"

    def withdraw(self, *, by: Any, reason: str) -> None:
        """Say that a paper no longer counts, and why. Its bytes stay; who asks is told that it was withdrawn."""
        standing = IssuedDocument.objects.standing().filter(pk=self.pk)
        facts = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawal_reason": reason}
        with transaction.atomic():
            if not IssuedDocument.objects.filter(pk__in=standing).update(**facts):
                raise Refused("Văn bản này đã được thay thế hoặc thu hồi trước đó.")
            record("paper.withdrawn", self, what=f"Thu hồi {self.named}: {reason}", by=by)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An issued paper never changes.")
        self.search_key = search_key(f"{self.reference} {self.type_name} {self.title} {self.signer}")[:1500]
        super().save(*args, **kwargs)


def next_number(issuer: str, symbol: str, year: int) -> int:
    """The next free number of a register."""
    used = IssuedDocument.objects.filter(issuer=issuer, symbol=symbol, issued_on__year=year)
    return (used.aggregate(last=Max("number"))["last"] or 0) + 1


def is_address_local() -> bool:
    """Whether the address beside the QR code leads nowhere from another machine: SITE_URL was not set."""
    return urlsplit(settings.SITE_URL).hostname in {"127.0.0.1", "localhost", "::1"}


def verification_address(code: str) -> str:
    """Where anyone asks whether a paper is genuine; printed on it."""
    return f"{settings.SITE_URL}{reverse('documents:verify-paper', args=[code])}"
