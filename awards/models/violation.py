"""What takes a member out of the awards though its scores are high."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from audit.log import record
from blocs.models import BlocYear
from members.models import Association


class Violation(models.Model):
    """A violation, discipline or open inspection, as told by the competent agency, until it is cleared.

    Decree 98/2023/NĐ-CP, Article 4; Decree 152/2025/NĐ-CP, Article 4.4.
    """

    bloc_year = models.ForeignKey(
        BlocYear, models.PROTECT, related_name="violations", verbose_name="năm thi đua"
    )
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="violations", verbose_name="hội"
    )
    reason = models.CharField("lý do", max_length=300)
    source = models.CharField("văn bản, cơ quan thông báo", max_length=200)
    cleared_on = models.DateField("hết vướng mắc từ ngày", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "awards_finding"  # its name until 0.8.0
        verbose_name = "vi phạm, đang xem xét"
        verbose_name_plural = "vi phạm, đang xem xét"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "association"], condition=Q(cleared_on=None), name="finding_open_once"
            )
        ]

    def __str__(self):
        return f"{self.association}: {self.reason}"

    def clear(self, *, on: datetime.date) -> bool:
        """Nothing stands against the association any more; whether that was still to be recorded."""
        with transaction.atomic():
            is_new = Violation.objects.filter(pk=self.pk, cleared_on=None).update(cleared_on=on)
            if is_new:
                record("finding.cleared", self, what=f"{self.bloc_year}: hết vướng mắc. {self.reason}")
        return bool(is_new)
