"""Where uploaded files lie: outside what the web serves, under random names."""

from uuid import uuid4

from django.core.files.storage import Storage, default_storage
from django.utils import timezone


def evidence_storage() -> Storage:
    return default_storage  # a folder or a bucket, as the settings say


def random_path(owner, filename: str) -> str:
    """No name of the member's ever reaches the disk."""
    return f"evidence/{timezone.now():%Y/%m}/{uuid4().hex}"
