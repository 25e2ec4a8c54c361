"""A line of the ledger: an award given to an association for a year, by a decision."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from blocs.models import AwardType
from members.models import Association
from pledges.models.storage import evidence_storage, random_path

from .decision import Decision
from .proposal import Nomination


class AwardQuerySet(models.QuerySet):
    def for_user(self, user):
        """Decisions of commendation are made public: everyone of the province reads its ledger."""
        return self.filter(association__in=Association.objects.for_user(user))

    def with_facts(self):
        return self.select_related("award_type", "decision", "association")


class Award(models.Model):
    """A line of the ledger: an award given to an association for a year, by a decision."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="awards", verbose_name="hội")
    award_type = models.ForeignKey(AwardType, models.PROTECT, verbose_name="danh hiệu, hình thức")
    year = models.PositiveSmallIntegerField("thành tích năm")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards", verbose_name="quyết định")
    nomination = models.OneToOneField(Nomination, models.PROTECT, null=True, related_name="award")
    carried_name = models.CharField("tên khi được tặng", max_length=250)
    certificate = models.FileField(
        "bản chụp bằng, cờ, quyết định",
        upload_to=random_path,
        storage=evidence_storage,
        max_length=120,
        blank=True,
    )
    certificate_name = models.CharField(max_length=200, blank=True)
    certificate_type = models.CharField(max_length=100, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng đã có quyết định"
        verbose_name_plural = "sổ khen thưởng"
        ordering = ["-year", "award_type__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "award_type", "year"], name="award_once_a_year")
        ]

    def __str__(self):
        return f"{self.award_type} năm {self.year}"

    def get_absolute_url(self):
        return reverse("awards:ledger", args=[self.association_id])
