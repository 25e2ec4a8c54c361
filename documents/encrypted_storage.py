"""Uploads encrypted where they lie, to keys in a file that is neither in the database nor beside them.

The first key of the file encrypts, each of them opens: a key is changed by a new one written before the old, then
`manage.py encrypt_uploads`. What was kept before the setting was turned on is read as it is.
"""

import os
from copy import copy
from functools import cached_property
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from .age import BEGINS, KeyFileRefused, NotDecrypted, decrypted, encrypted, identities_in

# Bytes of one file that are decrypted in memory; only packed dossiers are larger, and go to a file without a name.
IN_MEMORY = 64 * 1024 * 1024
BESIDE = ".new"  # what a file is called until it takes the place of the old one


class EncryptedStorage(Storage):
    """Another storage, with the content of every file encrypted; names are those of the other one."""

    def __init__(self, *, inner: dict[str, Any], key_file: str) -> None:
        self.inner = storages.create_storage(inner)
        self.key_file = Path(key_file)

    @cached_property
    def identities(self) -> list[Any]:
        try:
            return identities_in(self.key_file)
        except KeyFileRefused as refusal:
            raise ImproperlyConfigured(str(refusal)) from refusal

    def _save(self, name: str, content: Any) -> str:
        content.seek(0)
        with _kept_apart() as sealed:
            encrypted(content, sealed, self.identities[0].to_public())
            sealed.seek(0)
            return self.inner.save(name, File(sealed))

    def _open(self, name: str, mode: str = "rb") -> Any:
        if mode != "rb":
            raise ValueError("An upload is written once, and read.")
        return File(self._plain(name, self.identities), name)

    def _plain(self, name: str, identities: list[Any]) -> IO[bytes]:
        with self.inner.open(name, "rb") as kept:
            is_encrypted = kept.read(len(BEGINS)) == BEGINS
            kept.seek(0)
            plain = _kept_apart()
            try:
                if is_encrypted:
                    decrypted(kept, plain, identities)
                else:
                    plain.writelines(kept.chunks())
                plain.seek(0)
            except BaseException:
                plain.close()
                raise
            return plain

    def is_up_to_date(self, name: str) -> bool:
        """Whether a file is encrypted, and to the first of the keys. NotDecrypted where no key opens it."""
        with self.inner.open(name, "rb") as kept:
            if kept.read(len(BEGINS)) != BEGINS:
                return False
        try:
            self._plain(name, self.identities[:1]).close()
        except NotDecrypted:
            self._plain(name, self.identities).close()
            return False
        return True

    def bring_up_to_date(self, name: str) -> None:
        """Encrypt a file to the first key; it is the old one or the new one at every instant."""
        with self._plain(name, self.identities) as plain, _kept_apart() as sealed:
            encrypted(plain, sealed, self.identities[0].to_public())
            sealed.seek(0)
            _put_in_place(self.inner, name, File(sealed))

    def delete(self, name: str) -> None:
        self.inner.delete(name)

    def exists(self, name: str) -> bool:
        return self.inner.exists(name)

    def listdir(self, path: str) -> Any:
        return self.inner.listdir(path)

    def size(self, name: str) -> int:
        """Bytes of the plain content."""
        with self._plain(name, self.identities) as plain:
            return plain.seek(0, os.SEEK_END)


def _kept_apart() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=IN_MEMORY)


def _put_in_place(storage: Storage, name: str, content: File) -> None:
    if isinstance(storage, FileSystemStorage):
        beside = storage.save(f"{name}{BESIDE}", content)
        Path(storage.path(beside)).replace(storage.path(name))
        return
    overwriting = copy(storage)
    overwriting.file_overwrite = True  # type: ignore[attr-defined]  # of a bucket, where a put is one step
    overwriting.save(name, content)
