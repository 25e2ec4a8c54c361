"""Papers drawn beside the pages: the same bytes, nobody waits long, an issue that is asked for again is one issue."""

import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from audit.tracing import Trace, current
from awards.papers import draft, year_papers
from blocs.models import BlocYear
from documents import pdf_workers
from documents.models import IssuedDocument
from documents.render import render
from members.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def drawers(settings, monkeypatch):
    """One drawing process, and pages that wait for nothing."""
    cache.clear()
    settings.PDF_WORKERS = 1
    monkeypatch.setattr(pdf_workers, "PATIENCE", 0.001)
    yield
    pdf_workers._drawers().shutdown()
    pdf_workers._drawers.cache_clear()


@pytest.fixture
def year():
    year = BlocYear.objects.with_parties().get(year=2023)
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    year.proposals.update(state="draft", filed_at=None, filed_by=None)
    return year


@pytest.fixture
def secretary(client, year):
    client.force_login(User.objects.get(email__startswith="soan.nct@"))
    return client


def until_drawn(ask):
    """Ask again while a paper is being drawn; how often it was not there yet, and the answer."""
    for turn in range(200):
        answer = ask()
        if answer.status_code != 202:
            return turn, answer
        time.sleep(0.1)
    raise AssertionError("never drawn")


def test_a_page_does_not_wait_and_the_bytes_are_the_same(secretary, year, drawers):
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
    url = reverse("awards:paper-draft", args=[year.pk, "to-trinh", sheet.subject.pk])

    turns, answer = until_drawn(lambda: secretary.get(url))

    assert turns > 0
    assert answer.content == render(draft(sheet, year)).pdf


def test_the_page_meanwhile_sends_again_what_was_typed_and_one_paper_is_issued(secretary, year, drawers):
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
    url = reverse("awards:paper-issue", args=[year.pk, "to-trinh", sheet.subject.pk])
    typed = {"number": "77", "dated": "20/01/2024", "name": "Hoàng Văn <b>Thành", "position": "Trưởng ban"}
    waiting = secretary.post(url, typed)

    assert 'value="Hoàng Văn &lt;b&gt;Thành"' in waiting.content.decode()
    turns, answer = until_drawn(lambda: secretary.post(url, typed))
    assert answer.status_code == 302
    assert IssuedDocument.objects.filter(number=77).count() == 1


def test_what_breaks_while_it_is_drawn_is_no_paper(year, drawers, monkeypatch):
    monkeypatch.setattr(pdf_workers, "PATIENCE", 60)
    asked = current.set(Trace())
    with pytest.raises(AttributeError):
        pdf_workers.render_pdf("no paper at all")
    current.reset(asked)
    assert not pdf_workers._running


def test_a_drawing_process_that_was_killed_costs_no_paper(secretary, year, drawers, monkeypatch):
    monkeypatch.setattr(pdf_workers, "PATIENCE", 60)
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
    url = reverse("awards:paper-draft", args=[year.pk, "to-trinh", sheet.subject.pk])
    expected = secretary.get(url).content
    processes = list(pdf_workers._drawers()._processes.values())
    assert processes
    for process in processes:
        process.kill()
        process.join()

    for _ in range(2):  # here at once, then by new processes
        cache.clear()
        assert secretary.get(url).content == expected


def test_a_command_waits_for_its_paper(year, drawers):
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")

    assert pdf_workers.render_pdf(draft(sheet, year)).startswith(b"%PDF")
