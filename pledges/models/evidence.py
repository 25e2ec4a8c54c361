"""Minh chứng: a file, or the number, date and title of a document."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from base.vietnamese import short_date
from base.workflow import Refused
from blocs.models import EvidenceKind, kind_in_number
from pledges.box_names import row_name

from .change import Change
from .content import ScoreLine
from .report import Report
from .storage import evidence_storage, random_path


class EvidenceQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(report__in=Report.objects.for_user(user))

    def kept(self):
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """One proof: for one or more criteria, or, without uses, for the report as a whole."""

    # How it is other than a criterion asks for, put there by pages of one criterion after the other.
    misfit: str
    pages: str  # on which it proves the line it was found under, put there by ReportContents

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    file = models.FileField(
        "tệp", upload_to=random_path, storage=evidence_storage, max_length=120, blank=True
    )
    name = models.CharField("tên tệp", max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    document_kind = models.CharField("loại văn bản", max_length=5, choices=EvidenceKind, blank=True)
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    document_title = models.CharField("trích yếu văn bản", max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(name="") | ~Q(document_number="") & ~Q(document_title=""),
                name="evidence_is_a_file_or_a_document",
            )
        ]

    def __str__(self):
        if self.name:
            return self.name
        day = f" ngày {short_date(self.document_date)}" if self.document_date else ""
        return f"{self.document_number}{day}: {self.document_title}"

    @property
    def kind(self) -> str:
        """What kind of document it is, as was chosen or as its number tells; empty where nothing does."""
        return self.document_kind or kind_in_number(self.document_number)

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def can_be_shown(self) -> bool:
        """Whether a browser draws it in the page."""
        return self.is_picture or self.content_type == "application/pdf"

    def remove(self, *, by) -> None:
        """Take it off the report; the file stays, nothing handed in is deleted."""
        with transaction.atomic():
            require_open(self.report)
            if Evidence.objects.filter(pk=self.pk, removed_at=None).update(removed_at=timezone.now()):
                self.note_change(by=by, before=str(self))

    def use_for(self, line: ScoreLine, *, pages: str, by) -> None:
        """It proves this criterion too, on these of its pages."""
        with transaction.atomic():
            require_open(self.report)
            before = self.used_for
            self.uses.update_or_create(line=line, defaults={"pages": pages})
            self.note_change(by=by, before=f"{self}: {before}", after=f"{self}: {self.used_for}")

    def note_change(self, *, by, before: str = "", after: str = "") -> None:
        """A line of the report's history: what it was, what it is."""
        now = timezone.now()
        about = {"field": row_name("evidence", self.pk), "label": "Minh chứng", "began_at": now, "at": now}
        Change.objects.create(report=self.report, by=by, before=before, after=after, **about)

    @property
    def used_for(self) -> str:
        """I.1 (trang 2–3), II.4; or chung cả báo cáo."""
        uses = self.uses.select_related("line__criterion").order_by("line__criterion__code")
        return ", ".join(f"{u.line.criterion.code}{u.at_pages}" for u in uses) or "chung cả báo cáo"


class EvidenceUse(models.Model):
    """What a piece of evidence proves, and on which of its pages."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="uses")
    line = models.ForeignKey(ScoreLine, models.CASCADE, related_name="uses")
    pages = models.CharField("trang", max_length=40, blank=True)

    class Meta:
        verbose_name = "minh chứng cho tiêu chí"
        verbose_name_plural = "minh chứng cho tiêu chí"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["evidence", "line"], name="evidence_used_once_a_line")]

    def __str__(self):
        return f"{self.evidence}{self.at_pages}"

    @property
    def at_pages(self) -> str:
        return f" (trang {self.pages})" if self.pages else ""


def require_open(report: Report) -> None:
    """Refused unless the member may still write. Holds the report until the transaction ends."""
    if refusal := report.closed():
        raise Refused(refusal)
    if not Report.objects.select_for_update().get(pk=report.pk).is_open:
        raise Refused("Báo cáo đã nộp, minh chứng không thay đổi được nữa.")
