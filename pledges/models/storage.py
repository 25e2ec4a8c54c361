"""Where uploaded files lie: outside what the web serves, under random names."""

from functools import partial
from uuid import uuid4

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils import timezone

from audit.tracing import trace


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
