"""The urn of a secret vote: sealed while the vote is open, so that no row, backup or log tells a single ballot.

Everything cast so far is one sealed text in one row, in the order of random codes, and of one length from its opening
on. docs/secret-vote.md tells what this keeps from whom.
"""

import base64
import hashlib
import json
import secrets

from cryptography.fernet import Fernet
from django.conf import settings

CODE_LENGTH = 9  # characters of K7Q4-M2XW
EMPTY = "-"  # fills a slot that nobody has used
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which are misread on paper


def new_nonce() -> str:
    """What makes the key of one vote; thrown away when it is closed."""
    return secrets.token_urlsafe(24)


def _lock(nonce: str) -> Fernet:
    material = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=nonce.encode(), n=2**10, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(material))


def seal(ballots: dict[str, list[int]], nonce: str, *, slots: int, nominees: list[int]) -> str:
    """{code: associations approved} as a sealed text, always as long for so many slots and nominees.

    Every ballot takes one slot of one length, whatever it says; slots nobody has used yet are filled up. The time
    inside the seal is always the same. ValueError where there are more ballots than slots.
    """
    if len(ballots) > slots:
        raise ValueError(f"{len(ballots)} ballots do not go into {slots} slots")
    used = [code + _marks(ballots[code], nominees) for code in sorted(ballots)]
    unused = [EMPTY * (CODE_LENGTH + len(nominees))] * (slots - len(ballots))
    plain = "\n".join(used + unused).encode()
    return _lock(nonce).encrypt_at_time(plain, current_time=0).decode()


def _marks(approved: list[int], nominees: list[int]) -> str:
    return "".join("1" if nominee in approved else "0" for nominee in nominees)


def unseal(urn: str, nonce: str, nominees: list[int]) -> dict[str, list[int]]:
    """What is in the urn: {code: associations approved}. An urn laid before 0.8.0 is read as well."""
    if not urn:
        return {}
    plain = _lock(nonce).decrypt(urn.encode()).decode()
    if plain.startswith("{"):
        return json.loads(plain)
    slots = [slot for slot in plain.split("\n") if not slot.startswith(EMPTY)]
    return {slot[:CODE_LENGTH]: _approved(slot[CODE_LENGTH:], nominees) for slot in slots}


def _approved(marks: str, nominees: list[int]) -> list[int]:
    return [nominee for mark, nominee in zip(marks, nominees, strict=True) if mark == "1"]


def new_code(taken) -> str:
    """A code that only its voter learns, such as K7Q4-M2XW."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if code not in taken:
            return code
