"""What the machine does to the site: kills, locks, a database that goes, a full disk, a clock that jumps."""

import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from members.models import Letter, Notice, User
from operations.management.commands.worker import work
from pledges.merging import mark_of
from pledges.models import Evidence, Report, ReportSection

from .files import a_picture
from .outcome import Outcome
from .site import Site

KILLS, KILLS_OF_AN_ACT = 15, 5
LONGEST_WAIT = 1200  # seconds for all acts that are killed half way


def signed_in(person: User) -> str:
    """The cookies of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    client.get(reverse("account_login"))
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}"


def open_report() -> Report:
    return (
        Report.objects.filter(state="draft", bloc_year__year=2024).select_related("association").latest("pk")
    )


def writer(report: Report) -> User:
    return report.association.officers.filter(role="editor", until=None).first().user


def killed_while_writing(outcome: Outcome) -> None:
    """What was answered as saved is there after kill -9 and a new start; nothing is there that was not sent."""
    report = open_report()
    cookie, section = signed_in(writer(report)), report.sections.order_by("pk").first()
    address = reverse("pledges:report-text", args=[report.pk])
    site, answered = Site(), 0
    site.start()
    for turn in range(KILLS):
        saved: list[int] = []
        stop = threading.Event()
        thread = threading.Thread(target=_write, args=(site, address, cookie, section, saved, stop, turn))
        thread.start()
        time.sleep(0.5)
        site.kill()
        stop.set()
        thread.join()
        site.start()
        text = ReportSection.objects.get(pk=section.pk).text
        last = int(text.rpartition(" ")[2]) if text.startswith(f"Lần {turn} ") else -1
        least = saved[-1] if saved else -1
        outcome.held(is_well=last >= least, otherwise=f"saved up to {least}, kept {last}")
        answered += len(saved)
        outcome.note = f"{answered} saves were answered"
    site.kill()
    outcome.held(is_well=answered > KILLS, otherwise=f"only {answered} saves were answered")


def _write(site, address, cookie, section, saved, stop, turn) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        box = f"section-{section.pk}-text"
        read = json.dumps({box: mark_of(ReportSection.objects.get(pk=section.pk).text)})
        body = urlencode({"csrfmiddlewaretoken": "a" * 32, "read": read, box: f"Lần {turn} {number}"})
        if site.status(address, cookie=cookie, method="POST", body=body, timeout=5) in (200, 302):
            saved.append(number)


def verbs_killed(outcome: Outcome) -> None:
    """Handing in, scoring, issuing, packing and backing up, each killed: bin/crashes, so many times each."""
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "KILLS": str(KILLS_OF_AN_ACT),
        }
        words = [sys.executable, "-m", "bench.crashes"]
        try:
            ended = subprocess.run(
                words, env=os.environ | own, capture_output=True, text=True, timeout=LONGEST_WAIT
            )
        except subprocess.TimeoutExpired:
            outcome.held(is_well=False, otherwise=f"not done after {LONGEST_WAIT} s")
            return
    lines = [line for line in ended.stdout.splitlines() if "never half done" in line]
    for _ in range(KILLS_OF_AN_ACT * len(lines)):
        outcome.held(is_well=True, otherwise="")
    outcome.held(is_well=ended.returncode == 0 and bool(lines), otherwise=ended.stderr[-400:])


def locked_file(outcome: Outcome) -> None:
    """SQLite held by another process for longer than anybody waits: reading goes on, writing is told to wait."""
    report = open_report()
    cookie = signed_in(writer(report))
    address = reverse("pledges:report-text", args=[report.pk])
    path = settings.DATABASES["default"]["NAME"]
    with Site() as site, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page = site.status(address, cookie=cookie)
        sent = site.status(address, cookie=cookie, method="POST", body="csrfmiddlewaretoken=" + "a" * 32)
        other.execute("ROLLBACK")
        after = site.status(address, cookie=cookie)
    outcome.held(is_well=page == 200, otherwise=f"reading beside a lock: {page}")
    outcome.held(is_well=sent in (302, 503, 400, 409), otherwise=f"writing beside a lock: {sent}")
    outcome.held(is_well=after == 200, otherwise=f"after it: {after}")


def postgresql_restarted(outcome: Outcome) -> None:
    """The server stops in the middle and comes back: 503 meanwhile, 200 afterwards, in the same processes."""
    initdb = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)
    if initdb is None:
        outcome.note = "no PostgreSQL here"
        return
    folder = tempfile.mkdtemp(prefix="khoithidua-attack.")
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    os.chmod(folder, 0o755)

    def tool(name: str, *words: str) -> None:
        command = [str(initdb.parent / name), "-D", f"{folder}/data", *words]
        as_who = ["su", "postgres", "-s", "/bin/sh", "-c", " ".join(command)] if os.getuid() == 0 else command
        subprocess.run(as_who, check=True, stdout=subprocess.DEVNULL)

    tool("initdb", "-A", "trust", "-U", "postgres", "--no-sync")
    start = ("-w", "-l", f"{folder}/log", "-o", f"'-k {folder} -c listen_addresses='", "start")
    tool("pg_ctl", *start)
    try:
        _stop_and_start(outcome, f"postgres://postgres@/postgres?host={folder}", tool, start)
    finally:
        tool("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _stop_and_start(
    outcome: Outcome, address: str, tool: Callable[..., None], start: tuple[str, ...]
) -> None:
    own = {"DATABASE_URL": address}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=os.environ | own, check=True)
    with Site(**own) as site:
        for _ in range(2):
            outcome.held(is_well=site.status("/accounts/login/") == 200, otherwise="not served before")
            tool("pg_ctl", "-m", "immediate", "stop")
            away = site.status("/verify/AAAA-BBBB-CCCC/", timeout=60)
            ready = site.status("/readyz")
            outcome.held(is_well=away == 503 and ready == 503, otherwise=f"while away: {away}, {ready}")
            tool("pg_ctl", *start)
            back = [site.status("/accounts/login/") for _ in range(6)]
            outcome.held(is_well=back[-1] == 200, otherwise=f"after it came back: {back}")


def full_disk(outcome: Outcome) -> None:
    """No room for an upload: a sentence, no row without its file, and everything else goes on."""
    report = open_report()
    address = reverse("pledges:report-evidence", args=[report.pk])
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True
        )
        if mounted.returncode:
            outcome.note = "a small disk cannot be mounted here"
            return
        try:
            with override_settings(MEDIA_ROOT=folder):
                _fill(outcome, report, address)
        finally:
            subprocess.run(["umount", folder], check=True)


def _fill(outcome: Outcome, report: Report, address: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(writer(report))
    before = report.evidence.count()
    answers = []
    for number in range(3):
        picture = a_picture() + bytes([number]) * 40_000  # the same file again would be told so
        answers.append(
            client.post(address, {"file": SimpleUploadedFile(f"{number}.png", picture)}).status_code
        )
    rows = report.evidence.count() - before
    kept = [Path(str(one.file.path)).is_file() for one in report.evidence.order_by("-pk")[:rows]]
    outcome.held(is_well=503 in answers, otherwise=f"answers {answers}")
    outcome.held(is_well=rows < 3 and all(kept), otherwise=f"{rows} rows, files {kept}")
    outcome.held(is_well=client.get("/").status_code == 200, otherwise="the home page fails")
    Evidence.objects.filter(pk__in=report.evidence.order_by("-pk").values("pk")[:rows]).delete()


def jumping_clock(outcome: Outcome) -> None:
    """Hours and days forward and back: pages answer, sessions end as they should, nobody is told twice."""
    person = writer(open_report())
    now = timezone.now()
    for hours in (-48, -1, 1, 13, 24 * 40, 24 * 400):
        client = Client(raise_request_exception=False)
        client.force_login(person)
        with time_machine.travel(now + datetime.timedelta(hours=hours)):
            status = client.get("/").status_code
        wanted = 302 if hours >= 13 else 200
        outcome.held(is_well=status == wanted, otherwise=f"{hours} hours: {status}")
    work()
    before = Notice.objects.count(), Letter.objects.count()
    for hours in (-24, 0):
        with time_machine.travel(now + datetime.timedelta(hours=hours)):
            work()
    again = Notice.objects.count(), Letter.objects.count()
    outcome.held(is_well=again == before, otherwise=f"told {before}, then {again}")
    connections.close_all()
