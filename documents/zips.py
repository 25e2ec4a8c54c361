"""A ZIP that knows the SHA-256 and size of everything put into it; the same files give the same bytes."""

import hashlib
import zipfile
from dataclasses import dataclass
from typing import IO, BinaryIO

EPOCH = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the hour of packing changes nothing
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Digest:
    """SHA-256 and size, in bytes, of one file."""

    sha256: str
    size: int


def copy_stream(source: IO[bytes], target: IO[bytes]) -> Digest:
    """Copy block by block; what was copied."""
    sha256, size = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        sha256.update(block)
        size += len(block)
        target.write(block)
    return Digest(sha256.hexdigest(), size)


class HashedZip:
    """Writes into an archive that is open, and keeps {name: Digest}."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.digests: dict[str, Digest] = {}

    def put(self, name: str, content: bytes) -> Digest:
        """Write a file that is in memory, once: a second one of the same name is not written."""
        if name not in self.digests:
            self.archive.writestr(zipfile.ZipInfo(name, EPOCH), content, self.archive.compression)
            self.digests[name] = Digest(hashlib.sha256(content).hexdigest(), len(content))
        return self.digests[name]

    def copy(self, name: str, source: BinaryIO) -> Digest:
        """Write a file of any size from a stream."""
        with self.archive.open(name, "w", force_zip64=True) as target:
            self.digests[name] = copy_stream(source, target)
        return self.digests[name]
