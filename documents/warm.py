"""What a drawing process has read before it is asked for the first paper. Imported there only."""

import os
import threading
from multiprocessing import parent_process

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from documents.render import _style

_style()


def leave_with_the_server() -> None:
    """A server that was killed tells nobody: its drawing processes notice that it is gone."""

    def watch() -> None:
        if server := parent_process():
            server.join()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
