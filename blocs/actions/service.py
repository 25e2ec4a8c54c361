"""Who serves a year is named, and told that they were."""

from django.db import transaction
from django.urls import reverse

from audit.log import record
from blocs.models import Appointment, BlocYear
from blocs.notifications import tell_appointed
from members.models import User


@transaction.atomic
def appoint(year: BlocYear, user: User, role: str, *, by: User) -> Appointment:
    """Name somebody for a part; the same person twice for the same part is once."""
    appointment, is_new = Appointment.objects.get_or_create(bloc_year=year, user=user, role=role)
    if is_new:
        record("appointment.made", year, what=f"{year}: phân công {appointment}", by=by)
        tell_appointed(appointment, by=by, url=reverse("year", args=[year.pk]))
    return appointment


@transaction.atomic
def name_service(year: BlocYear, *, secretary: User, verifier: User, by: User) -> None:
    """The secretary and the verifier of a new year."""
    appoint(year, secretary, Appointment.Role.SECRETARY, by=by)
    appoint(year, verifier, Appointment.Role.VERIFIER, by=by)
