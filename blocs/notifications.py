"""Who is told that a deadline was extended, or that the law was edited."""

from django.db.models import Q

from base.vietnamese import instant, uncapitalised
from members.models import User, kin_of, people_of
from members.notifications import notify

from .models import Appointment, LegalInstrument
from .models.extension import Extension


def tell_extension(granted: Extension) -> None:
    """The association learns of its own later deadline, and why."""
    step, name = uncapitalised(granted.get_kind_display()), granted.association.short_name
    notify(
        people_of(granted.association_id),
        key=f"extension:{granted.pk}",
        subject=f"ĐƯỢC GIA HẠN đến {instant(granted.until)}: {step}, {name}",
        body=f"Lý do: {granted.reason}",
        url=granted.bloc_year.get_absolute_url(),
        topic=granted.bloc_year.topic,
    )


def tell_appointed(appointment: Appointment, *, by: User, url: str) -> None:
    """Who was named to serve a year learns it, and what to do first."""
    year = appointment.bloc_year
    notify(
        [appointment.user],
        key=f"appointed:{appointment.pk}",
        subject=f"ĐƯỢC PHÂN CÔNG: {appointment.get_role_display().lower()}, {year}",
        body=f"{by.full_name} phân công anh/chị. Việc đang chờ ghi ở trang của năm.",
        url=url,
        topic=year.topic,
    )


def tell_instrument_changed(instrument: LegalInstrument, changes: str, *, key: str, by: User) -> None:
    """Secretariats, officers and administrators learn that the law of their papers was edited.

    Of what one province decided itself only that province is told.
    """
    serving = Appointment.objects.filter(role=Appointment.Role.SECRETARY)
    officers = Q(province__isnull=False)
    if instrument.province_id is not None:
        concerned = kin_of([instrument.province_id])
        serving = serving.filter(bloc_year__bloc__province__in=concerned)
        officers = Q(province__in=concerned)
    readers = User.objects.filter(
        Q(pk__in=serving.values("user")) | officers | Q(is_superuser=True), is_active=True
    )
    notify(
        readers.exclude(pk=by.pk).order_by("pk"),
        key=key,
        subject=f"ĐÃ SỬA văn bản pháp luật: {instrument}"[:200],
        body=f"{by.full_name} sửa: {changes}",
        url=instrument.get_absolute_url(),
    )
