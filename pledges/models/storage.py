"""Where uploaded files lie: outside what the web serves, under random names."""

from uuid import uuid4

from django.core.files.storage import FileSystemStorage
from django.utils import timezone


def evidence_storage() -> FileSystemStorage:
    return FileSystemStorage()  # under MEDIA_ROOT, whatever it is when a file is written


def random_path(owner, filename: str) -> str:
    """No name of the member's ever reaches the disk."""
    return f"evidence/{timezone.now():%Y/%m}/{uuid4().hex}"
