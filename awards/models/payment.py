"""Tiền thưởng: what was paid for an award, on which day, from which budget."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .award import Award


class PrizePayment(models.Model):
    """The money that came with one award, once it was paid."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="payment")
    amount = models.DecimalField("số tiền (đồng)", max_digits=12, decimal_places=0)
    paid_on = models.DateField("ngày chi")
    budget = models.CharField("nguồn chi", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = "tiền thưởng đã chi"
        verbose_name_plural = "tiền thưởng đã chi"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_zero"),
            models.CheckConstraint(condition=~Q(budget=""), name="payment_names_its_budget"),
        ]

    def __str__(self):
        return f"{self.award}: {self.amount} đồng"
