"""A file or a document is added to what a report shows as evidence."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from base.workflow import Refused
from members.models import User
from pledges.models import Evidence, EvidenceUse, Report, ScoreLine
from pledges.models.evidence import require_open


def add_evidence(
    report: Report,
    *,
    by: User,
    lines: dict[ScoreLine, str] | None = None,
    upload: Any = None,
    content_type: str = "",
    **document: Any,
) -> Evidence:
    """Add a file (already checked by documents/files.py) or a document's number, date and title to an open report.

    `lines` is {score line: pages} of the criteria it proves; none: the report as a whole.
    """
    with transaction.atomic():
        require_open(report)
        _require_new(report, document, upload)
        about_file = _about(report, upload, content_type) if upload else {}
        added = report.evidence.create(added_by=by, **document, **about_file)
        EvidenceUse.objects.bulk_create(
            EvidenceUse(evidence=added, line=line, pages=pages) for line, pages in (lines or {}).items()
        )
        added.note_change(by=by, after=f"{added}: {added.used_for}")
    return added


def _require_new(report: Report, document: dict, upload: Any) -> None:
    """A document without a file is named once a report."""
    named = {name: document.get(name) for name in ("document_number", "document_date", "document_title")}
    if not upload and named["document_number"] and report.evidence.kept().filter(file="", **named).exists():
        raise Refused("Văn bản này đã có trong minh chứng. Dùng thêm nó cho tiêu chí khác.")


def _about(report: Report, upload: Any, content_type: str) -> dict:
    """The columns of a file; Refused where the report would hold too much."""
    kept = report.evidence.kept().aggregate(total=Sum("size"))["total"] or 0
    if kept + upload.size > settings.EVIDENCE_REPORT_LIMIT:
        raise Refused("Tổng dung lượng minh chứng của một báo cáo không quá 60 MB.")
    digest = hashlib.file_digest(upload.file, "sha256").hexdigest()
    upload.seek(0)
    if twin := report.evidence.kept().filter(sha256=digest).first():
        raise Refused(
            f"Tệp này đã có trong minh chứng, tên “{twin.name}”. Dùng thêm tệp đó cho tiêu chí khác."
        )
    return {
        "file": upload,
        "name": upload.name[-200:],
        "size": upload.size,
        "sha256": digest,
        "content_type": content_type,
    }
