"""Names through time, offices with dates, invitations, sign-in."""

import datetime
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members.models import Association, Officer, Succession
from members.notifications import password_link
from tests.factories import make_association, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.date


def test_a_renamed_body_is_known_by_each_name_in_its_time():
    body = make_association(
        official_name="Ban đại diện Hội Người cao tuổi tỉnh Quảng Trị", collective="BAN ĐẠI DIỆN"
    )

    body.rename(
        on=DAY(2024, 7, 1),
        official_name="Hội Người cao tuổi tỉnh Quảng Trị",
        short_name="Hội NCT",
        abbreviation="HNCT",
    )

    assert body.name_on(DAY(2024, 6, 30)) == "Ban đại diện Hội Người cao tuổi tỉnh Quảng Trị"
    assert body.identity_on(DAY(2024, 6, 30)).collective == "BAN ĐẠI DIỆN"
    assert body.name_on(DAY(2024, 7, 1)) == "Hội Người cao tuổi tỉnh Quảng Trị"


def test_a_merged_body_shows_where_it_comes_from(client):
    whole, part = make_association(), make_association(official_name="Hội Nạn nhân chất độc da cam")
    Succession.objects.create(predecessor=part, successor=whole, on=DAY(2018, 1, 1))
    client.force_login(make_user(edits_for=whole))

    assert "Hội Nạn nhân chất độc da cam" in client.get(whole.get_absolute_url()).text


@pytest.mark.parametrize("typed", ["hoi luat gia", "Hội Luật", "HLG", "LUẬT GIA"])
def test_a_body_is_found_without_accents(typed):
    body = make_association(official_name="Hội Luật gia tỉnh Quảng Trị", abbreviation="HLG")
    make_association(official_name="Hội Đông y tỉnh Quảng Trị")

    assert list(Association.objects.search(typed)) == [body]


def test_what_is_longer_than_any_name_is_found_nowhere(client):
    client.force_login(make_user())

    assert "Không có hội nào khớp" in client.get(reverse("members:associations"), {"q": "a" * 200_001}).text


def test_bodies_are_listed_by_the_vietnamese_alphabet():
    for name in ("Ưng", "Đạt", "Dũng", "Ẩn", "An"):
        make_association(official_name=name)

    assert [a.official_name for a in Association.objects.in_order()] == ["An", "Ẩn", "Dũng", "Đạt", "Ưng"]


def test_an_office_counts_between_its_dates():
    body = make_association()
    user = make_user()
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    Officer.objects.create(
        user=user, association=body, role="editor", position="x", since=today - day, until=today
    )
    assert not user.acts_for(body.pk)

    del user.offices
    Officer.objects.create(user=user, association=body, role="signatory", position="x", since=today)
    assert user.signs_for(body.pk)


def test_an_invited_person_chooses_a_password_and_signs_in(client):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    data = {"full_name": "Võ Thị Ánh", "email": "Anh@Hoi.example", "position": "Văn thư", "role": "editor"}

    client.post(reverse("members:officer-invite", args=[body.pk]), data)
    client.logout()

    (letter,) = mail.outbox
    assert letter.to == ["anh@hoi.example"]
    link = re.search(r"http://127.0.0.1:8000(/\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"})
    assert client.get(reverse("home")).status_code == 200  # in at once
    client.logout()
    signed_in = client.post(
        reverse("account_login"), {"login": "anh@hoi.example", "password": "mot-mat-khau-dai"}
    )
    assert signed_in.url == "/"
    assert client.get(link, follow=True).status_code == 200
    assert "đã dùng hoặc hết hạn" in client.get(link, follow=True).text


def test_who_has_a_second_factor_is_asked_for_it_after_choosing_a_new_password(client):
    person = make_user(last_login=timezone.now())
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    form = client.get(password_link(person), follow=True).redirect_chain[-1][0]
    answer = client.post(form, {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"})

    assert answer.url == reverse("mfa_authenticate")
    assert client.get(reverse("home")).status_code == 302


def test_nobody_is_invited_twice_to_the_same_body(client):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    held = make_user(edits_for=body)
    data = {"full_name": "A", "email": held.email, "position": "x", "role": "editor"}

    response = client.post(reverse("members:officer-invite", args=[body.pk]), data)

    assert "đang giữ một vai trò" in response.text
    assert mail.outbox == []


def test_sign_up_is_closed(client):
    assert "Tài khoản do lãnh đạo hội mời" in client.get(reverse("account_signup")).text


def test_a_forgotten_password_is_reset_by_a_letter_in_vietnamese(client):
    user = make_user()

    client.post(reverse("account_reset_password"), {"email": user.email})

    (letter,) = mail.outbox
    assert letter.subject == "Đặt lại mật khẩu Khối thi đua"
    assert "/accounts/password/reset/key/" in letter.body


def test_a_wrong_password_is_said_plainly_and_the_address_stays(client):
    response = client.post(reverse("account_login"), {"login": "ai@do.example", "password": "sai"})

    assert "Thư điện tử hoặc mật khẩu chưa đúng." in response.text
    assert "ai@do.example" in response.text


def test_nobody_ends_their_own_office(client):
    body = make_association()
    chair, editor = make_user(signs_for=body), make_user(edits_for=body)
    client.force_login(chair)

    for person in (chair, editor):
        office = person.officer_set.get()
        client.post(reverse("members:officer-end", args=[body.pk, office.pk]))

    assert chair.officer_set.get().until is None
    assert editor.officer_set.get().until == timezone.localdate()


def test_who_signs_in_comes_back_to_the_page_they_wanted(client):
    user = make_user(password="mat-khau-rat-dai")
    wanted = make_association().get_absolute_url()

    sign_in = client.get(wanted)
    page = client.get(sign_in.url)
    field = re.search(r'name="next" value="([^"]+)"', page.text)
    back = client.post(
        reverse("account_login"), {"login": user.email, "password": "mat-khau-rat-dai", "next": field[1]}
    )

    assert back.url == wanted
