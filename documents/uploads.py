"""What lies in the storage of uploads."""

from collections.abc import Iterable

from django.core.files.storage import Storage


def uploads_in(storage: Storage, folder: str = "") -> Iterable[str]:
    """The name of every upload, in order. Parts of a dossier that is being packed are none."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders) if folder != "dossiers/" else ():
        yield from uploads_in(storage, f"{folder}{name}/")
