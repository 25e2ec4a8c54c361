"""Ông and Bà: written once for a person, said in rolls and minutes, never below a signature."""

import pytest
from django.urls import reverse

from awards.models import Conference
from awards.papers.conference import minutes_paper
from documents.papers import Signer
from operations.personal_data import data_of
from tests.factories import make_association, make_conference, make_user

pytestmark = pytest.mark.django_db


def test_whoever_invites_may_say_how_a_person_is_addressed(client):
    association = make_association()
    client.force_login(make_user(signs_for=association))
    typed = {
        "form_of_address": "Bà", "full_name": "Lê Thị B", "email": "b@hoi.vn", "position": "Kế toán", "role": "editor",
    }  # fmt: skip

    client.post(reverse("members:officer-invite", args=[association.pk]), typed)

    (invited,) = association.officers.filter(user__email="b@hoi.vn")
    assert (invited.user.full_name, invited.user.addressed_name) == ("Lê Thị B", "Bà Lê Thị B")


def test_a_person_says_it_of_themselves(client):
    person = make_user(full_name="Trần A")
    client.force_login(person)

    client.post(reverse("members:contact"), {"form_of_address": "Ông", "phone": "0912345678"})

    person.refresh_from_db()
    assert (person.addressed_name, person.phone) == ("Ông Trần A", "0912345678")


def test_the_roll_says_it_and_the_signature_does_not(client):
    conference = make_conference()
    year = conference.bloc_year
    conference.attendances.all().delete()
    year.lead.officers.filter(role="signatory").delete()
    chair = make_user(signs_for=year.lead, full_name="Phan Văn Chủ", form_of_address="Ông")
    client.force_login(year.secretary)

    page = client.get(reverse("awards:roll-call", args=[year.pk]))

    assert f'value="{chair.addressed_name}"' in page.text
    Conference.objects.filter(pk=conference.pk).update(chair=chair.addressed_name)
    conference.refresh_from_db()
    paper = minutes_paper(conference, conference.day)
    assert f"Chủ tọa: {chair.addressed_name}" in str(paper.blocks)
    assert paper.signer.name == chair.full_name
    assert Signer("ông Lê Văn A", "", ()).name == "Lê Văn A"


def test_who_is_written_with_it_is_in_what_is_held_of_the_person():
    conference = make_conference()
    person = make_user(full_name="Lê Văn Chờ")
    Conference.objects.filter(pk=conference.pk).update(chair="Ông Lê Văn Chờ")

    assert "Ông Lê Văn Chờ" in str(data_of(person)["named"])
