"""Follows every link of the site as each role of the demo: nothing is broken, nothing answers 500."""

import re
from collections import defaultdict

import pytest
from django.db import connection
from django.urls import reverse

from members.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]

ROLES = ["soan.nct", "soan.hlg", "soan.ctd", "soan.tnxp", "lanhdao.tnxp", "lanhdao.hlg", "tinh", "quantri"]
LINK = re.compile(r'href="(/[^"#]*)"')
LEFT_ALONE = ("/static/", "/admin/", "/accounts/logout/")
# Who reads a whole year is offered the same papers: they are drawn for the first of them only, few of each kind.
READ_ALL = {"soan.hlg", "soan.ctd", "tinh", "quantri"}
DRAWN = re.compile(
    r"/(draft/|draft\.docx|word/|pictures\.pdf|tables\.xlsx|(paper|scores|receipt)\.(pdf|docx))$"
)
FEW = 3


def links_of(response) -> set[str]:
    if "html" not in response.headers.get("Content-Type", ""):
        return set()
    found = LINK.findall(response.content.decode())
    return {link.replace("&amp;", "&") for link in found if not link.startswith(LEFT_ALONE)}


def kind_of(url: str) -> str:
    """The address without its keys and its query: what two pages of one view have in common."""
    return re.sub(r"\d+", "#", url.split("?")[0])


class Few:
    """Takes the first few addresses of each kind."""

    def __init__(self):
        self.taken: dict[str, set[str]] = defaultdict(set)

    def take(self, url: str) -> bool:
        taken = self.taken[kind_of(url)]
        if len(taken) < FEW:
            taken.add(url)
        return url in taken


class Writes:
    """What is written while it wraps the statements of a look, but for who is there and since when."""

    STATEMENT = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
    OF_THE_SESSION = {"django_session", "usersessions_usersession"}

    def __init__(self):
        self.found: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        statement = self.STATEMENT.match(sql)
        if statement and statement[1] not in self.OF_THE_SESSION:
            self.found.append(sql[:120])
        return execute(sql, params, many, context)


def read_to_the_end(response) -> None:
    """Closes the file that is sent; `close()` itself would close the database's connection too."""
    if response.streaming:
        for _ in response.streaming_content:
            pass


@pytest.mark.parametrize("role", ROLES)
def test_every_link_a_person_sees_can_be_followed(client, settings, role):
    settings.VERIFY_RATE = "1000/m/ip"
    client.raise_request_exception = False
    client.force_login(User.objects.get(email__startswith=f"{role}@"))
    to_visit, seen, broken, papers, writes = {reverse("home")}, set(), {}, Few(), Writes()

    while to_visit:
        url = min(to_visit)
        to_visit.remove(url)
        seen.add(url)
        with connection.execute_wrapper(writes):
            response = client.get(url, follow=True)
        if response.status_code != 200:
            broken[url] = response.status_code
        found = links_of(response)
        read_to_the_end(response)
        pages = {link for link in found if not DRAWN.search(link)}
        drawn = set() if role in READ_ALL else {link for link in found - pages if papers.take(link)}
        to_visit |= (pages | drawn) - seen

    assert broken == {}
    assert writes.found == []
    assert len(seen) > 30
