"""A later deadline for one association, granted by the secretariat with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.vietnamese import instant
from members.models import Association

from .milestone import Milestone
from .year import BlocYear

# The steps members have to keep a deadline for.
EXTENDABLE = [
    Milestone.Kind.REGISTRATION_CLOSED,
    Milestone.Kind.PLEDGE_SIGNED,
    Milestone.Kind.INTERIM_REPORTS,
    Milestone.Kind.SELF_SCORING_CLOSED,
]


class Extension(models.Model):
    """Who may be later than the others, until when, why, and who said so. Never changed: a new one replaces it."""

    bloc_year = models.ForeignKey(
        BlocYear, models.PROTECT, related_name="extensions", verbose_name="năm thi đua"
    )
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="extensions", verbose_name="hội"
    )
    kind = models.CharField(
        "mốc", max_length=30, choices=[(kind, Milestone.Kind(kind).label) for kind in EXTENDABLE]
    )
    until = models.DateTimeField("gia hạn đến")
    reason = models.CharField("lý do", max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người cho gia hạn"
    )
    granted_at = models.DateTimeField("cho gia hạn lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "các lần gia hạn"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_says_why")]

    def __str__(self):
        return f"{self.association}: {self.get_kind_display().lower()}, đến {instant(self.until)}"
