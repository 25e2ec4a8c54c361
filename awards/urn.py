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

from awards.ballot_codes import letters_of

CODE_LENGTH = 14  # characters of K7Q4-M2XW-P9TB
TICKET_LENGTH = 12
EMPTY = "-"  # fills a slot that nobody has used


def new_nonce() -> str:
    """What makes the key of one vote; thrown away when it is closed."""
    return secrets.token_urlsafe(24)


def _lock(nonce: str) -> Fernet:
    material = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=nonce.encode(), n=2**10, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(material))


def ticket_of(sent_once: str) -> str:
    """By what a ballot is known when the same page sends it again, because the network kept the answer back."""
    return letters_of(hashlib.sha256(sent_once.encode()).digest(), TICKET_LENGTH)


def seal(
    ballots: dict[str, list[int]],
    nonce: str,
    *,
    slots: int,
    nominees: list[int],
    tickets: dict[str, str] | None = None,
) -> str:
    """{code: associations approved} as a sealed text, always as long for so many slots and nominees.

    Every ballot takes one slot of one length, whatever it says, with its ticket where `tickets` has one by its code;
    slots nobody has used yet are filled up. The time inside the seal is always the same. ValueError where there are
    more ballots than slots.
    """
    if len(ballots) > slots:
        raise ValueError(f"{len(ballots)} ballots do not go into {slots} slots")
    known = tickets or {}
    used = [
        code.ljust(CODE_LENGTH, EMPTY)
        + known.get(code, EMPTY * TICKET_LENGTH)
        + _marks(ballots[code], nominees)
        for code in sorted(ballots)
    ]
    unused = [EMPTY * (CODE_LENGTH + TICKET_LENGTH + len(nominees))] * (slots - len(ballots))
    plain = "\n".join(used + unused).encode()
    return _lock(nonce).encrypt_at_time(plain, current_time=0).decode()


def _marks(approved: list[int], nominees: list[int]) -> str:
    return "".join("1" if nominee in approved else "0" for nominee in nominees)


def unseal(urn: str, nonce: str, nominees: list[int]) -> dict[str, list[int]]:
    """What is in the urn: {code: associations approved}. An urn laid by an earlier version is read as well."""
    if not urn:
        return {}
    plain = _lock(nonce).decrypt(urn.encode()).decode()
    if plain.startswith("{"):
        return json.loads(plain)
    slots, length = _used_slots(plain), len(nominees)
    return {_code_in(slot[:-length]): _approved(slot[-length:], nominees) for slot in slots}


def tickets_in(urn: str, nonce: str, nominees: list[int]) -> dict[str, str]:
    """{code: ticket} of the ballots that have one."""
    plain = _lock(nonce).decrypt(urn.encode()).decode()
    if plain.startswith("{"):
        return {}
    slots = [slot[: -len(nominees)] for slot in _used_slots(plain)]
    pairs = ((_code_in(slot), slot[CODE_LENGTH:]) for slot in slots)
    return {code: ticket for code, ticket in pairs if ticket.strip(EMPTY)}


def _code_in(slot: str) -> str:
    """The code of a slot; those of an earlier version are shorter."""
    return slot[:CODE_LENGTH].rstrip(EMPTY)


def _used_slots(plain: str) -> list[str]:
    return [slot for slot in plain.split("\n") if not slot.startswith(EMPTY)]


def _approved(marks: str, nominees: list[int]) -> list[int]:
    return [nominee for mark, nominee in zip(marks, nominees, strict=True) if mark == "1"]
