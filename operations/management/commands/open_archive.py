"""manage.py open_archive FILE.zip: a year's archive in a copy of the site of its own, for reading only."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def environment(folder: Path, port: int) -> dict[str, str]:
    """What such a copy is started with: its own data, and nothing by which others reach the site."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "REPLICA_URL": "",
        "MEDIA_ROOT": str(folder / "media"),
        "MEDIA_BUCKET": "",
        "READ_ONLY": "1",
        "HTTPS": "0",
        "CACHE_URL": "locmemcache://",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "X_ACCEL_PREFIX": "",
        "MFA_REQUIRED_FOR": "",
        "OIDC_SERVER_URL": "",
        "SITE_URL": f"http://127.0.0.1:{port}",
    }


class Command(BaseCommand):
    help = "Open an archive read-only beside the running site: its own database and files, its own port."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--no-serve", action="store_true", help="load and compare, do not serve")

    def handle(self, *, file, port, no_serve, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        folder = Path(settings.VAR_DIR, "archives", digest)
        folder.mkdir(parents=True, exist_ok=True)
        own = environment(folder, port)
        manage = [sys.executable, str(Path(settings.BASE_DIR, "manage.py"))]
        if not (folder / "loaded").exists():
            (folder / "db.sqlite3").unlink(missing_ok=True)
            load = [*manage, "load_archive", str(file)]
            if subprocess.run(load, env=os.environ | own, check=False).returncode:
                raise CommandError("The archive was not opened, see above.")
            (folder / "loaded").touch()
        if not no_serve:
            subprocess.run([*manage, "serve", "--port", str(port)], env=os.environ | own, check=False)
