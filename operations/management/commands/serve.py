"""What bin/run starts: brings the database up to date, loads the demo the first time, serves."""

import os
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from blocs.law_loading import load_law
from demo.people import ACCOUNTS, DOMAIN, PASSWORD
from documents.pdf_workers import warm_up
from members import first_administrator
from members.models import User

RESTART_AFTER = 5  # seconds, so that a worker that cannot start does not start all the time


class SiteArbiter(Arbiter):
    """gunicorn's own loop, which looks after the worker of reminders and letters as after its own."""

    def manage_workers(self):
        super().manage_workers()
        self.app.keep_working()


class Site(BaseApplication):
    """gunicorn inside this process: one worker of eight threads, the application loaded once."""

    def __init__(self, port: int, announce):
        self.port, self.announce = port, announce
        self.worker: subprocess.Popen | None = None
        self.worker_began = 0.0
        super().__init__()

    def load_config(self):
        settings = {
            "bind": f"127.0.0.1:{self.port}",
            "worker_class": "config.bounded_threads.BoundedThreadWorker",
            "threads": 8,
            "preload_app": True,
            "timeout": 120,
            "loglevel": "warning",
            "when_ready": self.begin,
            "post_worker_init": lambda _worker: warm_up(),
            "on_exit": lambda _server: self.end_worker(),
            "proc_name": "khoithidua",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self):
        return get_internal_wsgi_application()

    def run(self):
        SiteArbiter(self).run()

    def begin(self, _server):
        self.keep_working()
        self.announce()

    def end_worker(self) -> None:
        if self.worker:
            self.worker.terminate()

    def keep_working(self) -> None:
        """Reminders and letters go on beside the site, in a process of their own, started again when it was killed."""
        if settings.READ_ONLY or (self.worker and self.worker.poll() is None):
            return
        if time.monotonic() - self.worker_began < RESTART_AFTER and self.worker:
            return
        self.worker = subprocess.Popen([sys.executable, sys.argv[0], "worker", "--loop"])
        self.worker_began = time.monotonic()


def close_connections() -> None:
    """Before the fork: a pool opened by the parent has no threads in its child, and never connects again."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]


def load_demo_elsewhere() -> None:
    """In a process of its own: loading opens files in a fork server, which a web process forked later cannot use."""
    subprocess.run([sys.executable, sys.argv[0], "load_demo"], stdout=subprocess.DEVNULL, check=True)


class Command(BaseCommand):
    help = "Bring the database up to date, load the demo on the first start, and serve on 127.0.0.1."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--empty", action="store_true", help="no demo: an office begins with its own data"
        )

    def handle(self, *, port, empty=False, **options):
        if "SITE_URL" not in os.environ:  # printed in letters, and on papers beside their QR code
            os.environ["SITE_URL"] = settings.SITE_URL = f"http://127.0.0.1:{port}"
        if not {"PDF_WORKERS", "DRAWERS"} & os.environ.keys():  # DRAWERS until 0.9.0
            settings.PDF_WORKERS = 1
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database…")
            call_command("migrate", verbosity=0)
        if not settings.READ_ONLY:
            for line in load_law():
                self.stdout.write(f"Law kept as the office changed it: {line}")
        if first_administrator.is_wanted() and settings.HTTPS and not empty:
            raise CommandError(
                "No demo, whose password everybody knows, on HTTPS: serve --empty, or manage.py createsuperuser first."
            )
        if first_administrator.is_wanted() and not empty:
            self.stdout.write("Loading the demo of Quảng Trị…")
            load_demo_elsewhere()
        self.has_demo = User.objects.filter(is_demo=True).exists()
        close_connections()
        Site(port, lambda: self.announce(port)).run()

    def announce(self, port: int) -> None:
        self.stdout.write(f"\nKhối thi đua: http://127.0.0.1:{port}   (Ctrl-C to stop)\n")
        if first_administrator.is_wanted():
            path = reverse("blocs:first-administrator", args=[first_administrator.first_key()])
            self.stdout.write(
                "Nobody is here yet. Make the first administrator at\n"
                f"Chưa có ai. Tạo người quản trị đầu tiên tại {settings.SITE_URL}{path}"
            )
        if self.has_demo:
            self.stdout.write(f"Demo accounts, password {PASSWORD}:")
            for name, role in ACCOUNTS:
                self.stdout.write(f"  {f'{name}@{DOMAIN}':<34} {role}")
        self.stdout.flush()
