"""Minh chứng: a file, or the number, date and title of a document."""

import hashlib
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from config.workflow import MoveRefused
from documents.vietnamese import short_date

from .report import Report, ScoreLine


def evidence_storage() -> FileSystemStorage:
    return FileSystemStorage(location=settings.MEDIA_ROOT)


def random_path(evidence: "Evidence", filename: str) -> str:
    """No name of the member's ever reaches the disk."""
    return f"evidence/{timezone.now():%Y/%m}/{uuid4().hex}"


class EvidenceQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(report__in=Report.objects.for_user(user))

    def kept(self):
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """One proof for one criterion, or for the report as a whole."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    line = models.ForeignKey(ScoreLine, models.PROTECT, null=True, blank=True, related_name="evidence")
    file = models.FileField(
        "tệp", upload_to=random_path, storage=evidence_storage, max_length=120, blank=True
    )
    name = models.CharField("tên tệp", max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
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

    def remove(self) -> None:
        """Take it off the report; the file stays, nothing handed in is deleted."""
        with transaction.atomic():
            if refusal := self.report.closed():
                raise MoveRefused(refusal)
            if not Report.objects.select_for_update().get(pk=self.report_id).is_open:
                raise MoveRefused("Báo cáo đã nộp, không bỏ minh chứng được nữa.")
            Evidence.objects.filter(pk=self.pk, removed_at=None).update(removed_at=timezone.now())


def add_evidence(
    report: Report, *, by, line: ScoreLine | None = None, upload=None, content_type="", **document
) -> Evidence:
    """Add a file (already checked by pledges/files.py) or a document's number, date and title to an open report."""
    with transaction.atomic():
        if refusal := report.closed():
            raise MoveRefused(refusal)
        if not Report.objects.select_for_update().get(pk=report.pk).is_open:
            raise MoveRefused("Báo cáo đã nộp, không thêm minh chứng được nữa.")
        if upload is None:
            return report.evidence.create(line=line, added_by=by, **document)
        held = report.evidence.kept().aggregate(total=Sum("size"))["total"] or 0
        if held + upload.size > settings.EVIDENCE_REPORT_LIMIT:
            raise MoveRefused("Tổng dung lượng minh chứng của một báo cáo không quá 60 MB.")
        digest = hashlib.file_digest(upload.file, "sha256").hexdigest()
        upload.seek(0)
        return report.evidence.create(
            line=line,
            added_by=by,
            file=upload,
            name=upload.name[-200:],
            size=upload.size,
            sha256=digest,
            content_type=content_type,
            **document,
        )
