"""The yearly review of accounts: who may do what, looked through and noted."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry, MaintenanceRun
from members.models import User
from operations.security_level.accounts import accounts
from tests.factories import make_association, make_province, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = make_user(full_name="Hồ Quản Trị", is_superuser=True)
    client.force_login(person)
    return person


def test_each_account_says_what_it_may_be_and_since_when(administrator):
    year = make_year()
    province = make_user(full_name="Lê Tỉnh", province=make_province(), administers_province=True)
    Authenticator.objects.create(user=province, type=Authenticator.Type.TOTP, data={})
    shut = make_user(full_name="Vũ Đã Khóa")
    shut.close(by=administrator)
    make_user(full_name="Vũ Khóa Từ Lâu", is_active=False)

    told = {one.user.pk: one for one in accounts()}

    assert len(told) == User.objects.count() == 6
    assert told[administrator.pk].kind == "Quản trị hệ thống (không thời hạn)"
    assert (
        told[province.pk].kind == "Quản trị tỉnh, Quảng Trị (không thời hạn)"
        and told[province.pk].has_second_factor
    )
    lead = year.bodies[0]
    assert told[year.secretary.pk].offices == (
        f"Người soạn, {lead.short_name} (từ 01/01/2015)",
        "Thư ký khối năm 2023 (đến khi bàn giao)",
    )
    assert told[shut.pk].state == f"Đã khóa từ {timezone.localdate():%d/%m/%Y}"
    assert [one.state for one in told.values()].count("Đã khóa") == 1
    assert not told[administrator.pk].has_second_factor


def test_the_review_is_noted_with_who_did_it(client, administrator):
    page = reverse("accounts-review")
    make_user(is_active=False)
    assert "Chưa rà soát lần nào" in client.get(page).text

    answer = client.post(page, follow=True)

    noted = MaintenanceRun.objects.get(kind=MaintenanceRun.Kind.REVIEW)
    assert noted.note == "Đã rà soát 2 tài khoản: 1 đang mở, 1 đã khóa; Hồ Quản Trị"
    assert noted.note in answer.text and "Chưa rà soát" not in answer.text
    entry = AuditEntry.objects.get(action="accounts.reviewed")
    assert entry.actor_id == administrator.pk


def test_it_is_for_administrators_of_the_site_alone(client):
    client.force_login(make_user(province=make_province(), administers_province=True))

    for name, words in (
        ("accounts-review", []),
        ("security-level", []),
        ("security-paper", ["danh-sach-tai-khoan", "docx"]),
    ):
        assert client.get(reverse(name, args=words)).status_code == 403
    assert client.post(reverse("accounts-review")).status_code == 403
    assert not MaintenanceRun.objects.exists()


def test_the_same_questions_however_many_accounts(client, administrator, django_assert_max_num_queries):
    def asked() -> int:
        with django_assert_max_num_queries(40) as counted:
            page = client.get(reverse("accounts-review"))
        assert page.status_code == 200
        return len(counted)

    make_user(signs_for=make_association())
    before = asked()
    for _ in range(30):
        make_user(signs_for=make_association())

    assert asked() == before
    rows = re.findall(r'data-label="Tình trạng"', client.get(reverse("accounts-review")).text)
    assert len(rows) == User.objects.count() == 32
