"""A report or a registration as it was handed in, kept for good: the receipt, and what two rounds differ in."""

import hashlib
import json
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from blocs.permissions import read_in_full
from pledges.deadlines import is_on_time

from .owned import Owned
from .storage import evidence_storage, random_path

HINT = re.compile(r" \(mỗi dòng[^)]*\)")  # how a box is to be filled, which is not part of its name

CODE = re.compile(r"(D?)(\d{5,9})-(\d{1,3})-([0-9A-F]{8})")  # of a receipt, as Version.code writes it


class VersionQuerySet(models.QuerySet):
    def for_user(self, user):
        """One's own association's, and those of the years one serves, even while the report is sent back."""
        mine = Q()
        for owner in ("report", "registration"):
            mine |= Q(**{f"{owner}__association__in": user.association_ids})
            mine |= read_in_full(user, f"{owner}__bloc_year")
        return self.filter(mine)

    def of_code(self, code: str):
        """That of this receipt, or none."""
        if not (parts := CODE.fullmatch(code.strip().upper())):
            return self.none()
        letter, owner, number, sha256 = parts.groups()
        owner = {"registration" if letter else "report": int(owner)}
        return self.filter(number=int(number), sha256__startswith=sha256.lower(), **owner)


class Version(Owned):
    """What was handed in at one round: every row with its values, its SHA-256, who sent it and when it came."""

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
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["report", "number"], name="version_numbered_once"),
            models.UniqueConstraint(
                fields=["registration", "number"], name="registration_version_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(scan="", scan_name="", scan_sha256="")
                | ~Q(scan="") & ~Q(scan_name="") & ~Q(scan_sha256=""),
                name="version_scan_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.submission.title}, lần nộp {self.number}"

    def get_absolute_url(self):
        return self.url("version")

    def url(self, page: str) -> str:
        """The address of one of its pages: version, receipt, scan."""
        owner = self.submission
        return reverse(f"pledges:{owner._meta.model_name}-{page}", args=[owner.pk, self.number])

    @property
    def is_late(self) -> bool:
        return is_on_time(self.received_at, self.due_at) is False

    @property
    def code(self) -> str:
        """The receipt's number: what was handed in, which round, and the beginning of its hash."""
        letter = "" if self.report_id else "D"
        owner = self.report_id or self.registration_id
        return f"{letter}{owner:05}-{self.number}-{self.sha256[:8].upper()}"

    def groups(self) -> list[tuple[str, list[dict]]]:
        """The rows under their headings, in order."""
        groups: dict[str, list[dict]] = {}
        for row in self.content["rows"]:
            label = HINT.sub("", row["label"])
            groups.setdefault(row["group"], []).append(row | {"label": label})
        return list(groups.items())


class Withdrawal(models.Model):
    """One round taken back by its member, before the gate closed and before anybody took it in."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="withdrawal")
    reason = models.CharField("lý do", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người rút"
    )
    at = models.DateTimeField("rút lại lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần rút lại"
        verbose_name_plural = "các lần rút lại"

    def __str__(self):
        return f"{self.version}: rút lại"


def with_versions(submissions):
    """Each with `kept`: how many versions of it are kept, None without any."""
    owner = submissions.model._meta.model_name
    newest = Version.objects.filter(**{owner: OuterRef("pk")}).order_by("-number")
    return submissions.annotate(kept=Subquery(newest.values("number")[:1]))


def digest(content: dict) -> str:
    """SHA-256 of a version's content, the same whichever database stored it."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def snapshot(submission, rows: list[dict] | None = None) -> dict:
    """Everything it says now, as text: {head, rows: [{key, group, label, fields: [[name, text]]}]}.

    `rows` is what it says, where the page has read that already.
    """
    head = [
        [str(submission._meta.verbose_name).capitalize(), submission.title],
        ["Đơn vị", submission.association.official_name],
        ["Khối thi đua", submission.bloc_year.bloc.name],
    ]
    if criteria_set := getattr(submission, "criteria_set", None):
        head.append(["Bộ tiêu chí", f"Bản {criteria_set.version}"])
    return {"head": head, "rows": submission.said() if rows is None else rows}


@dataclass(frozen=True)
class Difference:
    """One value that differs between two rounds."""

    group: str
    label: str
    name: str
    before: str
    after: str


def differences(old: Version, new: Version) -> list[Difference]:
    """What the newer round says otherwise, row by row and value by value, in the order of the report."""
    before = {row["key"]: dict(row["fields"]) for row in old.content["rows"]}
    changed = []
    for row in new.content["rows"]:
        had = before.pop(row["key"], {})
        for name, text in row["fields"]:
            if had.get(name, "") != text:
                changed.append(Difference(row["group"], row["label"], name, had.get(name, ""), text))
    gone = {row["key"]: row for row in old.content["rows"] if row["key"] in before}
    for row in gone.values():
        changed += [
            Difference(row["group"], row["label"], name, text, "") for name, text in row["fields"] if text
        ]
    return changed
