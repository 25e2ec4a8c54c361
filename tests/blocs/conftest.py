"""A bloc without members, and who sets it up."""

import pytest

from tests.factories import make_bloc, make_province, make_user


@pytest.fixture
def bloc(db):
    return make_bloc(province=make_province("tỉnh Hà Giang"))


@pytest.fixture
def administrator(client, bloc):
    person = make_user(province=bloc.province, administers_province=True)
    client.force_login(person)
    return person
