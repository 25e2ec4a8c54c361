"""Requests a second that two web processes of gunicorn answer for the real case, page by page. Run: bin/bench load

The clients run on the same machine and take their part of its processors.
"""

import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from http.client import HTTPConnection

import django

django.setup()

from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse

from blocs.models import BlocYear
from demo.load import load_demo
from members.models import User
from pledges.models import Report

PORT, CLIENTS, SECONDS = 8765, 8, 8
say = sys.stdout.write


def pages() -> list[tuple[str, str]]:
    year = BlocYear.objects.get(year=2023)
    report = Report.objects.filter(bloc_year=year, kind="annual").exclude(association=year.lead).first()
    return [
        ("alive", "/healthz"),
        ("home", "/"),
        ("year", reverse("year", args=[year.pk])),
        ("completeness", reverse("pledges:completeness", args=[year.pk])),
        ("report", reverse("pledges:report", args=[report.pk])),
        ("ranking", reverse("awards:ranking", args=[year.pk])),
    ]


def ask(path: str, cookie: str, until: float, took: list[float]) -> None:
    """One client: the next request once the last is answered. Anything but 200 ends the measuring."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
    while time.perf_counter() < until:
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status}")
        took.append((time.perf_counter() - began) * 1000)


def press(path: str, cookie: str) -> list[float]:
    """Milliseconds of every request of eight clients in eight seconds."""
    took: list[float] = []
    until = time.perf_counter() + SECONDS
    clients = [threading.Thread(target=ask, args=(path, cookie, until, took)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sorted(took)


def serving() -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "-w", "2"]
    server = subprocess.Popen([*command, "-b", f"127.0.0.1:{PORT}", "config.wsgi:application"])
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1)
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("gunicorn does not answer")


def main() -> None:
    call_command("migrate", verbosity=0)
    load_demo()
    client = Client()
    client.force_login(User.objects.get(email__startswith="soan.hlg@"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    measured_pages, engine = pages(), connections["default"].vendor
    connections.close_all()
    server = serving()
    try:
        say(f"\n{f'{CLIENTS} clients, {engine}':<24}{'a second':>10}{'median ms':>11}{'95 % ms':>9}\n")
        for name, path in measured_pages:
            took = press(path, cookie)
            last = took[int(len(took) * 0.95)]
            say(f"{name:<24}{len(took) / SECONDS:>10.0f}{statistics.median(took):>11.1f}{last:>9.1f}\n")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
