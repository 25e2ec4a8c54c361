"""Personal data whose term is over: one administrator proposes that it goes, another one looks and lets it go."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .people import User


class RemovalProposal(models.Model):
    """What one rule of retention found on one day, row by row, so that nothing goes that was not on the list."""

    rule = models.CharField("loại dữ liệu", max_length=20, editable=False)
    cutoff = models.DateTimeField("cũ hơn", editable=False)
    rows = models.JSONField("các dòng", editable=False)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name="người đề nghị"
    )
    proposed_at = models.DateTimeField("đề nghị lúc", default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True, editable=False)
    removed = models.PositiveIntegerField("số dòng đã xóa", null=True, editable=False)  # none: it was dropped

    class Meta:
        verbose_name = "đề nghị xóa dữ liệu hết hạn lưu"
        verbose_name_plural = "đề nghị xóa dữ liệu hết hạn lưu"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule"], condition=Q(decided_at=None), name="removal_open_once_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(removed=None) | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="removal_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, removed=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="removal_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return f"Đề nghị xóa ngày {timezone.localdate(self.proposed_at):%d/%m/%Y}"
