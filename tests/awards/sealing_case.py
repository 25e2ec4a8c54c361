"""What devices of voters and tellers do with a sealed ballot, in Python: the second reading of static/js/sealing.js."""

import base64
import datetime
import hashlib
import hmac
import json
import random
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from awards import receipts
from awards.actions.sealed_vote import cast_sealed, keep_key, open_ballots, shut_urn, take_layer_off
from awards.actions.voting import cancel_poll
from awards.models import Ballot, Poll
from tests.factories import make_association, make_user

from .record_case import by_name
from .voting_case import begin, rule

CODES = ["HOAS-ENAB-CDEF", "LUAN-GOAB-CDEF", "CAYD-AABC-DEFG", "BENN-UOCA-BCDE"]
MARKS = ["100", "010", "100", "000"]
ORDERS = ["12", "13", "21", "23", "31", "32"]


def to_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _layer(secret: bytes, salt: bytes, info: str, length: int) -> tuple[bytes, bytes]:
    """(stream, key of the seal) of one layer."""
    hkdf = HKDF(hashes.SHA256(), 32 + length, salt=salt, info=f"khoithidua-seal/1|{info}".encode())
    bits = hkdf.derive(secret)
    return bits[32:], bits[:32]


def _hide(plain: bytes, passing: X25519PrivateKey, recipient: bytes, info: str) -> bytes:
    secret = passing.exchange(X25519PublicKey.from_public_bytes(recipient))
    salt = passing.public_key().public_bytes_raw() + recipient
    stream, seal_key = _layer(secret, salt, info, len(plain))
    hidden = bytes(a ^ b for a, b in zip(plain, stream, strict=True))
    return hidden + hmac.digest(seal_key, hidden, hashlib.sha256)[:16]


def _uncover(box: bytes, passing: bytes, own: X25519PrivateKey, info: str) -> bytes:
    hidden, seal = box[:-16], box[-16:]
    secret = own.exchange(X25519PublicKey.from_public_bytes(passing))
    stream, seal_key = _layer(secret, passing + own.public_key().public_bytes_raw(), info, len(hidden))
    if not hmac.compare_digest(hmac.digest(seal_key, hidden, hashlib.sha256)[:16], seal):
        raise ValueError("not sealed to this key")
    return bytes(a ^ b for a, b in zip(hidden, stream, strict=True))


def seal(code: str, marks: str, keepers: list[str], proof: list[bytes] | None = None) -> str:
    """A ballot sealed to three tellers; the same for the same proof."""
    outer, seed = proof or [secrets.token_bytes(32) for _ in "12"]
    outer_key = X25519PrivateKey.from_private_bytes(outer)
    boxes = []
    for order in ORDERS:
        first, second = (to_bytes(keepers[int(number) - 1]) for number in order)
        own = hashlib.sha256(f"khoithidua-seal/1|inner key|{order}|".encode() + seed).digest()
        inner_key = X25519PrivateKey.from_private_bytes(own)
        inner = _hide((code + marks).encode(), inner_key, second, f"inner|{order}")
        whole = inner_key.public_key().public_bytes_raw() + inner
        boxes.append(_hide(whole, outer_key, first, f"outer|{order}"))
    return ".".join(map(to_text, [outer_key.public_key().public_bytes_raw(), *boxes]))


@dataclass
class Device:
    """A teller with the private half of their key."""

    user: object
    number: int = 0
    key: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)

    @property
    def public(self) -> str:
        return to_text(self.key.public_key().public_bytes_raw())

    def stripped(self, poll: Poll) -> dict[str, list[str]]:
        """What the other tellers open, in an order of chance."""
        lists: dict[str, list[str]] = {str(n): [] for n in (1, 2, 3) if n != self.number}
        for ballot in poll.sealed.all():
            passing, *boxes = map(to_bytes, ballot.text.split("."))
            for order, box in zip(ORDERS, boxes, strict=True):
                if order[0] == str(self.number):
                    lists[order[1]].append(to_text(_uncover(box, passing, self.key, f"outer|{order}")))
        for rows in lists.values():
            random.shuffle(rows)
        return lists

    def take_layer_off(self, poll: Poll) -> None:
        take_layer_off(poll, by=self.user, lists=self.stripped(poll), unreadable=0)

    def opened(self, poll: Poll) -> list[list[str]]:
        stripped = json.loads(Poll.objects.get(pk=poll.pk).stripped)
        order = f"{stripped['first']}{self.number}"
        texts = []
        for row in map(to_bytes, stripped["lists"][str(self.number)]):
            texts.append(_uncover(row[32:], row[:32], self.key, f"inner|{order}").decode())
        return sorted([text[:14], text[14:]] for text in texts)

    def open(self, poll: Poll):
        return open_ballots(poll, by=self.user, ballots=self.opened(poll), unreadable=0)


def make_tellers(conference) -> list[Device]:
    """Three tellers with their keys, in the order of the opening, of members that nobody nominates."""
    devices, bodies = [], list(conference.members().order_by("pk"))
    one_more = make_association(province=conference.bloc_year.bloc.province)
    conference.bloc_year.bloc.memberships.create(association=one_more, joined_on=datetime.date(2024, 1, 2))
    for body in (bodies[3], bodies[4], one_more):
        conference.tellers.create(role="member", name="Kiểm phiếu viên", association=body)
        device = Device(make_user(edits_for=body))
        keep_key(conference, by=device.user, public_key=device.public)
        devices.append(device)
    for number, device in enumerate(devices, 1):
        device.number = number
    return devices


def begin_sealed(conference, *nominees, seats=1) -> Poll:
    rule(conference, urn_keeper="tellers")
    return begin(conference, *nominees, seats=seats)


def shown(code: str, marks: str, proof: list[bytes]) -> str:
    """What a voter shows of a ballot in a complaint: the line PHIEU of the receipt's file."""
    return f"PHIEU {code} {marks} {' '.join(map(to_text, proof))}"


def check_sealed(folder: Path, record: dict, *files: list[str]) -> str:
    """What both checkers of sealed ballots say of a record and files of receipts; empty where all is in order.

    Fails where they disagree.
    """
    record_file = folder / "record.json"
    record_file.write_bytes(receipts.canonical(record))
    names = []
    for number, lines in enumerate(files):
        names.append(folder / f"receipt-{number}.txt")
        names[-1].write_text("\n".join(["Biên nhận", *lines]), "utf-8")
    base = settings.BASE_DIR
    programs = [
        [sys.executable, "-I", "-S", base / "bin/verify-sealed-ballot"],
        ["node", base / "tests/js/verify_sealed_ballot.js"],
    ]
    ours, second = (
        subprocess.run([*words, record_file, *names], capture_output=True, text=True, check=False)
        for words in programs
    )
    assert ours.stderr == second.stderr == ""
    assert ours.returncode == second.returncode, (ours.stdout, second.stdout)
    return "" if ours.returncode == 0 else ours.stdout


def publish_before(conference, code: str) -> None:
    """An earlier vote of the conference has published a ballot under this code."""
    before = begin_sealed(conference, *list(conference.members().order_by("pk"))[:1])
    cancel_poll(before, by=make_user(), reason="Bỏ phiếu lại")
    Ballot.objects.create(code=code, poll=before, approved=[])


def keys_of(poll: Poll) -> list[str]:
    return [keeper["key"] for keeper in json.loads(poll.opening)["keepers"]]


def shut(poll: Poll) -> None:
    shut_urn(poll, by=make_user(), accept_missing=True)


def sealed_by_javascript(code: str, marks: str, keepers: list[str], proof: list[bytes]) -> str:
    """The same ballot as static/js/sealing.js seals it."""
    script = (
        f'import {{ sealBallot, toBytes }} from "{settings.BASE_DIR}/static/js/sealing.js";'
        f"const proof = {json.dumps([to_text(one) for one in proof])}.map(toBytes);"
        f"const made = await sealBallot({json.dumps(code)}, {json.dumps(marks)}, {json.dumps(keepers)}, proof);"
        "console.log(made.sealed);"
    )
    words = ["node", "--input-type=module", "-e", script]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def cast_all(poll, marks=MARKS) -> list:
    """The first members vote, one for each of the marks; their receipts."""
    keys, bodies = keys_of(poll), by_name(poll.conference)
    return [
        cast_sealed(poll, body, sealed=seal(code, mark, keys))
        for body, code, mark in zip(bodies, CODES, marks, strict=False)
    ]
