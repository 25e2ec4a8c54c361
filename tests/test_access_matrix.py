"""Everybody at every address: who is answered how, kept in access_matrix.txt and read by people.

An address without a line, or an answer that is another one than before, fails. Where the change is meant:
UPDATE_ACCESS=1 pytest tests/test_access_matrix.py, and look at what git says has changed.
"""

import os
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from awards import ranking
from blocs.models import BlocYear
from documents import issuing, pdf_workers, word
from members.models import User

from .test_consistency import own_patterns
from .test_crawl import Writes
from .test_fuzz import targets_of

# Who is answered how does not depend on the database: 7,000 answers are asked for on one of them.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]
KEPT = Path(__file__).with_name("access_matrix.txt")
KEPT_SEALED = Path(__file__).with_name("access_matrix_sealed.txt")  # looks only, while the ranking is sealed
# A member's editor, another member's signatory, the secretariat of 2023, that of 2024, province, administrator.
PEOPLE = ["", "soan.hlg", "lanhdao.tnxp", "soan.nct", "soan.ctd", "tinh", "quantri"]
KEPT_FROM_ALL = [
    "soan.hlg",
    "lanhdao.tnxp",
    "soan.nct",
    "quantri",
]  # who might see a ranking before the others


@pytest.fixture(autouse=True)
def nothing_is_drawn(monkeypatch):
    monkeypatch.setattr("awards.views.papers.render_pdf", lambda paper: b"%PDF")
    monkeypatch.setattr("awards.views.register.render_pdf", lambda paper: b"%PDF")
    monkeypatch.setattr("pledges.views.versions.render_pdf", lambda paper: b"%PDF")
    monkeypatch.setattr(pdf_workers, "render_pdf", lambda paper: b"%PDF")
    monkeypatch.setattr(issuing, "paper_faults", lambda paper, pdf: [])
    monkeypatch.setattr(word, "as_docx", lambda paper: b"PK")


def answered(client, send, url) -> int:
    """The status; whatever it did is undone, the person is signed in as before."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = send(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.streaming:
        response.close()
    return response.status_code


def client_of(name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name:
        client.force_login(User.objects.get(email__startswith=f"{name}@"))
    return client


def lines(ask, names: list[str]) -> list[str]:
    """One line an address and object: for each person what `ask` says of the address."""
    clients = [client_of(name) for name in names]
    found = []
    for pattern in own_patterns():
        for n, target in enumerate(targets_of(pattern), 1):
            url = reverse(pattern.full_name, kwargs=target)
            cells = [ask(client, url) for client in clients]
            found.append(
                f"{pattern.full_name:<42}{n:>5}  " + "".join(f"{cell:<15}" for cell in cells).rstrip()
            )
    return sorted(found)


class LookAndSend:
    """The answers to a look, and to an empty form sent; keeps what a look has written."""

    def __init__(self):
        self.writes = Writes()

    def __call__(self, client, url) -> str:
        with connection.execute_wrapper(self.writes):
            looked = answered(client, client.get, url)
        return f"{looked}/{answered(client, client.post, url)}"


def look(client, url) -> str:
    return str(answered(client, client.get, url))


def compare(found: list[str], kept: Path, names: list[str]) -> None:
    head = f"{'address':<42}{'of':>5}  " + "".join(f"{name or 'nobody':<15}" for name in names) + "\n"
    now = head + "\n".join(found) + "\n"
    if os.environ.get("UPDATE_ACCESS"):
        kept.write_text(now)
    before = kept.read_text().splitlines()

    assert [line for line in now.splitlines() if line not in before] == []
    assert [line for line in before if line not in now.splitlines()] == []


def test_everybody_is_answered_as_it_is_written():
    assert BlocYear.objects.count() == 2
    ask = LookAndSend()
    found = lines(ask, PEOPLE)

    assert ask.writes.found == []
    compare(found, KEPT, PEOPLE)


def test_no_address_computes_a_ranking_that_is_sealed(monkeypatch):
    """Whatever computes one answers 500 here, so it would stand in the file."""
    BlocYear.objects.update(is_sealed=True, ranking_opened_at=None)

    def computed(*args):
        raise AssertionError("a sealed ranking was computed")

    monkeypatch.setattr(ranking, "rank", computed)
    found = lines(look, KEPT_FROM_ALL)

    assert not [line for line in found if "500" in line]
    compare(found, KEPT_SEALED, KEPT_FROM_ALL)


def test_nobody_gets_past_the_door_but_to_what_is_public():
    table = [line.split() for line in KEPT.read_text().splitlines()[1:]]
    open_to_all = {
        row[0] for row in table if not set(row[2].split("/")) <= {"302", "401", "405", "403", "404"}
    }

    assert open_to_all == {
        "api:openapi",
        "healthz",
        "readyz",
        "documents:verify",
        "documents:verify-paper",
        "awards:opinion-answer",
        "awards:public-notice",
    }
