"""From an empty site to an open year: which steps there are, what each is for, and which are done."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.models import Officer, Province

from .models import Appointment, Bloc, BlocYear


@dataclass(frozen=True)
class SetupStep:
    """One step: what it is, what it is for, where it is done; `said` is what stands there by now."""

    title: str
    purpose: str
    url: str = ""  # empty while a step before it is missing
    said: str = ""
    is_done: bool = False


def setup_steps(province: Province | None, bloc: Bloc | None) -> list[SetupStep]:
    """The steps in their order. Each is read from the database, so that the path is resumed wherever it was left."""
    year = bloc.years.order_by("-year").first() if bloc else None
    return [
        _province_step(province),
        _bloc_step(province, bloc),
        _members_step(bloc),
        _year_step(bloc, year),
        _service_step(year),
    ]


def _province_step(province: Province | None) -> SetupStep:
    url = reverse("blocs:province-edit", args=[province.pk]) if province else reverse("blocs:province-create")
    return SetupStep(
        "Tỉnh, thành phố",
        "Tên, cơ quan thường trực, nơi nhận tờ trình: hỏi một lần, dùng cho mọi văn bản.",
        url,
        str(province or ""),
        province is not None,
    )


def _bloc_step(province: Province | None, bloc: Bloc | None) -> SetupStep:
    url = ""
    if bloc:
        url = reverse("blocs:bloc-edit", args=[bloc.pk])
    elif province:
        url = reverse("blocs:bloc-create", args=[province.pk])
    return SetupStep(
        "Khối thi đua",
        "Tên khối như trong quyết định thành lập.",
        url,
        bloc.name if bloc else "",
        bloc is not None,
    )


def _members_step(bloc: Bloc | None) -> SetupStep:
    count = bloc.memberships.filter(left_on=None).count() if bloc else 0
    return SetupStep(
        "Các đơn vị và người của từng đơn vị",
        "Lấy từ danh sách có sẵn (Excel, Word, hoặc dán vào). Người có thư điện tử nhận ngay thư mời.",
        reverse("blocs:member-list", args=[bloc.pk]) if bloc else "",
        f"{count} đơn vị" if count else "",
        count >= 2,  # a lead and a deputy
    )


def _year_step(bloc: Bloc | None, year: BlocYear | None) -> SetupStep:
    is_ready = bloc is not None and bloc.memberships.filter(left_on=None).count() >= 2
    return SetupStep(
        "Năm thi đua đầu tiên",
        "Chọn Trưởng khối, Phó Trưởng khối; bắt đầu từ bộ mẫu chung rồi sửa, hoặc nhập bảng tiêu chí của khối sau.",
        reverse("blocs:year-open", args=[bloc.pk]) if bloc and is_ready and not year else "",
        f"Năm {year.year}, Trưởng khối: {year.lead.short_name}" if year else "",
        year is not None,
    )


def _service_step(year: BlocYear | None) -> SetupStep:
    roles = dict(year.appointments.values_list("role", "user__full_name")) if year else {}
    named = [f"{Appointment.Role(role).label}: {name}" for role, name in roles.items()]
    return SetupStep(
        "Thư ký khối và người thẩm định",
        "Thư ký điều hành năm thi đua; người của Phó Trưởng khối thẩm định bảng điểm của Trưởng khối.",
        reverse("blocs:service", args=[year.pk]) if year else "",
        "; ".join(named),
        set(Appointment.Role.values) <= set(roles),
    )


def not_come(bloc: Bloc) -> list[Officer]:
    """Who was named for a member of the bloc and has not said yes, or never signed in, by association."""
    members = bloc.memberships.filter(left_on=None).values("association")
    named = Officer.objects.named_on(timezone.localdate()).filter(association__in=members)
    has_not_come = Q(user__last_login=None) | Q(accepted_at=None)
    waiting = named.filter(has_not_come, user__is_active=True, user__is_demo=False)
    return list(waiting.select_related("user", "association").order_by("association__sort_key", "pk"))


def administered(user) -> list[Province]:
    """The provinces this person sets up: those that have not gone into another yet."""
    present = Province.objects.filter(Q(merged_on=None) | Q(merged_on__gt=timezone.localdate()))
    if user.is_superuser:
        return list(present)
    if not user.administers_province:
        return []
    return list(present.filter(pk__in=user.read_province_ids))
