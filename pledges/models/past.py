"""Last year's figures of an association, where the report that told them is not in here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from blocs.models import BlocYear, Indicator
from members.models import Association


class PastFigure(models.Model):
    """The figure of the year before for one indicator of this year, as the secretariat brought it in."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="past_figures")
    association = models.ForeignKey(Association, models.PROTECT, related_name="past_figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="past_figures")
    value = models.DecimalField("số năm trước", max_digits=18, decimal_places=2)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "số liệu năm trước"
        verbose_name_plural = "số liệu năm trước"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "association", "indicator"], name="past_figure_once"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="past_figure_not_negative"),
        ]

    def __str__(self):
        return f"{self.association}, {self.indicator}: {self.value}"
