"""Where uploaded files lie: outside what the web serves, under random names."""

import logging
from functools import partial
from uuid import uuid4

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils import timezone

from config.tracing import trace

log = logging.getLogger(__name__)


def evidence_storage() -> Storage:
    return default_storage  # a folder or a bucket, as the settings say


def random_path(_owner, _filename: str) -> str:
    """No name of the member's ever reaches the disk.

    A file is stored before its row is committed: until then the request remembers it, to remove it where nothing is.
    """
    path = f"evidence/{timezone.now():%Y/%m}/{uuid4().hex}"
    uncertain = trace().uncertain_files
    uncertain.add(path)
    transaction.on_commit(partial(uncertain.discard, path))
    return path


def remove_uncertain(files: set[str]) -> None:
    """Remove what a request stored and then did not commit."""
    for path in files:
        try:
            evidence_storage().delete(path)
        except Exception:  # a folder or a store that is away: the page is answered all the same
            log.exception("a file without a row stays behind: %s", path)
