"""Papers against other engines, the whole dossier by a pool, downloads. Run by bin/bench, after bench/pages.py.

Runs of the engines are interleaved and their medians compared, so that a busy moment of the machine hits them alike.
Chromium prints the same HTML with the same style sheet, warm; LibreOffice converts the same paper's DOCX.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils.timezone import localdate

from awards.papers import draft, year_papers
from blocs.models import BlocYear
from demo.load import load_demo
from documents.models import IssuedDocument
from documents.papers import Paper, Paragraph, Table
from documents.render import as_html, render
from documents.word import as_docx
from members.models import User
from pledges.models import Registration, Report
from pledges.papers import registration_paper, report_paper, score_sheet_paper

say = sys.stdout.write
RUNS = 7


def the_year() -> BlocYear:
    return BlocYear.objects.with_parties().get(bloc__is_demo=True, year=2023)


def sheet(year: BlocYear, kind: str) -> Paper:
    return draft(next(s for s in year_papers(year) if s.kind.code == kind), year)


def longer(paper: Paper, rows: int) -> Paper:
    """The same paper, its last table as long as that."""
    last = max(n for n, block in enumerate(paper.blocks) if isinstance(block, Table))
    table = paper.blocks[last]
    longest = tuple(table.rows[n % len(table.rows)] for n in range(rows))
    return replace(
        paper, blocks=(*paper.blocks[:last], replace(table, rows=longest), *paper.blocks[last + 1 :])
    )


def samples(year: BlocYear) -> dict[str, Paper]:
    proposal = sheet(year, "to-trinh")
    prose = tuple(block for block in proposal.blocks if isinstance(block, Paragraph))[:2]
    return {
        "one page": replace(proposal, blocks=prose, bases=proposal.bases[:2]),
        "tờ trình, table of 25 rows": longer(proposal, 25),
        "score table of 100 rows": longer(sheet(year, "bang-tong-hop-diem"), 100),
    }


class Chromium:
    """Kept open, as WeasyPrint is kept loaded."""

    def __init__(self, playwright):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        self.page = browser.new_page()
        self.style = Path(settings.BASE_DIR, "static", "css", "paper.css").read_text(encoding="utf-8")

    def pdf(self, paper: Paper) -> None:
        html = as_html(paper).replace("</head>", f"<style>{self.style}</style></head>", 1)
        self.page.set_content(html)
        self.page.pdf(prefer_css_page_size=True, tagged=True, outline=True)


def libreoffice(paper: Paper) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "paper.docx").write_bytes(as_docx(paper))
        command = ["soffice", "--headless", "-env:UserInstallation=file:///tmp/bench-libreoffice"]
        command += ["--convert-to", "pdf", "paper.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)


def timed(work, paper: Paper) -> float:
    began = time.perf_counter()
    work(paper)
    return (time.perf_counter() - began) * 1000


def compare() -> None:
    from playwright.sync_api import sync_playwright

    papers = samples(the_year())
    connections.close_all()
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        engines = {"ours": lambda paper: render(paper), "chromium": chromium.pdf, "libreoffice": libreoffice}
        say(
            f"\n{'paper, ms':<30}{'pages':>6}{'ours':>8}{'chromium':>10}{'ratio':>7}{'libreoffice':>13}{'ratio':>7}\n"
        )
        for name, paper in papers.items():
            for work in engines.values():
                work(paper)
            times = {engine: [] for engine in engines}
            for _ in range(RUNS):
                for engine, work in engines.items():
                    if engine != "libreoffice" or len(times[engine]) < 3:
                        times[engine].append(timed(work, paper))
            ours, theirs, office = (statistics.median(times[engine]) for engine in engines)
            pages = render(paper).pdf.count(b"/Type /Page\n") or page_count(paper)
            say(
                f"{name:<30}{pages:>6}{ours:>8.0f}{theirs:>10.0f}{ours / theirs:>7.2f}{office:>13.0f}"
                f"{ours / office:>7.2f}\n"
            )


def page_count(paper: Paper) -> int:
    from documents.copies import page_count as count

    return count(render(paper).pdf)


def everything(year: BlocYear) -> list[Paper]:
    """All papers of the year, and of each of its members."""
    today = localdate()
    papers = [draft(s, year) for s in year_papers(year)]
    papers += [registration_paper(r, today) for r in Registration.objects.filter(bloc_year=year)]
    for report in Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL):
        papers += [report_paper(report, today), score_sheet_paper(report, today)]
    return papers


def make(paper: Paper) -> tuple[int, int]:
    """Bytes made, and the peak memory of the process that made them, in KB."""
    return len(render(paper).pdf), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def bench_dossier() -> None:
    papers = everything(the_year())
    connections.close_all()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        list(pool.map(make, papers[:4]))  # warm
        began = time.perf_counter()
        made = list(pool.map(make, papers, chunksize=4))
        took = time.perf_counter() - began
    peak = max(memory for _, memory in made) / 1024
    say(
        f"\nall {len(papers)} papers of 2023, pool of two: {took:.1f} s wall,"
        f" {sum(size for size, _ in made) / 1024:.0f} KB, peak memory of a process {peak:.0f} MB\n"
    )


def bench_downloads() -> None:
    client, year = Client(), the_year()
    client.force_login(User.objects.get(email__startswith="tinh@"))
    for document in IssuedDocument.objects.filter(kind__in=["to-trinh", "bao-cao-tong-ket"]):
        url = f"/years/{year.pk}/papers/issued/{document.pk}/"
        client.get(url)
        times = [timed(client.get, url) for _ in range(RUNS)]
        say(f"download of issued {document.kind:<20}{statistics.median(times):>7.1f} ms\n")
    slowest = 0.0, ""
    for s in year_papers(year):
        url = f"/years/{year.pk}/papers/{s.kind.code}/{s.subject.pk}/draft/"
        took = statistics.median(timed(client.get, url) for _ in range(3))
        slowest = max(slowest, (took, s.kind.code))
    say(f"slowest draft asked for on a page: {slowest[1]}, {slowest[0]:.0f} ms\n")


if __name__ == "__main__":
    setup_test_environment()
    load_demo()
    bench_downloads()
    bench_dossier()
    compare()
