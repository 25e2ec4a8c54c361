"""The accounts of the site, and the yearly review of what each may do."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.log import record
from audit.models import AuditEntry, MaintenanceRun
from audit.models.maintenance import done
from base.vietnamese import short_date
from blocs.models import Appointment
from members.models import Officer, User


@dataclass(frozen=True)
class Account:
    """One account: whose, what it may be, since when it has been there and what became of it."""

    user: User
    offices: tuple[str, ...]
    has_second_factor: bool
    shut_on: datetime.date | None = None  # the last time it was; None where the log does not say

    @property
    def kind(self) -> str:
        return "; ".join(self.offices) or "Chưa có chức vụ"

    @property
    def state(self) -> str:
        if not self.user.is_active:
            return f"Đã khóa từ {short_date(self.shut_on)}" if self.shut_on else "Đã khóa"
        return "Đang dùng" if self.user.last_login else "Chưa vào lần nào"

    @property
    def last_sign_in(self) -> str:
        return short_date(timezone.localdate(self.user.last_login)) if self.user.last_login else "–"


def accounts(users: QuerySet[User] | None = None) -> list[Account]:
    """All accounts, or these, in the order of their names; in five queries however many there are."""
    users = User.objects.all() if users is None else users
    chosen = list(users.select_related("province").order_by("search_key", "pk"))
    keys = [user.pk for user in chosen]
    offices: dict[int, list[str]] = {key: [] for key in keys}
    for officer in (
        Officer.objects.filter(user__in=keys).select_related("association").order_by("since", "pk")
    ):
        until = f" đến {short_date(officer.until)}" if officer.until else ""
        term = f"từ {short_date(officer.since)}{until}"
        office = f"{officer.get_role_display()}, {officer.association.short_name} ({term})"
        offices[officer.user_id].append(office)
    for one in Appointment.objects.filter(user__in=keys).select_related("bloc_year__bloc").order_by("pk"):
        offices[one.user_id].append(f"{one.get_role_display()} năm {one.bloc_year.year} (đến khi bàn giao)")
    guarded = set(Authenticator.objects.filter(user__in=keys).values_list("user", flat=True))
    shut = _shut_on(chosen)
    return [
        Account(user, (*_of_the_site(user), *offices[user.pk]), user.pk in guarded, shut.get(user.pk))
        for user in chosen
    ]


def _shut_on(users: list[User]) -> dict[int, datetime.date]:
    """{user: the day of the log on which the account was shut last}."""
    keys = {f"members.user:{user.pk}": user.pk for user in users if not user.is_active}
    closings = AuditEntry.objects.filter(action="user.closed", subject__in=keys).order_by("pk")
    return {keys[subject]: timezone.localdate(at) for subject, at in closings.values_list("subject", "at")}


def _of_the_site(user: User) -> Iterator[str]:
    if user.is_superuser:
        yield "Quản trị hệ thống (không thời hạn)"
    if user.province:
        office = "Quản trị tỉnh" if user.administers_province else "Cán bộ tỉnh"
        yield f"{office}, {user.province.short_name} (không thời hạn)"


def note_review(*, by: User) -> None:
    """Note that all accounts and what they may do were looked through today, by whom and how many they were."""
    open_accounts, shut = (User.objects.filter(is_active=state).count() for state in (True, False))
    what = f"Đã rà soát {open_accounts + shut} tài khoản: {open_accounts} đang mở, {shut} đã khóa"
    with transaction.atomic():
        done(MaintenanceRun.Kind.REVIEW, note=f"{what}; {by}")
        record("accounts.reviewed", what=what, by=by)
