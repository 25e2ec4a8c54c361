"""What waits for whoever administers the site or a province."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import MaintenanceRun
from members.models import Letter
from portal.next_steps import administrator_steps
from tests.factories import make_association, make_province, make_user, make_year

pytestmark = pytest.mark.django_db


def texts(user) -> list[str]:
    return [step.text for step in administrator_steps(type(user).objects.get(pk=user.pk))]


@pytest.fixture
def superuser():
    return make_user(is_superuser=True, last_login=timezone.now())


def test_nobody_else_is_asked_anything():
    year = make_year()

    assert texts(year.secretary) == []


@pytest.mark.parametrize(
    ("age", "is_well", "said"),
    [
        (None, True, "Sao lưu chưa chạy lần nào"),
        (datetime.timedelta(hours=20), True, None),
        (datetime.timedelta(days=3), True, "Đã quá hai ngày chưa sao lưu"),
        (datetime.timedelta(hours=1), False, "Lần sao lưu gần nhất không xong"),
    ],
)
def test_a_backup_that_is_missing_old_or_failed_is_the_first_task(superuser, age, is_well, said):
    if age is not None:
        MaintenanceRun.objects.create(kind="backup", at=timezone.now() - age, is_well=is_well)

    assert ([*texts(superuser), None][0]) == said


def test_letters_that_did_not_leave_are_told(superuser):
    MaintenanceRun.objects.create(kind="backup", at=timezone.now())
    Letter.objects.create(to=superuser, subject="Thư", body="x", state="failed")

    assert texts(superuser) == ["1 thư không gửi được"]


def test_a_province_s_administrator_walks_on_where_the_set_up_was_left():
    province = make_province("tỉnh Hà Giang")
    user = make_user(province=province, administers_province=True, last_login=timezone.now())
    make_user(edits_for=make_association())  # has not come, of another province

    (step,) = administrator_steps(user)
    assert step.text == "Làm tiếp thiết lập tỉnh Hà Giang"
    assert step.facts == "Tiếp theo: khối thi đua."

    make_user(edits_for=make_association(province=province))
    assert texts(user)[1] == "1 người được mời chưa đăng nhập"


def test_a_bloc_set_up_to_its_end_asks_nothing_more(superuser):
    MaintenanceRun.objects.create(kind="backup", at=timezone.now())
    year = make_year()
    for person in (year.secretary, year.verifier):
        type(person).objects.filter(pk=person.pk).update(last_login=timezone.now())

    assert texts(superuser) == []


def test_home_offers_the_administrator_s_rooms(client, superuser):
    client.force_login(superuser)

    page = client.get(reverse("home")).text

    for name in ("members:people", "blocs:setup", "blocs:award-types", "blocs:law", "system"):
        assert f'href="{reverse(name)}"' in page
