"""Every field that could hold personal data is marked; a person is given all that is held of them, but no secret."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from awards.models import Conference
from operations import personal_data
from operations.personal_data import HOLDINGS, NOT_PERSONAL, data_of, holdings_of, unmarked
from tests.factories import make_association, make_conference, make_user


def told(*words) -> str:
    out = StringIO()
    call_command("personal_data", *words, stdout=out)
    return out.getvalue()


@pytest.mark.screens
def test_every_field_that_could_hold_personal_data_is_marked():
    assert unmarked() == []


@pytest.mark.screens
def test_a_field_without_a_mark_and_one_that_is_gone_are_found(monkeypatch):
    monkeypatch.setitem(NOT_PERSONAL, "blocs.bloc", "name gone")
    found = unmarked()
    assert "blocs.bloc.gone" in found and "blocs.bloc.short_name" in found and "blocs.bloc.name" not in found


@pytest.mark.screens
def test_every_text_of_a_model_is_asked_for(monkeypatch):
    monkeypatch.setattr(personal_data, "TEXTS", (models.CharField,))
    assert "members.notice.body" in unmarked()


@pytest.mark.django_db
def test_the_map_names_every_class_with_its_rows():
    make_user()
    text = told()
    assert all(holding.name in text for holding in HOLDINGS)
    (line,) = [row for row in text.splitlines() if "full_name" in row]
    assert line.endswith("| 1 |") and "tài khoản khóa, không xóa" in line


@pytest.mark.django_db
def test_a_person_is_given_what_is_theirs_and_no_secret(law):
    conference = make_conference()
    person = make_user(signs_for=make_association(), full_name="Lê Thị Lan Phương", phone="0233 123 456")
    Conference.objects.filter(pk=conference.pk).update(chair=person.full_name, closed_by=None)
    other = make_user(full_name="Trần Văn Người Khác")

    given = data_of(person)

    assert given["account"]["phone"] == "0233 123 456"
    positions = [row["says"]["position"] for row in given["theirs"] if "position" in row["says"]]
    assert positions == [person.officer_set.get().position]
    assert [row["says"]["chair"] for row in given["named"]] == [person.full_name]
    text = told(person.email)
    assert json.loads(text)["account"]["full_name"] == person.full_name
    assert person.password not in text and other.full_name not in text
    assert "password" not in {
        field for field, held in holdings_of("members.user").items() if not held.is_secret
    }


@pytest.mark.django_db
def test_nobody_of_that_address():
    with pytest.raises(CommandError, match="No person here"):
        told("ai@do.example")
