"""Follows every link of the site as each role of the demo: nothing is broken, nothing answers 500."""

import re

import pytest
from django.urls import reverse

from members.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ROLES = ["soan.nct", "soan.hlg", "soan.ctd", "soan.tnxp", "lanhdao.tnxp", "lanhdao.hlg", "tinh", "quantri"]
LINK = re.compile(r'href="(/[^"#]*)"')
LEFT_ALONE = ("/static/", "/admin/", "/accounts/logout/")
# Who reads a whole year is offered the same drafts: they are drawn for the first of them only.
READ_ALL = {"soan.hlg", "soan.ctd", "tinh", "quantri"}
DRAWN = re.compile(r"/(draft/|draft\.docx|tables\.xlsx|paper\.pdf|paper\.docx|scores\.pdf|scores\.docx)$")


def links_of(response) -> set[str]:
    if "html" not in response.headers.get("Content-Type", ""):
        return set()
    found = LINK.findall(response.content.decode())
    return {link.replace("&amp;", "&") for link in found if not link.startswith(LEFT_ALONE)}


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
    to_visit, seen, broken = {reverse("home")}, set(), {}

    while to_visit:
        url = to_visit.pop()
        seen.add(url)
        response = client.get(url, follow=True)
        if response.status_code != 200:
            broken[url] = response.status_code
        found = links_of(response)
        read_to_the_end(response)
        to_visit |= {url for url in found if role not in READ_ALL or not DRAWN.search(url)} - seen

    assert broken == {}
    assert len(seen) > 30
