"""A report as it was handed in, kept for good: the receipt, and what two rounds differ in."""

import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from blocs.permissions import served
from documents.vietnamese import number

from .storage import evidence_storage, random_path
from .submission import is_on_time


class VersionQuerySet(models.QuerySet):
    def for_user(self, user):
        """One's own association's, and those of the years one serves, even while the report is sent back."""
        own = Q(report__association__in=user.association_ids)
        reads_all = user.is_province or user.is_superuser
        return self if reads_all else self.filter(own | served(user, "report__bloc_year"))


class ReportVersion(models.Model):
    """What was handed in at one round: every row with its values, its SHA-256, who sent it and when it came."""

    report = models.ForeignKey("pledges.Report", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("lần nộp")
    content = models.JSONField("nội dung đã nộp")
    sha256 = models.CharField("mã băm nội dung", max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    received_at = models.DateTimeField("máy chủ nhận lúc")
    due_at = models.DateTimeField("hạn", null=True)
    scan = models.FileField(
        "bản ký quét", upload_to=random_path, storage=evidence_storage, max_length=120, blank=True
    )
    scan_name = models.CharField("tên tệp bản ký", max_length=200, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đã nộp"
        verbose_name_plural = "các bản đã nộp"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_numbered_once"),
            models.CheckConstraint(
                condition=Q(scan="", scan_name="", scan_sha256="")
                | ~Q(scan="") & ~Q(scan_name="") & ~Q(scan_sha256=""),
                name="version_scan_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.report.title}, lần nộp {self.number}"

    def get_absolute_url(self):
        return reverse("pledges:report-version", args=[self.report_id, self.number])

    @property
    def is_late(self) -> bool:
        return is_on_time(self.received_at, self.due_at) is False

    @property
    def code(self) -> str:
        """The receipt's number: what was handed in, which round, and the beginning of its hash."""
        return f"{self.report_id:05}-{self.number}-{self.sha256[:8].upper()}"

    def groups(self) -> list[tuple[str, list[dict]]]:
        """The rows under their headings, in order."""
        groups: dict[str, list[dict]] = {}
        for row in self.content["rows"]:
            groups.setdefault(row["group"], []).append(row)
        return list(groups.items())


def digest(content: dict) -> str:
    """SHA-256 of a version's content, the same whichever database stored it."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def snapshot(report) -> dict:
    """Everything a report says now, as text: {head, rows: [{key, group, label, fields: [[name, text]]}]}."""
    head = [
        ["Báo cáo", report.title],
        ["Đơn vị", report.association.official_name],
        ["Khối thi đua", report.bloc_year.bloc.name],
    ]
    if report.criteria_set:
        head.append(["Bộ tiêu chí", f"Bản {report.criteria_set.version}"])
    rows = [*_sections(report), *_results(report), *_lines(report), *_general_evidence(report)]
    return {"head": head, "rows": rows}


def _row(key: str, group: str, label: str, *fields: tuple[str, str]) -> dict:
    return {"key": key, "group": group, "label": label, "fields": [list(field) for field in fields]}


def _sections(report) -> list[dict]:
    sections = report.sections.select_related("outline")
    return [_row(f"section-{s.pk}", "Nội dung", s.outline.title, ("", s.text)) for s in sections]


def _results(report) -> list[dict]:
    return [
        _row(
            f"result-{r.pk}",
            "Số liệu",
            f"{r.target.content.code}. {r.target.name} ({r.target.unit})",
            ("Kế hoạch", r.target.plan_shown),
            ("Thực hiện", r.words or number(r.actual)),
            ("Cùng kỳ năm trước", number(r.previous)),
            ("Ghi chú", r.note),
        )
        for r in report.results.select_related("target__content")
    ]


def _lines(report) -> list[dict]:
    lines = report.lines.select_related("criterion").prefetch_related("uses__evidence")
    return [
        _row(
            f"line-{line.pk}",
            "Tự chấm điểm",
            f"{line.criterion.code} {line.criterion.text}",
            ("Điểm tối đa", number(line.criterion.max_points)),
            ("Điểm tự chấm", number(line.self_points)),
            ("Kết quả", line.result),
            (
                "Minh chứng",
                "\n".join(use.shown for use in line.uses.all() if use.evidence.removed_at is None),
            ),
        )
        for line in lines.order_by("criterion__position", "criterion__code")
    ]


def _general_evidence(report) -> list[dict]:
    general = report.evidence.kept().filter(uses=None)
    return [
        _row(f"evidence-{e.pk}", "Minh chứng chung", str(e), ("SHA-256", e.sha256))
        for e in general.order_by("pk")
    ]


@dataclass(frozen=True)
class Difference:
    """One value that differs between two rounds."""

    group: str
    label: str
    name: str
    before: str
    after: str


def differences(old: ReportVersion, new: ReportVersion) -> list[Difference]:
    """What the newer round says otherwise, row by row and value by value, in the order of the report."""
    before = {row["key"]: dict(row["fields"]) for row in old.content["rows"]}
    found = []
    for row in new.content["rows"]:
        had = before.pop(row["key"], {})
        for name, text in row["fields"]:
            if had.get(name, "") != text:
                found.append(Difference(row["group"], row["label"], name, had.get(name, ""), text))
    gone = {row["key"]: row for row in old.content["rows"] if row["key"] in before}
    for row in gone.values():
        found += [
            Difference(row["group"], row["label"], name, text, "") for name, text in row["fields"] if text
        ]
    return found
