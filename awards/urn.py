"""The urn of a secret vote: sealed while the vote is open, so that no row, backup or log tells a single ballot.

Everything cast so far is one sealed text in one row, in the order of random codes. docs/secret-vote.md tells what this
keeps from whom.
"""

import base64
import hashlib
import json
import secrets

from cryptography.fernet import Fernet
from django.conf import settings

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which are misread on paper


def new_nonce() -> str:
    """What makes the key of one vote; thrown away when it is closed."""
    return secrets.token_urlsafe(24)


def _lock(nonce: str) -> Fernet:
    material = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=nonce.encode(), n=2**10, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(material))


def seal(ballots: dict[str, list[int]], nonce: str) -> str:
    """{code: associations approved} as a sealed text. The time inside the seal is always the same."""
    plain = json.dumps(ballots, sort_keys=True, separators=(",", ":")).encode()
    return _lock(nonce).encrypt_at_time(plain, current_time=0).decode()


def unseal(urn: str, nonce: str) -> dict[str, list[int]]:
    """What is in the urn; nothing for one that nobody used yet."""
    return json.loads(_lock(nonce).decrypt(urn.encode())) if urn else {}


def new_code(taken) -> str:
    """A code that only its voter learns, such as K7Q4-M2XW."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if code not in taken:
            return code
