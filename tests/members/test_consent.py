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


def invite(client, body, email: str) -> Officer:
    data = {"full_name": "Trần Văn B", "email": email, "position": "Ủy viên", "role": "editor"}
    client.post(reverse("members:officer-invite", args=[body.pk]), data)
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
        re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1], follow=True
    ).redirect_chain[-1][0]
    client.post(form, {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"})

    assert Officer.objects.get(pk=office.pk).accepted_at
    assert office.user.acts_for(body.pk)


def test_a_link_of_ones_own_is_not_kept_after_the_letter_went():
    letter = Letter.objects.create(to=make_user(), subject="Mời", body="http://x/khoa-rieng/", holds_key=True)

    assert send_waiting() == 1
    letter.refresh_from_db()
    assert "khoa-rieng" in mail.outbox[0].body and "khoa-rieng" not in letter.body
