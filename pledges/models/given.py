"""Points that members do not give themselves: the secretariat gives them, or another body's list does."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.vietnamese import number
from blocs.models import BlocYear
from members.models import Association


class GivenScore(models.Model):
    """What one member gets for one criterion of the year, known by its code whatever version of the criteria."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="given_scores")
    code = models.CharField("mã tiêu chí", max_length=20)
    association = models.ForeignKey(Association, models.PROTECT, related_name="given_scores")
    points = models.DecimalField("điểm", max_digits=6, decimal_places=2)
    source = models.CharField("căn cứ chung", max_length=300)
    note = models.CharField("ghi chú", max_length=190, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "điểm do khối chấm"
        verbose_name_plural = "điểm do khối chấm"
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "code", "association"], name="given_score_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="given_score_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="given_score_names_its_source"),
        ]

    def __str__(self):
        return f"{self.association.short_name}, tiêu chí {self.code}: {number(self.points)}"

    @property
    def why(self) -> str:
        """What the points rest on, as the member reads it."""
        return f"{self.source}; {self.note}" if self.note else self.source
