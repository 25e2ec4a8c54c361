"""Accounts that nobody has used for long are shut; whoever administers them opens them again (ACCOUNT_IDLE_DAYS)."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from members.models import User
from members.notifications import notify

SUBJECT = f"{User._meta.label_lower}:"


def unused_accounts(now: datetime.datetime) -> QuerySet[User]:
    """Open accounts with no sign-in for ACCOUNT_IDLE_DAYS, but for demo persons and the last administrator.

    An account that was made or opened again meanwhile has its days from then on.
    """
    since = now - datetime.timedelta(days=settings.ACCOUNT_IDLE_DAYS)
    reopened = AuditEntry.objects.filter(action="user.reopened", at__gte=since)
    lately = [subject.removeprefix(SUBJECT) for subject in reopened.values_list("subject", flat=True)]
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    kept = administrators.order_by(F("last_login").desc(nulls_last=True), "pk").values("pk")[:1]
    never_came = Q(last_login=None, joined_at__lt=since)
    return (
        User.objects.filter(Q(last_login__lt=since) | never_came, is_active=True, is_demo=False)
        .exclude(pk__in=lately)
        .exclude(pk__in=list(kept.values_list("pk", flat=True)))
        .order_by("search_key", "pk")
    )


def close_unused_accounts(now: datetime.datetime | None = None) -> int:
    """Shut them and tell the administrators which; how many. Nothing where ACCOUNT_IDLE_DAYS is 0."""
    if not settings.ACCOUNT_IDLE_DAYS:
        return 0
    moment = now or timezone.now()
    with transaction.atomic():
        closed = list(unused_accounts(moment).select_for_update(of=("self",)))
        for person in closed:
            person.close_unused(days=settings.ACCOUNT_IDLE_DAYS)
        if closed:
            _tell_administrators(closed, moment)
    return len(closed)


def _tell_administrators(closed: list[User], moment: datetime.datetime) -> None:
    names = "; ".join(f"{person} ({person.email})" for person in closed)
    notify(
        User.objects.filter(is_superuser=True, is_active=True),
        key=f"unused:{timezone.localdate(moment).isoformat()}:{closed[0].pk}",
        subject=f"ĐÃ KHÓA {len(closed)} tài khoản {settings.ACCOUNT_IDLE_DAYS} ngày không đăng nhập",
        body=f"{names}. Ai còn làm việc thì mở lại ở trang của người ấy.",
        url=f"{reverse('members:people')}?only=closed",
    )
