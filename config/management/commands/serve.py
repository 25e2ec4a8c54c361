"""What bin/run starts: brings the database up to date, loads the demo the first time, serves."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from blocs.reference import load_law
from config.demo.load import load_demo
from config.demo.people import ACCOUNTS, DOMAIN, PASSWORD
from config.wsgi import application
from documents.drawing import warm_up
from members.models import User


class Site(BaseApplication):
    """gunicorn inside this process: one worker of eight threads, the application loaded once."""

    def __init__(self, port: int, announce):
        self.port, self.announce, self.worker = port, announce, None
        super().__init__()

    def load_config(self):
        settings = {
            "bind": f"127.0.0.1:{self.port}",
            "worker_class": "gthread",
            "threads": 8,
            "preload_app": True,
            "timeout": 120,
            "loglevel": "warning",
            "when_ready": self.begin,
            "post_worker_init": lambda worker: warm_up(),
            "on_exit": lambda server: self.worker and self.worker.terminate(),
            "proc_name": "khoithidua",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self):
        return application

    def begin(self, server):
        """Reminders and letters go on beside the site, in a process of their own."""
        if not settings.READ_ONLY:
            self.worker = subprocess.Popen([sys.executable, sys.argv[0], "work", "--loop"])
        self.announce()


class Command(BaseCommand):
    help = "Bring the database up to date, load the demo on the first start, and serve on 127.0.0.1."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if "SITE_URL" not in os.environ:  # printed in letters, and on papers beside their QR code
            os.environ["SITE_URL"] = settings.SITE_URL = f"http://127.0.0.1:{port}"
        if "DRAWERS" not in os.environ:
            settings.DRAWERS = 1
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database…")
            call_command("migrate", verbosity=0)
        if not settings.READ_ONLY:
            for line in load_law():
                self.stdout.write(f"Law kept as the office changed it: {line}")
        if not User.objects.exists() and settings.HTTPS:
            raise CommandError(
                "No demo, whose password everybody knows, on HTTPS: manage.py createsuperuser first."
            )
        if not User.objects.exists():
            self.stdout.write("Loading the demo of Quảng Trị…")
            load_demo()
        self.has_demo = User.objects.filter(is_demo=True).exists()
        connections.close_all()
        Site(port, lambda: self.announce(port)).run()

    def announce(self, port: int) -> None:
        self.stdout.write(f"\nKhối thi đua: http://127.0.0.1:{port}   (Ctrl-C to stop)\n")
        if self.has_demo:
            self.stdout.write(f"Demo accounts, password {PASSWORD}:")
            for name, role in ACCOUNTS:
                self.stdout.write(f"  {f'{name}@{DOMAIN}':<34} {role}")
        self.stdout.flush()
