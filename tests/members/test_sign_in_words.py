"""The pages of sign-in speak Vietnamese: labels, messages, and no page of the library's own."""

import re

import pytest
from django.urls import reverse

from blocs.models import Bloc
from members.models import User
from tests.factories import make_user, make_year

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-rat-dai"
ENGLISH = re.compile(r"\b(Password|Email|Successfully|signed|Current|Forgot|Change|Sign)\b")


def words(page) -> str:
    """What a person reads of a page's body."""
    body = page.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"<[^>]+>", " ", body)


@pytest.mark.parametrize(
    "address",
    ["account_change_password", "account_reset_password", "account_login", "account_reauthenticate"],
)
def test_no_page_of_sign_in_is_in_english(client, address):
    if address not in ("account_login", "account_reset_password"):
        client.force_login(make_user(password=PASSWORD))

    assert ENGLISH.findall(words(client.get(reverse(address)))) == []


def test_signing_in_and_out_says_nothing_in_english(client):
    user = make_user(password=PASSWORD)

    into = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True)
    out = client.post(reverse("account_logout"), follow=True)

    assert ENGLISH.findall(words(into)) == []
    assert "Đã đăng xuất." in words(out)
    assert ENGLISH.findall(words(out)) == []


def test_an_empty_site_says_where_its_first_account_is_made(client):
    address = reverse("account_login")
    said = "Người cài đặt mở liên kết tạo người quản trị đầu tiên"
    assert said in client.get(address).text

    make_user()

    assert said not in client.get(address).text


def test_the_library_has_no_page_of_addresses_here(client):
    client.force_login(make_user())

    assert client.get("/accounts/email/").url == reverse("home")


@pytest.mark.parametrize(
    ("contact", "said"),
    [("", "lãnh đạo hội của anh/chị"), ("Bà Hoa, 0233 123 456", "Xin gọi Bà Hoa, 0233 123 456")],
)
def test_who_cannot_sign_in_is_told_whom_to_ring(client, settings, contact, said):
    settings.SUPPORT_CONTACT = contact

    assert said in client.get(reverse("account_login")).text


def test_the_page_of_sign_in_says_whose_site_it_is_where_there_is_one_bloc(client):
    bloc = make_year().bloc
    Bloc.objects.update(name="Khối thi đua số 1")
    assert f"Khối thi đua số 1, {bloc.province}." in words(client.get(reverse("account_login")))
    Bloc.objects.update(name=f"Khối thi đua {bloc.province}")
    assert f"Khối thi đua {bloc.province}." in words(client.get(reverse("account_login")))

    make_year()
    assert f"Khối thi đua {bloc.province}." not in words(client.get(reverse("account_login")))


def test_who_may_not_see_a_page_is_told_whom_to_ask(client):
    year = make_year(members=3)
    User.objects.filter(pk=year.secretary.pk).update(phone="0233 385 1234")
    client.force_login(make_user(edits_for=year.bodies[2]))

    for address, status in ((reverse("awards:motion-create", args=[year.pk]), 403), ("/years/999999/", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert f"Thư ký khối: {year.secretary}" in words(answer)
        assert 'href="tel:0233 385 1234"' in answer.text
