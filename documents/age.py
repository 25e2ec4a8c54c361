"""Keys and files of age (https://age-encryption.org): what a file is encrypted to, and what opens it again."""

import stat
from pathlib import Path
from typing import IO, Any

import pyrage

BEGINS = b"age-encryption.org/"  # every encrypted file, whoever wrote it
NOT_ONES_OWN = stat.S_IRWXG | stat.S_IRWXO


class KeyFileRefused(Exception):
    """The file of keys is not there, holds none, or can be read by others; the sentence says which."""


class NotDecrypted(OSError):
    """What is kept was damaged, or encrypted to another key."""


def identities_in(file: Path) -> list[Any]:
    """The secret keys of a file as `age-keygen` writes it, first to last. KeyFileRefused."""
    try:
        mode, lines = file.stat().st_mode, file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileRefused(f"Không đọc được tệp khóa {file}.") from error
    if mode & NOT_ONES_OWN:
        raise KeyFileRefused(f"Tệp khóa {file} để người khác đọc được. Chạy: chmod 600 {file}")
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not keys:
        raise KeyFileRefused(f"Tệp khóa {file} không có khóa nào.")
    try:
        return [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError as error:
        raise KeyFileRefused(f"Tệp khóa {file} có dòng không phải khóa age.") from error


def write_new_identity(file: Path) -> str:
    """Make a key, write it before the keys the file has (mode 600), and give its public half (age1…)."""
    identity = pyrage.x25519.Identity.generate()
    before = file.read_text() if file.exists() else ""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(f"# public key: {identity.to_public()}\n{identity}\n{before}")
    part.replace(file)
    return str(identity.to_public())


def recipient_of(public_key: str) -> Any:
    """Whom a public key (age1…) encrypts to; nothing where it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(public_key)
    except pyrage.RecipientError:
        return None


def encrypted(source: IO[bytes], target: IO[bytes], *recipients: Any) -> None:
    """Write what is read from `source` into `target`, for the holders of these recipients' keys alone."""
    pyrage.encrypt_io(source, target, list(recipients))


def decrypted(source: IO[bytes], target: IO[bytes], identities: list[Any]) -> None:
    """Write the plain content into `target`. NotDecrypted where no key opens it, or a byte is not as written."""
    try:
        pyrage.decrypt_io(source, target, identities)
    except pyrage.DecryptError as error:
        raise NotDecrypted(str(error)) from error
    except OSError as error:
        if error.errno is not None:  # of the disk
            raise
        raise NotDecrypted(str(error)) from error
