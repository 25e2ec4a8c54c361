"""What a vote promises in writing: the statement of its opening, and a signed receipt for each ballot.

docs/secret-vote.md gives the formats; bin/verify-vote reads them without any of this code.
"""

import base64
import hashlib
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from awards.ballot_codes import grouped, letters_of

PREFIX = "KTD1"  # the format of a receipt
SEALED_PREFIX = "KTD2"  # of a receipt for a ballot that the voter's device sealed
REPEATED = "KTD1R"  # of one that is given again for a ballot cast before


def canonical(facts: dict) -> bytes:
    """JSON in one way only, so that the same facts always have the same digest."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def base64_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def fingerprint(content: bytes) -> str:
    """24 letters in fours that stand for these bytes, to be read out and printed; no second text is found for them."""
    return grouped(letters_of(hashlib.sha256(content).digest(), 24))


def signing_key(nonce: str) -> Ed25519PrivateKey:
    """The key of one vote. It is stored nowhere; without the nonce, which closing throws away, nobody has it."""
    seed = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=f"{nonce}|receipt".encode(), n=2**10, r=8, p=1)
    return Ed25519PrivateKey.from_private_bytes(seed[:32])


def public_key(nonce: str) -> str:
    """The half of the key that everybody may have."""
    return base64_of(signing_key(nonce).public_key().public_bytes_raw())


def sign(nonce: str, message: bytes) -> str:
    return base64_of(signing_key(nonce).sign(message))


def marks_of(approved: set[int], nominees: int) -> str:
    """A ballot as marks in the order of its nominees' numbers, 1 to `nominees`: 1 for yes, 0 for no."""
    return "".join("1" if number in approved else "0" for number in range(1, nominees + 1))


def ballot_digest(code: str, marks: str) -> str:
    return base64_of(hashlib.sha256(f"{code}|{marks}".encode()).digest())


@dataclass(frozen=True)
class Receipt:
    """What the server signs for one ballot: its code, that `cast` ballots were in the urn with it, and what it said.

    What it said is a digest: whoever sees the receipt without the published list cannot read the vote off it.
    """

    code: str
    cast: int
    digest: str
    signature: str
    line_codes: tuple[str, ...] = ()  # by the nominees' numbers, where each has a list of its own
    is_repeated: bool = False  # the ballot was in the urn before, and its page asks for the receipt again

    @property
    def text(self) -> str:
        """One line, as it is kept in a file or a photographed square."""
        return (
            f"{_prefix(is_repeated=self.is_repeated)} {self.code} {self.cast} {self.digest} {self.signature}"
        )


@dataclass(frozen=True)
class SealedReceipt:
    """What the server signs for a sealed ballot: its digest, its place in the urn, and the state of the urn with it."""

    cast: int
    digest: str
    head: str
    signature: str

    @property
    def text(self) -> str:
        return f"{SEALED_PREFIX} {self.cast} {self.digest} {self.head} {self.signature}"


def next_head(head: str, digest: str) -> str:
    """The state of an urn after one more sealed ballot; the first follows on the digest of the opening."""
    return base64_of(hashlib.sha256(f"{head}|{digest}".encode()).digest())


def text_digest(text: str) -> str:
    return base64_of(hashlib.sha256(text.encode()).digest())


def sealed_receipt(nonce: str, opening: str, *, cast: int, digest: str, head: str) -> SealedReceipt:
    opened = hashlib.sha256(opening.encode()).hexdigest()
    message = "|".join([SEALED_PREFIX, opened, str(cast), digest, head]).encode()
    return SealedReceipt(cast, digest, head, sign(nonce, message))


def receipt_message(opening: str, code: str, cast: int, digest: str, *, is_repeated: bool = False) -> bytes:
    """What is signed: it holds for this vote, as it was stated at its opening, and for no other."""
    opened = hashlib.sha256(opening.encode()).hexdigest()
    return "|".join([_prefix(is_repeated=is_repeated), opened, code, str(cast), digest]).encode()


def _prefix(*, is_repeated: bool) -> str:
    return REPEATED if is_repeated else PREFIX
