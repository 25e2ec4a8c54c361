"""A random sample of evidence: how its seed comes about is told before, the seed is drawn once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from blocs.models import BlocYear

from .content import ScoreLine


class EvidenceSample(models.Model):
    """The one sample of a year, the same share of every member's criteria."""

    bloc_year = models.OneToOneField(BlocYear, models.PROTECT, related_name="evidence_sample")
    seed_source = models.CharField("số rút mẫu lấy từ đâu", max_length=300)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField("công bố cách rút lúc", default=timezone.now)
    percent = models.PositiveSmallIntegerField("tỷ lệ mẫu (%)")
    seed = models.CharField("số rút mẫu", max_length=100, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField("rút lúc", null=True)

    class Meta:
        verbose_name = "mẫu kiểm tra minh chứng"
        verbose_name_plural = "mẫu kiểm tra minh chứng"
        constraints = [
            models.CheckConstraint(
                condition=~Q(seed_source=""), name="sample_says_where_its_seed_comes_from"
            ),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="sample_is_a_share"),
            models.CheckConstraint(
                condition=Q(seed="", drawn_at=None, drawn_by=None)
                | ~Q(seed="") & Q(drawn_at__isnull=False, drawn_by__isnull=False),
                name="sample_drawn_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"Mẫu kiểm tra minh chứng, {self.bloc_year}"

    @property
    def is_drawn(self) -> bool:
        return self.drawn_at is not None


class SampleObjection(models.Model):
    """Somebody objects to a claim outside the sample: it is looked at, too."""

    line = models.OneToOneField(ScoreLine, models.CASCADE, related_name="objection")
    reason = models.CharField("lý do", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "đề nghị kiểm tra thêm"
        verbose_name_plural = "đề nghị kiểm tra thêm"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="objection_says_why")]

    def __str__(self):
        return f"{self.line}: đề nghị kiểm tra"
