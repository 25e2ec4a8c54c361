"""Who serves a bloc-year."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class Appointment(models.Model):
    """A person named for one bloc-year: the lead's secretariat, or the deputy's verifier."""

    writes_from: datetime.date | None  # put there by blocs.permissions.appointments

    class Role(models.TextChoices):
        SECRETARY = "secretary", "Thư ký khối"
        VERIFIER = "verifier", "Người thẩm định của Phó Trưởng khối"

    bloc_year = models.ForeignKey(
        "blocs.BlocYear", models.PROTECT, related_name="appointments", verbose_name="năm thi đua"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name="người"
    )
    role = models.CharField("nhiệm vụ", max_length=20, choices=Role)

    class Meta:
        verbose_name = "phân công giúp việc khối"
        verbose_name_plural = "phân công giúp việc khối"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "user", "role"],
                name="appointment_once",
                violation_error_message="Người này đã được phân công.",
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"

    @classmethod
    def held_by(cls, user):
        """What this person was named for, while they are still of that year's lead or deputy."""
        secretary = Q(role=cls.Role.SECRETARY, bloc_year__lead__in=user.association_ids)
        verifier = Q(role=cls.Role.VERIFIER, bloc_year__deputy__in=user.association_ids)
        return cls.objects.filter(secretary | verifier, user=user)
