"""Eight people write one report at once, over HTTP, for some seconds: no save may fail, no text may be lost.

Run by bin/writers on SQLite, or on the database that DATABASE_URL names. Each has a box of their own, and all share one
section to which each appends a word; at the end every word that was answered as saved must be there.
"""

import html
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from blocs.models import CriteriaSet
from pledges.merging import mark_of
from pledges.models import Report
from tests.factories import Step, make_user, make_year

WRITERS, SECONDS = 8, int(os.environ.get("SECONDS", "15"))
say = sys.stdout.write


def scene() -> tuple[Report, list]:
    """A report with a leaf for each of its editors."""
    year = make_year()
    criteria_set = CriteriaSet.objects.create(bloc_year=year, version=1)
    group = criteria_set.criteria.create(code="I", text="Nội dung", kind="group", max_points=100)
    for n in range(WRITERS):
        criteria_set.criteria.create(
            code=f"I.{n}", text="Tiêu chí", kind="judged", max_points="12.5", parent=group, position=n
        )
    criteria_set.bands.create(label="Xuất sắc", at_least=90)
    criteria_set.publish(by=year.secretary)
    year.reach(Step.SELF_SCORING_OPENED, by=year.secretary)
    editors = [make_user(edits_for=year.bodies[2]) for _ in range(WRITERS)]
    return Report.start(year=year, association=year.bodies[2], kind="annual"), editors


def sign_in(user) -> str:
    session = SessionStore()
    backend = settings.AUTHENTICATION_BACKENDS[0]
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


class Writer(threading.Thread):
    """One editor's browser, which saves as fast as it is answered."""

    def __init__(self, number: int, port: int, session: str, report: Report, line: int):
        super().__init__()
        self.number, self.port, self.report = number, port, report.pk
        self.own, self.shared = f"line-{line}-result", f"section-{report.sections.get().pk}-text"
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={'a' * 32}",
            "X-CSRFToken": "a" * 32,
            "X-Autosave": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.outcomes, self.words, self.last = Counter(), [], ""

    def save(self, page: str, box: str, text: str, mark: str) -> dict:
        body = urlencode({box: text, "read": json.dumps({box: mark})})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", f"/reports/{self.report}/{page}/", body, self.headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        self.outcomes[response.status] += 1
        return json.loads(answer) if response.status == 200 else {}

    def run(self):
        end, turn, shared = time.monotonic() + SECONDS, 0, ""
        while time.monotonic() < end:
            turn += 1
            text = f"lần {turn}"
            if self.own in self.save("scores", self.own, text, mark_of(self.last)).get("saved", {}):
                self.last = text
            shared = self.append(shared, f"w{self.number}t{turn}")

    def append(self, stored: str, word: str) -> str:
        """One try to add a word to the shared text; what is stored afterwards, as far as this one knows."""
        text = f"{stored} {word}".strip()
        answer = self.save("text", self.shared, text, mark_of(stored))
        if self.shared in answer.get("saved", {}):
            self.words.append(word)
            return text
        conflict = answer.get("conflicts", {}).get(self.shared, {"html": ""})
        there = re.search(r'<div class="prose stored">(.*?)</div>', conflict["html"], re.S)
        return html.unescape(there[1]) if there else stored


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main() -> int:
    call_command("migrate", verbosity=0)
    report, editors = scene()
    port = free_port()
    options = [
        "--threads",
        "8",
        "--worker-class",
        "gthread",
        "--bind",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "config.wsgi", *options])
    time.sleep(4)
    lines = report.lines.order_by("pk").values_list("pk", flat=True)
    writers = [Writer(n, port, sign_in(u), report, lines[n]) for n, u in enumerate(editors)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    server.terminate()
    server.wait()
    return judge(report, writers)


def judge(report: Report, writers: list[Writer]) -> int:
    outcomes = sum((writer.outcomes for writer in writers), Counter())
    own = dict(report.lines.values_list("pk", "result"))
    text = set(report.sections.get().text.split())
    words = [word for writer in writers for word in writer.words]
    lost = [word for word in words if word not in text]
    wrong = [writer.own for writer in writers if own[int(writer.own.split("-")[1])] != writer.last]
    failed = sum(count for status, count in outcomes.items() if status != 200)
    say(
        f"{WRITERS} writers, {SECONDS} s on {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[1]}:"
        f" {sum(outcomes.values())} saves, {failed} failed, {len(words)} words shared, {len(lost)} lost,"
        f" {len(wrong)} own boxes not as last answered\n"
    )
    return 1 if failed or lost or wrong or not words else 0


if __name__ == "__main__":
    sys.exit(main())
