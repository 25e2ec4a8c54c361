"""Who serves a bloc-year."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery


@dataclass(frozen=True)
class Service:
    """One appointment, as far as permissions ask."""

    bloc_year_id: int
    bloc_id: int
    province_id: int
    year: int
    role: str
    writes_from: datetime.date | None  # the first day, where last year's handover names one


class Appointment(models.Model):
    """A person named for one bloc-year: the lead's secretariat, or the deputy's verifier."""

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


def services_of(user) -> list[Service]:
    """What this person was named for and still serves, being of that year's lead or deputy; one query a request."""
    if not hasattr(user, "services"):
        rows = Appointment.held_by(user).values_list(
            "bloc_year",
            "bloc_year__bloc",
            "bloc_year__bloc__province",
            "bloc_year__year",
            "role",
            Subquery(_writes_from()),
        )
        user.services = [Service(*facts) for facts in rows]
    return user.services


def _writes_from():
    """The day from which another lead than last year's writes, as last year's handover says."""
    from .handover import Handover

    before = Handover.objects.filter(
        bloc_year__bloc=OuterRef("bloc_year__bloc"), bloc_year__year=OuterRef("bloc_year__year") - 1
    )
    return before.exclude(bloc_year__lead=OuterRef("bloc_year__lead")).values("writes_begin")


def served_years(user, path: str = "") -> Q:
    """Rows of the blocs this person serves, each up to the last year they serve. `path` leads to the row's year."""
    latest: dict[int, int] = {}
    for service in services_of(user):
        latest[service.bloc_id] = max(service.year, latest.get(service.bloc_id, 0))
    years = Q()
    for bloc, year in latest.items():
        years |= Q(**{f"{path}bloc": bloc, f"{path}year__lte": year})
    return years
