"""Every form that a person of the real case is shown, sent back with anything in any of its fields, hidden ones too.

A page or a sentence, never a 500. What is sent is undone, so that every form meets the same data.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from members.models import User

from .running_case import go_on
from .test_access_matrix import nothing_is_drawn  # noqa: F401  a fixture
from .test_crawl import DRAWN, ROLES, links_of, read_to_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "nothing_is_drawn")]
SHORT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.one_of(st.integers(), st.decimals(allow_nan=True, allow_infinity=True)).map(str)
DAYS = st.dates().map(datetime.date.isoformat)
MOMENTS = st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes"))
WORDS = ["", "0", "-1", "x", "\x00", "on", "[]", "{}", "=1+1", "../../etc", "1e999", "٣", "2023-02-30"]
LONG = ["9" * 40, "a" * 200_001]
ANYTHING = st.one_of(st.sampled_from(WORDS + LONG), SHORT, NUMBERS, DAYS, MOMENTS)
FILES = st.binary(max_size=200).map(lambda content: SimpleUploadedFile("tệp.pdf", content))
bounded = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Shown:
    """A form as a page showed it."""

    method: str
    action: str
    fields: tuple[tuple[str, str, str], ...]  # name, kind, value

    @property
    def shape(self) -> tuple:
        """Two of one shape are tried once: the same words in the address, fields of the same names."""
        words = tuple(part for part in self.action.split("?")[0].split("/") if not part.isdigit())
        return self.method, words, frozenset(re.sub(r"\d+", "", name) for name, _, _ in self.fields)

    def values(self, draw) -> dict:
        """Something for every field: anything, or what the page had in it."""
        return {
            name: draw(FILES if kind == "file" else st.one_of(st.just(value), ANYTHING))
            for name, kind, value in self.fields
        }


def forms_of(url: str, response) -> Iterator[Shown]:
    for form in html.fromstring(response.content).forms:
        assert form.method != "POST" or "csrfmiddlewaretoken" in form.fields, (url, form.action)
        inputs = [one for one in form.inputs if one.name and one.name != "csrfmiddlewaretoken"]
        fields = tuple(
            (one.name, getattr(one, "type", None) or "text", str(one.get("value") or "")) for one in inputs
        )
        yield Shown(form.method, form.action or url, fields)


def shown_to(client) -> list[Shown]:
    """One form of each shape among all pages that links lead to."""
    to_visit, seen, found = {reverse("home")}, set(), {}
    while to_visit:
        url = min(to_visit)
        to_visit.remove(url)
        seen.add(url)
        response = client.get(url, follow=True)
        found_links = links_of(response)
        if "html" in response.headers.get("Content-Type", "") and response.content:
            found |= {form.shape: form for form in forms_of(url, response)}
        read_to_the_end(response)
        to_visit |= {link for link in found_links if not DRAWN.search(link)} - seen
    return [form for form in found.values() if not form.action.startswith(("/accounts/logout", "/admin/"))]


@pytest.fixture(scope="module")
def tried() -> set[tuple]:
    """The shapes of the forms that a role before was shown and that were filled then."""
    return set()


def answered(client, form: Shown, values: dict) -> int:
    with transaction.atomic():
        send = client.post if form.method == "POST" else client.get
        response = send(form.action, values)
        transaction.set_rollback(True)
    read_to_the_end(response)
    return response.status_code


def failures(client, form: Shown) -> list:
    """What of three fillings was answered by a 500."""
    found = []

    @bounded
    @given(st.data())
    def try_one(data):
        values = form.values(data.draw)
        if answered(client, form, values) >= 500:
            found.append((form.action, values))

    try_one()
    return found


# Whoever may write most comes first and is tried on both databases; of the others, on one, what only they are shown.
WRITES_MOST = {"soan.ctd", "quantri"}


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=[] if role in WRITES_MOST else [pytest.mark.screens])
        for role in sorted(ROLES, key=lambda role: role not in WRITES_MOST)
    ],
)
def test_no_form_answers_500_to_anything(client, role, settings, tried):
    settings.VERIFY_RATE = settings.COMMENT_RATE = "100000/m/ip"
    client.raise_request_exception = False
    go_on()
    client.force_login(User.objects.get(email__startswith=f"{role}@"))
    forms = shown_to(client)
    new = [form for form in forms if form.shape not in tried]
    tried |= {form.shape for form in new}

    assert [failure for form in new for failure in failures(client, form)] == []
    assert len(forms) >= 5
