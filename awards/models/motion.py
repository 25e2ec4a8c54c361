"""What the conference resolves by a show of hands; a resolution may correct a locked score."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pledges.models import ScoreLine

from .conference import Conference


class Motion(models.Model):
    """A motion with its count. One that corrects a score names the leaf and the points it asks for."""

    class About(models.TextChoices):
        """What of the conference's own order is adopted; the minutes tell each where it belongs."""

        AGENDA = "agenda", "Thông qua chương trình"
        TELLERS = "tellers", "Bầu ban kiểm phiếu"
        SCORES = "scores", "Thông qua bảng tổng hợp điểm, xếp hạng"
        MINUTES = "minutes", "Thông qua biên bản"
        OTHER = "", "Nội dung khác, sửa điểm"

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="motions")
    about = models.CharField("về việc", max_length=10, choices=About, blank=True, default=About.OTHER)
    text = models.CharField("nội dung biểu quyết", max_length=500)
    line = models.ForeignKey(ScoreLine, models.PROTECT, null=True, related_name="motions")
    points = models.DecimalField("điểm đề nghị", max_digits=6, decimal_places=2, null=True)
    present = models.PositiveSmallIntegerField("có mặt")
    approve = models.PositiveSmallIntegerField("tán thành")
    against = models.PositiveSmallIntegerField("không tán thành")
    is_passed = models.BooleanField("được thông qua")
    decided_at = models.DateTimeField("lúc", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        verbose_name = "nghị quyết hội nghị"
        verbose_name_plural = "nghị quyết hội nghị"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line=None, points=None) | Q(line__isnull=False, points__isnull=False),
                name="motion_on_a_score_names_the_points",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def abstained(self) -> int:
        return self.present - self.approve - self.against
