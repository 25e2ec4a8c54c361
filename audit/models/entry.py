"""The log of what people did: entries are added, never changed; each day is sealed into a chain."""

import datetime
import hashlib
import json

from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """One act: who, when, from where, what. Triggers of the database refuse to change or delete it."""

    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)
    # No foreign key: the log outlives whom and what it names.
    actor_id = models.BigIntegerField("mã người", null=True, db_index=True)
    actor = models.CharField("người", max_length=160, blank=True)
    posing = models.CharField("quản trị viên đóng vai", max_length=160, blank=True)
    action = models.CharField("việc", max_length=60, db_index=True)
    what = models.CharField("nội dung", max_length=400, blank=True)
    subject = models.CharField("về", max_length=80, blank=True, db_index=True)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)
    request = models.CharField("mã yêu cầu", max_length=32, blank=True)
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        db_table = "config_auditentry"  # from before the log had a room of its own
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(digest=""), name="audit_entry_has_digest")]

    def __str__(self):
        return f"{self.actor or 'Không rõ ai'}: {self.what or self.action}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The log is only added to.")
        self.digest = self.true_digest()
        super().save(*args, **kwargs)

    def true_digest(self) -> str:
        """SHA-256 of what the entry says."""
        said = [
            self.at.astimezone(datetime.UTC).isoformat(),
            self.actor_id,
            self.actor,
            self.posing,
            self.action,
            self.what,
            self.subject,
            self.address,
            self.request,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class AuditDay(models.Model):
    """A day of the log, sealed: the digest of its entries and of the day before."""

    day = models.DateField("ngày", unique=True)
    first = models.BigIntegerField("dòng đầu")
    last = models.BigIntegerField("dòng cuối", unique=True)
    count = models.PositiveIntegerField("số dòng")
    digest = models.CharField("SHA-256", max_length=64)
    sealed_at = models.DateTimeField("niêm phong lúc", auto_now_add=True)

    class Meta:
        db_table = "config_auditday"
        verbose_name = "ngày nhật ký đã niêm phong"
        verbose_name_plural = "ngày nhật ký đã niêm phong"
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gt=0, last__gte=models.F("first")), name="audit_day_holds_entries"
            )
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}: {self.count}"
