"""The server is killed while somebody types; what they typed is saved when it is back."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.factories import free_port

from .conftest import Person

pytestmark = pytest.mark.journey

SCENE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import make_report, make_user
report = make_report()
make_user(edits_for=report.association, email="hoa@hoi.example", password="mat-khau-rat-dai")
print(report.pk, report.sections.get().pk)
"""
READ = """
import django; django.setup()
from pledges.models import ReportSection
print(ReportSection.objects.get().text)
"""


@pytest.fixture
def site(tmp_path):
    """A server of its own, on a database of its own, that can be killed and started again."""
    own = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    server = Server(free_port(), os.environ | own)
    yield server
    server.kill()


class Server:
    def __init__(self, port: int, environment: dict):
        self.port, self.environment, self.process = port, environment, None

    def run(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "critical"], env=self.environment, start_new_session=True
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def test_a_server_killed_while_typing_costs_nothing(site, browser):
    report, section = site.run(SCENE).split()
    site.start()
    hoa = Person(browser, f"http://127.0.0.1:{site.port}", "hoa@hoi.example")
    hoa.open(f"/reports/{report}/text/")
    box = hoa.page.locator(f"#id_section-{section}-text")
    box.fill("Viết trước khi máy chủ dừng.")
    hoa.sees("Đã lưu lúc")

    site.kill()
    box.fill("Viết trước khi máy chủ dừng. Và viết sau đó.")
    hoa.sees("Chưa lưu được: mất kết nối")
    site.start()
    hoa.page.locator("[data-save-state]", has_text="Đã lưu lúc").wait_for()
    hoa.context.close()

    assert site.run(READ) == "Viết trước khi máy chủ dừng. Và viết sau đó."
