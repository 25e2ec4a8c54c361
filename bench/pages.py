"""Queries, CPU and bytes of the main pages, for 16 and for 150 members; time and memory of the papers.

Run by bin/bench. CPU is this process's, the median of several runs; ratios are to the sign-in page and to an
empty page of WeasyPrint in the same run, so that figures of different machines can be compared.
"""

import datetime
import json
import resource
import statistics
import sys
import time
from itertools import pairwise

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone

from awards.ranking import rank
from awards.standings import score_table
from blocs.models import BlocYear, CriteriaSet
from demo.load import load_demo
from members.models import User
from pledges.merging import mark_of
from pledges.models import Registration, Report, ScoreLine
from tests.factories import Step, fill, make_registration, make_report, make_user, make_year, sign_all, verify

RUNS = 15
say = sys.stdout.write


def leaves(year, number: int) -> CriteriaSet:
    """A published criteria set of so many leaves of 5 points in four sections."""
    criteria_set = CriteriaSet.objects.create(bloc_year=year, version=1, scale=number * 5)
    for code in ("I", "II", "III", "IV"):
        group = criteria_set.criteria.create(
            code=code, text=f"Nội dung {code}", kind="group", max_points=number * 5 / 4
        )
        for n in range(1, number // 4 + 1):
            criteria_set.criteria.create(
                code=f"{code}.{n}",
                text=f"Tiêu chí {code}.{n}",
                kind="judged",
                max_points=5,
                parent=group,
                position=n,
            )
    criteria_set.bands.create(label="Xuất sắc", at_least=90)
    criteria_set.publish(by=year.secretary)
    return criteria_set


def big_year(members: int):
    """A year whose members have all registered, signed, reported, been verified."""
    year = make_year(members=members)
    leaves(year, 20)
    for step in (Step.REGISTRATION_OPENED, Step.SELF_SCORING_OPENED):
        year.reach(step, by=year.secretary)
    for association in year.bodies:
        make_registration(year, association, state="accepted")
        verify(make_report(year, association, state="accepted"))
    sign_all(year)
    return year


def measure(client: Client, url: str) -> tuple[int, float, int]:
    """(queries, CPU ms, bytes) of a page."""
    client.get(url)
    queries = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        response = client.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url}: {response.status_code}")
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        client.get(url)
        times.append((time.process_time() - began) * 1000)
    return len(queries), statistics.median(times), len(response.content)


def pages(year, user) -> list[tuple[str, str]]:
    report = Report.objects.filter(bloc_year=year, kind="annual").exclude(association=year.lead).first()
    addresses = [
        ("home", reverse("home")),
        ("year page", reverse("year", args=[year.pk])),
        ("completeness table", reverse("pledges:completeness", args=[year.pk])),
        ("registrations", reverse("pledges:registrations", args=[year.pk])),
        ("ranking", reverse("awards:ranking", args=[year.pk])),
        ("report", reverse("pledges:report", args=[report.pk])),
        ("conference", reverse("awards:conference", args=[year.pk])),
        ("papers", reverse("awards:papers", args=[year.pk])),
    ]
    if not year.is_handed_over:
        addresses.append(
            ("verification sheet, 20 leaves", reverse("pledges:report-verify", args=[report.pk]))
        )
    return addresses


def bench_pages() -> None:
    demo = BlocYear.objects.get(bloc__is_demo=True, year=2023)
    sixteen, many = big_year(16), big_year(150)
    _, base, size = measure(Client(), reverse("account_login"))
    say(f"\n{'page':<34}{'members':>8}{'queries':>9}{'CPU ms':>9}{'ratio':>7}{'KB':>7}\n")
    say(f"{'sign-in':<34}{'':>8}{'':>9}{base:>9.1f}{1:>7.1f}{size / 1024:>7.0f}\n")
    secretary = User.objects.get(email__startswith="soan.hlg@")
    for label, year, user in (
        ("16*", demo, secretary),
        ("16", sixteen, sixteen.secretary),
        ("150", many, many.secretary),
    ):
        client = Client()
        client.force_login(user)
        for name, url in pages(year, user):
            queries, cpu, size = measure(client, url)
            say(f"{name:<34}{label:>8}{queries:>9}{cpu:>9.1f}{cpu / base:>7.1f}{size / 1024:>7.0f}\n")
    say("* the real case, 2023\n")


def bench_writing() -> None:
    """The member's side: one box saving itself, the widest report page, the matrix of a thousand."""
    report = wide_report()
    client, editor = Client(), make_user(edits_for=report.association)
    client.force_login(editor)
    box = f"section-{report.sections.first().pk}-text"
    _, base, _ = measure(Client(), reverse("account_login"))
    queries, cpu = measure_saves(client, reverse("pledges:report-text", args=[report.pk]), texts_of(box))
    say(f"\n{'the member writes':<42}{'queries':>9}{'CPU ms':>9}{'ratio':>7}{'KB':>7}\n")
    say(f"{'a box saves itself':<42}{queries:>9}{cpu:>9.1f}{cpu / base:>7.1f}\n")
    for page in ("report-text", "report-figures", "report-scores", "report-submit"):
        queries, cpu, size = measure(client, reverse(f"pledges:{page}", args=[report.pk]))
        label = f"{page}, 12 sections, 40 figures, 20 leaves"
        say(f"{label:<42}{queries:>9}{cpu:>9.1f}{cpu / base:>7.1f}{size / 1024:>7.0f}\n")
    for members in (16, 1000):
        year = make_year(members=members, until=Step.REGISTRATION_OPENED)
        client.force_login(year.secretary)
        queries, cpu, size = measure(client, reverse("pledges:completeness", args=[year.pk]))
        label = f"matrix of {members} associations"
        say(f"{label:<42}{queries:>9}{cpu:>9.1f}{cpu / base:>7.1f}{size / 1024:>7.0f}\n")


def wide_report() -> Report:
    """12 sections, 40 targets, 20 leaves, all written."""
    year = make_year()
    leaves(year, 20)
    for n in range(2, 13):
        year.outline.create(title=f"Kết quả nội dung thứ {n}", position=n)
    for step in (Step.REGISTRATION_OPENED, Step.SELF_SCORING_OPENED):
        year.reach(step, by=year.secretary)
    registration = Registration.objects.create(bloc_year=year, association=year.bodies[2])
    content = year.contents.get()
    targets = [
        {"content": content, "indicator": None, "name": f"Chỉ tiêu số {n}", "unit": "lượt", "plan": 100}
        for n in range(40)
    ]
    registration.write(by=year.secretary, fields={}, targets=targets, titles=[])
    registration.submit(by=year.secretary)
    return fill(Report.start(year=year, association=year.bodies[2], kind="annual"))


def measure_saves(client: Client, url: str, bodies: list[dict]) -> tuple[int, float]:
    """(queries but for BEGIN, CPU ms) of saves as the page's script sends them."""
    queries, times = [], []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    for body in bodies:
        queries.clear()
        began = time.process_time()
        with connection.execute_wrapper(count):
            response = client.post(url, body, headers={"X-Autosave": "1"})
        times.append((time.process_time() - began) * 1000)
        if response.status_code != 200 or not response.json()["saved"]:
            raise SystemExit(f"{url}: not saved: {response.content.decode()[:300]}")
    return sum(not sql.startswith("BEGIN") for sql in queries), statistics.median(times)


def texts_of(box: str) -> list[dict]:
    """A section typed on and on, each save having read the one before."""
    texts = ["Đã làm.", *(f"Đã trao {turn} suất quà" for turn in range(RUNS))]
    return [{box: text, "read": json.dumps({box: mark_of(before)})} for before, text in pairwise(texts)]


def verdicts_of(report: Report) -> list[dict]:
    lines = report.lines.order_by("pk")[:RUNS]
    return [
        {f"line-{line.pk}-verified_points": "5", f"line-{line.pk}-reason": "", "read": "{}"} for line in lines
    ]


def bench_scores() -> None:
    """The verifier's side: the sheet, one row saving itself; the table and the order of a thousand with 60 criteria."""
    year = make_year(members=16)
    leaves(year, 20)
    for step in (Step.REGISTRATION_OPENED, Step.SELF_SCORING_OPENED):
        year.reach(step, by=year.secretary)
    reports = [make_report(year, association, state="submitted") for association in year.bodies]
    client, report = Client(), reports[2]
    client.force_login(year.secretary)
    url = reverse("pledges:report-verify", args=[report.pk])
    queries, cpu, size = measure(client, url)
    say(f"\n{'the verifier, the table':<42}{'queries':>9}{'CPU ms':>9}{'KB':>7}\n")
    say(f"{'verification sheet of 20 leaves':<42}{queries:>9}{cpu:>9.1f}{size / 1024:>7.0f}\n")
    queries, cpu = measure_saves(client, url, verdicts_of(report))
    say(f"{'one score saves itself':<42}{queries:>9}{cpu:>9.1f}\n")
    year = scored_year(members=1000, criteria=60)
    for name, work in (
        ("table of 1,000 with 60 leaves each", score_table),
        ("order of those 1,000", order_of),
    ):
        given = year if work is score_table else score_table(year)
        times = [timed(work, given) for _ in range(5)]
        say(f"{name:<42}{'':>9}{statistics.median(times):>9.0f}\n")


def order_of(table):
    return rank([row.standing for row in table.rows], ["I", "II", "III", "deductions", "women"])


def timed(work, given) -> float:
    """CPU ms of one run."""
    began = time.process_time()
    work(given)
    return (time.process_time() - began) * 1000


def scored_year(*, members: int, criteria: int):
    """A year of so many members with verified points for every leaf, put straight into the tables."""
    year = make_year(members=members)
    criteria_set = leaves(year, criteria)
    year.reach(Step.REGISTRATION_OPENED, by=year.secretary)
    sent = {"state": "accepted", "first_submitted_at": timezone.now(), "submitted_by": year.secretary}
    Report.objects.bulk_create(
        Report(bloc_year=year, association=body, kind="annual", criteria_set=criteria_set, **sent)
        for body in year.bodies
    )

    def verdict(n: int) -> dict:
        common = {"verified_by": year.secretary, "verified_at": timezone.now()}
        return common | {"verified_points": n % 2, "reason": "Thiếu minh chứng"}

    ScoreLine.objects.bulk_create(
        (
            ScoreLine(report=report, criterion=leaf, self_points=1, **verdict(n))
            for n, report in enumerate(Report.objects.filter(bloc_year=year))
            for leaf in criteria_set.leaves
        ),
        batch_size=5000,
    )
    return year


def bench_papers() -> None:
    from awards.papers import draft, year_papers
    from documents.papers import Letterhead, Paper, Signer
    from documents.render import render

    year = BlocYear.objects.with_parties().get(bloc__is_demo=True, year=2023)
    empty = Paper("trong", "TRỐNG", Letterhead("", "", "", ""), Signer(), (), dated=datetime.date(2024, 1, 9))

    def warm(paper) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            render(paper)
            times.append(time.perf_counter() - began)
        return statistics.median(times) * 1000

    render(empty)
    base, total = warm(empty), 0.0
    say(f"\n{'paper, warm':<34}{'ms':>8}{'ratio':>9}{'KB':>9}\n{'(empty page)':<34}{base:>8.0f}{1:>9.1f}\n")
    for sheet in year_papers(year):
        paper = draft(sheet, year)
        took = warm(paper)
        total += took
        say(f"{sheet.kind.code:<34}{took:>8.0f}{took / base:>9.1f}{len(render(paper).pdf) / 1024:>9.0f}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"all {len(year_papers(year))} {total / 1000:.1f} s; peak memory of this process {peak:.0f} MB\n")


if __name__ == "__main__":
    setup_test_environment()
    call_command("migrate", verbosity=0)
    load_demo()
    bench_pages()
    bench_writing()
    bench_scores()
    bench_papers()
