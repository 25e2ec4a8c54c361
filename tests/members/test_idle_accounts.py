"""Accounts that nobody has used for 45 days are shut, and whoever administers them is told which."""

import datetime

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from members.models import Notice, User
from members.sign_in.idle_accounts import close_unused_accounts
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def after_45_days(settings):
    settings.ACCOUNT_IDLE_DAYS = 45


def used(days: int | None, *, joined: int = 100, **fields) -> User:
    now = timezone.now()
    last = None if days is None else now - days * DAY
    return make_user(last_login=last, joined_at=now - joined * DAY, **fields)


def is_open(user: User) -> bool:
    return User.objects.get(pk=user.pk).is_active


def test_who_has_not_signed_in_for_45_days_is_shut_and_the_administrator_told():
    administrator = used(1, is_superuser=True, is_staff=True)
    idle, never, lately, invited = used(46), used(None), used(44), used(None, joined=3)
    demo = used(400, is_demo=True)

    assert close_unused_accounts() == 2

    assert [is_open(user) for user in (idle, never, lately, invited, demo)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    (notice,) = Notice.objects.filter(to=administrator)
    assert notice.subject == "ĐÃ KHÓA 2 tài khoản 45 ngày không đăng nhập"
    assert idle.email in notice.body and never.email in notice.body and notice.url.endswith("?only=closed")
    entry = AuditEntry.objects.get(subject=f"members.user:{idle.pk}")
    assert (entry.action, entry.actor) == ("user.closed", "")
    assert "45 ngày không đăng nhập" in entry.what
    assert close_unused_accounts() == 0


def test_an_account_that_was_opened_again_has_its_days_anew():
    administrator = used(1, is_superuser=True, is_staff=True)
    idle = used(60)
    close_unused_accounts()
    User.objects.get(pk=idle.pk).reopen(by=administrator)

    assert close_unused_accounts() == 0 and is_open(idle)
    assert close_unused_accounts(timezone.now() + 44 * DAY) == 0
    administrator.last_login = timezone.now() + 45 * DAY
    administrator.save()
    assert close_unused_accounts(timezone.now() + 46 * DAY) == 1
    assert not is_open(idle)


def test_the_last_administrator_is_never_shut_out():
    first, second = (used(days, is_superuser=True, is_staff=True) for days in (200, 100))
    assert close_unused_accounts() == 1
    assert (is_open(first), is_open(second)) == (False, True)


def test_nothing_is_shut_where_no_days_are_set(settings):
    settings.ACCOUNT_IDLE_DAYS = 0
    idle = used(400)
    assert close_unused_accounts() == 0 and is_open(idle)
