"""An office is an offer until it is accepted: nobody is tied to an association unasked."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from members.models import Letter, Officer
from members.outbox import send_waiting
from pledges.models.verification import may_be_named
from tests.factories import Step, make_association, make_user, make_year

pytestmark = pytest.mark.django_db


TYPED = {"full_name": "Trần Văn B", "email": "moi@hoi.example", "position": "Ủy viên", "role": "editor"}


def send_invitation(client, body, **typed):
    return client.post(reverse("members:officer-invite", args=[body.pk]), TYPED | typed, follow=True)


def invite(client, body, email: str) -> Officer:
    send_invitation(client, body, email=email)
    return body.officers.filter(user__email=email).last()


def answer(client, office, word: str):
    return client.post(reverse(f"members:invitation-{word}", args=[office.pk]))


@pytest.fixture
def year():
    return make_year(until=Step.SELF_SCORING_OPENED)


def test_a_member_cannot_make_the_secretary_partial_by_inviting_them(client, year):
    body = year.bodies[2]
    client.force_login(make_user(signs_for=body))
    office = invite(client, body, year.secretary.email)

    assert year.secretary in may_be_named(year, body)
    assert not year.secretary.acts_for(body.pk)
    client.force_login(year.secretary)
    assert "Lời mời từ" in client.get("/").text
    answer(client, office, "accept")
    assert Officer.objects.get(pk=office.pk).accepted_at
    assert year.secretary not in may_be_named(year, body)


def test_who_says_no_is_not_asked_again_and_may_be_invited_anew(client):
    body = make_association()
    chair, other = make_user(signs_for=body), make_user()
    client.force_login(chair)
    office = invite(client, body, other.email)
    client.force_login(other)
    answer(client, office, "decline")

    assert "Lời mời từ" not in client.get("/").text
    assert answer(client, office, "accept").status_code == 404
    client.force_login(chair)
    assert "không nhận lời" in client.get(body.get_absolute_url()).text
    assert invite(client, body, other.email) != office
    assert body.officers.filter(user=other).count() == 2


def test_nobody_answers_for_another(client):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    office = invite(client, body, "moi@hoi.example")

    assert answer(client, office, "accept").status_code == 404
    assert not office.user.acts_for(body.pk)


def test_the_link_in_the_letter_is_the_yes_of_somebody_new(client):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    office = invite(client, body, "moi@hoi.example")
    client.logout()
    form = client.get(
        re.search(r"http://127.0.0.1:8000(/\S+)", mail.outbox[0].body)[1], follow=True
    ).redirect_chain[-1][0]
    client.post(form, {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"})

    assert Officer.objects.get(pk=office.pk).accepted_at
    assert office.user.acts_for(body.pk)


def test_a_link_of_ones_own_is_not_kept_after_the_letter_went():
    letter = Letter.objects.create(to=make_user(), subject="Mời", body="http://x/khoa-rieng/", holds_key=True)

    assert send_waiting() == 1
    letter.refresh_from_db()
    assert "khoa-rieng" in mail.outbox[0].body and "khoa-rieng" not in letter.body


@pytest.mark.parametrize(
    "name",
    [
        "Nhận quà tại http://qua.example",
        "Vào www.qua.example",
        "Xem qua-tang.vn ngay",
        "Viết cho qua@tang",
        "Xem TT.vn và ts.com",
        "Trần " * 21,
    ],
)
@pytest.mark.parametrize("box", ["full_name", "position"])
def test_an_invitation_carries_no_address_and_no_long_text(client, box, name):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    answer = send_invitation(client, body, **{box: name})

    assert answer.context["form"].errors[box]
    assert not body.officers.filter(user__email="moi@hoi.example").exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    "name",
    ["TS. Nguyễn Thị Ánh", "PGS.TS.Lan Anh", "ThS.Minh", "Y Moan Êñuôl", "Trần Văn B (Bình)"],
)
def test_real_names_are_accepted(client, name):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    send_invitation(client, body, full_name=name)

    assert body.officers.get(user__email="moi@hoi.example").user.full_name == name


def test_the_letter_of_an_invitation_has_its_texts_in_one_line(client):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    send_invitation(client, body, full_name="Trần Văn B\n\nThư của ngân hàng:")

    assert "Kính gửi Trần Văn B Thư của ngân hàng:," in mail.outbox[0].body


def test_an_association_invites_so_many_a_day_and_no_more(client, settings):
    settings.INVITATIONS_A_DAY = 3
    body = make_association()
    client.force_login(make_user(signs_for=body))
    for n in range(3):
        send_invitation(client, body, email=f"n{n}@hoi.example")

    assert "Xin mời tiếp vào ngày mai" in send_invitation(client, body, email="n9@hoi.example").text
    assert len(mail.outbox) == 3


def test_the_answer_does_not_tell_whether_an_account_exists(client):
    body, known = make_association(), make_user(full_name="Lê Thị Khác", email="khac@hoi.example")
    client.force_login(make_user(signs_for=body))
    told = {
        email: send_invitation(client, body, email=email).text.replace(email, "…")
        for email in ("khac@hoi.example", "moi1@hoi.example")
    }

    assert "Lê Thị Khác" not in told["khac@hoi.example"]
    assert "Đã gửi thư mời tới …" in told["khac@hoi.example"]
    assert "Đã gửi thư mời tới …" in told["moi1@hoi.example"]
    found = client.get(reverse("search"), {"q": "Lê Thị Khác"})
    assert body.get_absolute_url() not in found.text
    known.officer_set.get().accept()
    assert "Lê Thị Khác" in client.get(body.get_absolute_url()).text
