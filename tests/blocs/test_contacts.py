"""Whom to ring in each association: for whoever reads the whole year, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_user, make_year

pytestmark = pytest.mark.django_db


def page_of(client, year, user):
    client.force_login(user)
    return client.get(reverse("blocs:appointments", args=[year.pk]))


def test_the_secretariat_sees_who_signs_first_and_how_to_reach_them(client):
    year = make_year()
    make_user(edits_for=year.bodies[2], full_name="Người soạn")
    make_user(signs_for=year.bodies[2], full_name="Người ký", phone="0233 111 222")

    page = page_of(client, year, year.secretary)

    assert [office.user.full_name for office in page.context["contacts"][2].acting] == [
        "Người ký",
        "Người soạn",
    ]
    assert 'href="tel:0233 111 222"' in page.text


def test_a_member_sees_nobody_of_the_others(client):
    year = make_year()
    make_user(signs_for=year.bodies[2], full_name="Người ký", phone="0233 111 222")

    page = page_of(client, year, make_user(edits_for=year.bodies[3]))

    assert "0233 111 222" not in page.text
    assert page.context["contacts"] == []


def test_the_page_asks_as_often_for_three_members_as_for_twelve(client):
    counts = []
    for members in (3, 12):
        year = make_year(members=members)
        for body in year.bodies:
            make_user(signs_for=body)
        page_of(client, year, year.secretary)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("blocs:appointments", args=[year.pk])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
