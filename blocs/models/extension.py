"""A later deadline for one association, granted by the secretariat with a reason."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.vietnamese import instant
from base.workflow import Refused
from members.models import Association

from .milestone import Milestone, lock_of
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


def extend(year: BlocYear, *, association: Association, kind: str, until, reason: str, by) -> Extension:
    """Move one association's deadline later. Refused where there is none, or the new one is not later."""
    with transaction.atomic():
        if lock_of(year.pk).done_at:
            raise Refused("Điểm của năm này đã khóa, không gia hạn được nữa.")
        due_at = year.due(kind)
        if due_at is None:
            raise Refused("Mốc này chưa đặt thời hạn chung nên chưa cần gia hạn.")
        if until <= due_at:
            raise Refused(f"Gia hạn phải sau hạn chung ({instant(due_at)}).")
        if until <= timezone.now():
            raise Refused("Gia hạn phải đến một lúc còn ở phía trước.")
        granted = year.extensions.create(
            association=association, kind=kind, until=until, reason=reason, granted_by=by
        )
        record("year.extended", year, what=f"{year}: gia hạn {granted}. Lý do: {reason}", by=by)
        return granted
