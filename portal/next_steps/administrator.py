"""What the machine and the people ask of whoever administers the site or a province."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from audit.models import MaintenanceRun
from base.vietnamese import instant
from blocs.models import Bloc
from blocs.setup_path import administered, setup_steps
from members.models import Letter, User
from members.permissions import can_list_people

from .step import NextStep

BACKED_UP_EVERY = datetime.timedelta(days=2)


def administrator_steps(user) -> list[NextStep]:
    """The machine first, then a set-up that was left half-way, then whoever was invited and has not come."""
    if not can_list_people(user) or settings.READ_ONLY:
        return []
    machine = [*_backup(), *_letters()] if user.is_superuser else []
    return [*machine, *_setup(user), *_not_come(user)]


def _backup() -> list[NextStep]:
    last = MaintenanceRun.objects.filter(kind=MaintenanceRun.Kind.BACKUP).first()
    if last and last.is_well and timezone.now() - last.at < BACKED_UP_EVERY:
        return []
    if last is None:
        text = "Sao lưu chưa chạy lần nào"
    elif not last.is_well:
        text = "Lần sao lưu gần nhất không xong"
    else:
        text = "Đã quá hai ngày chưa sao lưu"
    facts = f"Lần gần nhất {instant(last.at)}. {last.note}" if last else "Cách đặt lịch: tài liệu vận hành."
    return [NextStep(text, reverse("system"), "Xem hệ thống", facts=facts.strip())]


def _letters() -> list[NextStep]:
    failed = Letter.objects.filter(state=Letter.State.FAILED).count()
    if not failed:
        return []
    url = f"{reverse('admin:members_letter_changelist')}?state__exact={Letter.State.FAILED}"
    return [
        NextStep(f"{failed} thư không gửi được", url, "Xem thư", facts="Người nhận vẫn thấy tin ở hộp tin.")
    ]


def _setup(user) -> list[NextStep]:
    """A province, or a bloc, whose path from an empty site was not walked to its end."""
    steps = []
    blocs = {
        bloc.province_id: bloc for bloc in Bloc.objects.filter(province__in=administered(user)).order_by("pk")
    }
    for province in administered(user):
        bloc = blocs.get(province.pk)
        left = [step for step in setup_steps(province, bloc) if not step.is_done]
        if left:
            url = f"{reverse('blocs:setup')}?{f'bloc={bloc.pk}' if bloc else f'province={province.pk}'}"
            next_one = f"Tiếp theo: {left[0].title[:1].lower()}{left[0].title[1:]}."
            steps.append(NextStep(f"Làm tiếp thiết lập {bloc or province}", url, "Làm tiếp", facts=next_one))
    return steps


def _not_come(user) -> list[NextStep]:
    waiting = User.objects.for_user(user).filter(last_login=None, is_active=True, is_demo=False).count()
    if not waiting:
        return []
    url = f"{reverse('members:people')}?only=not-come"
    facts = "Gửi lại thư mời, hoặc sửa địa chỉ thư ghi sai."
    return [NextStep(f"{waiting} người được mời chưa đăng nhập", url, "Xem danh sách", facts=facts)]
