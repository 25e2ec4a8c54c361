"""A report as most tests of writing begin with; files that need another have their own."""

import pytest

from tests.factories import make_report, make_user

from .writing_case import PASSWORD


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def member(client, report):
    user = make_user(signs_for=report.association, full_name="Lê Thị Hoa", password=PASSWORD)
    client.force_login(user)
    return user
