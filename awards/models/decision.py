"""Quyết định khen thưởng: number, date and who decided."""

import datetime

from django.db import IntegrityError, models, transaction

from audit.log import record
from base.vietnamese import short_date
from base.workflow import Refused
from members.models import Province


class Decision(models.Model):
    """Quyết định khen thưởng: number, date and who decided; each province keeps its own row of it."""

    number = models.CharField("số, ký hiệu", max_length=60)
    dated = models.DateField("ngày quyết định")
    authority = models.CharField("cấp quyết định", max_length=150)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="decisions",
        verbose_name="ghi ở sổ của tỉnh",
    )

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "dated", "authority", "province"], name="decision_once_a_province"
            ),
        ]

    def correct(self, *, by, reason: str, number: str, dated: datetime.date, authority: str) -> None:
        """Put a wrongly recorded decision right; both values stay in the log of each association it names.

        Refused where another decision is recorded like that already.
        """
        before = str(self)
        self.number, self.dated, self.authority = number, dated, authority
        try:
            with transaction.atomic():
                self.save(update_fields=["number", "dated", "authority"])
                what = f"Sửa quyết định: “{before}” → “{self}”. Lý do: {reason}"
                for award in self.awards.select_related("association"):
                    record("decision.corrected", award.association, what=what, by=by)
        except IntegrityError as error:
            raise Refused("Đã có một quyết định khác ghi đúng số, ngày và cấp quyết định này.") from error

    def __str__(self):
        return f"Quyết định số {self.number} ngày {short_date(self.dated)} của {self.authority}"
