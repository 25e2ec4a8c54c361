"""Who is told what is next: a step opened, the secretariat to be named, a year to be opened, the law edited."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from base.vietnamese import instant, uncapitalised
from members.models import Officer, User, kin_of, people_of
from members.notifications import notify, settle

from .models.appointment import Appointment
from .models.milestone import Milestone

if TYPE_CHECKING:  # the models' own verbs tell people by these
    from .models import BlocYear, Extension, Handover, LegalInstrument


@dataclass(frozen=True)
class Opened:
    """What members may do from a step on: the paper, until which step, on which page."""

    paper: str
    closes: Milestone.Kind
    page: str


OPENED = {
    Milestone.Kind.REGISTRATION_OPENED: Opened(
        "bản đăng ký thi đua", Milestone.Kind.REGISTRATION_CLOSED, "pledges:registrations"
    ),
    Milestone.Kind.SELF_SCORING_OPENED: Opened(
        "báo cáo năm và bảng tự chấm điểm", Milestone.Kind.SELF_SCORING_CLOSED, "pledges:completeness"
    ),
}


def people_of_members(year: "BlocYear") -> QuerySet[User]:
    """Whoever acts today for a member of the year."""
    offices = Officer.objects.on(timezone.localdate()).filter(association__in=year.members())
    return User.objects.filter(pk__in=offices.values("user"), is_active=True).order_by("pk")


def tell_step_opened(year: "BlocYear", kind: str) -> None:
    """The people of every member learn what they may write from now on, and until when."""
    opened = OPENED.get(Milestone.Kind(kind))
    if opened is None:
        return
    due_at = year.due(opened.closes)
    until = f" Hạn nộp: {instant(due_at)}." if due_at else ""
    notify(
        people_of_members(year),
        key=f"opened:{year.pk}:{kind}",
        subject=f"ĐÃ MỞ: soạn và nộp {opened.paper} năm {year.year}",
        body=f"{year.bloc.short_name} đã mở bước này.{until}",
        url=reverse(opened.page, args=[year.pk]),
        topic=year.topic,
    )


NAMING = {
    Appointment.Role.SECRETARY: "cử thư ký khối",
    Appointment.Role.VERIFIER: "cử người thẩm định bảng điểm của Trưởng khối",
}


def tell_year_opened(year: "BlocYear") -> None:
    """The heads of the lead and of the deputy learn whom each of them has to name."""
    for role, body in ((Appointment.Role.SECRETARY, year.lead), (Appointment.Role.VERIFIER, year.deputy)):
        notify(
            people_of(body.pk, role=Officer.Role.SIGNATORY),
            key=f"name:{year.pk}:{role}",
            subject=f"CẦN LÀM: {NAMING[role]} năm {year.year}",
            body=f"Năm thi đua {year.year} của {year.bloc.short_name} đã mở; {body.short_name} {NAMING[role]}.",
            url=reverse("blocs:appointments", args=[year.pk]),
            topic=year.topic,
        )


def tell_handed_over(handover: "Handover") -> None:
    """The new lead learns that it can open its year."""
    year = handover.bloc_year
    notify(
        people_of(handover.receiver_id, role=Officer.Role.SIGNATORY),
        key=f"next-year:{year.pk}",
        subject=f"ĐẾN LƯỢT: mở năm thi đua {year.year + 1} của {year.bloc.short_name}"[:200],
        body=f"Năm {year.year} đã bàn giao cho {handover.receiver}. Mở năm mới ở trang của khối.",
        url=reverse("blocs:year-open", args=[year.bloc_id]),
        topic=year.topic,
    )


def tell_extension(granted: "Extension") -> None:
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
    settle(year.topic, f"name:{year.pk}:{appointment.role}")
    notify(
        [appointment.user],
        key=f"appointed:{appointment.pk}",
        subject=f"ĐƯỢC PHÂN CÔNG: {appointment.get_role_display().lower()}, {year}",
        body=f"{by.full_name} phân công anh/chị. Việc đang chờ ghi ở trang của năm.",
        url=url,
        topic=year.topic,
    )


def tell_instrument_changed(instrument: "LegalInstrument", changes: str, *, key: str, by: User) -> None:
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
