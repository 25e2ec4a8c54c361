"""How tests hold a vote to its record, and ask both checkers about it."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from awards import receipts
from awards.actions.voting import close_poll
from awards.models import Poll
from awards.receipts import Receipt
from tests.factories import make_user

from .voting_case import begin, rule

WORDS = ["HOASEN", "LUANGO", "CAYDA", "BENNUOC"]  # the halves that the voters typed
CHOICES = [[0], [1], [0], []]  # nominees that they approve, by number
CHOICES_OF_TWO = [[0, 1], [1], [0, 2], []]


@dataclass
class HeldVote:
    """A vote that was closed: what the voters hold, what was printed, and what the server keeps for itself."""

    poll: Poll
    receipts: list[Receipt]
    opening_mark: str
    nonce: str
    record: dict = field(default_factory=dict)

    def signed_anew(self, record: dict) -> dict:
        """The record as a server would sign it that kept the key to cheat."""
        facts = {name: part for name, part in record.items() if name != "signature"}
        return facts | {"signature": receipts.sign(self.nonce, receipts.canonical(facts))}


def by_name(conference) -> list:
    """The four members who are there, in the order in which a vote numbers them."""
    there = conference.present().select_related("association").order_by("association__pk")[:4]
    return sorted((row.association for row in there), key=lambda body: (body.sort_key, body.pk))


def hold_vote(conference, *, seats: int, ballot_list: str = "codes") -> HeldVote:
    """Four members vote in the browser between three of them; the vote is closed."""
    rule(conference, ballot_list=ballot_list)
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:3], seats=seats)
    given = []
    for body, word, approved in zip(bodies, WORDS, CHOICES if seats == 1 else CHOICES_OF_TWO, strict=False):
        choices = {nominee.pk: n in approved for n, nominee in enumerate(bodies[:3])}
        given.append(poll.cast(body, choices=choices, voters_word=word))
    poll.refresh_from_db()
    vote = HeldVote(poll, given, poll.opening_fingerprint, poll.nonce)
    close_poll(poll, by=make_user(), accept_missing=True)
    vote.record = json.loads(Poll.objects.get(pk=poll.pk).record)
    return vote


def check(folder: Path, record: dict | str, lines: list[str], *, mark: str = "") -> tuple[bool, str]:
    """Whether both checkers find record and receipts in order, and what the one in Python says.

    Fails where they disagree.
    """
    record_file, receipt_file = folder / "record.json", folder / "receipts.txt"
    text = record if isinstance(record, str) else receipts.canonical(record).decode()
    record_file.write_text(text, "utf-8")
    receipt_file.write_text("\n".join(["Biên nhận", *lines]), "utf-8")
    files = [str(record_file), *([str(receipt_file)] if lines else [])]
    base = settings.BASE_DIR
    ours = subprocess.run(
        [sys.executable, "-I", "-S", str(base / "bin/verify-vote"), *files, *([mark] if mark else [])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    second = subprocess.run(
        ["node", str(base / "tests/js/verify_vote.js"), *files, *([mark] if mark else [])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ours.stderr == second.stderr == ""
    assert ours.returncode == second.returncode, (ours.stdout, second.stdout)
    assert (ours.returncode == 0) is (not second.stdout.strip())
    return ours.returncode == 0, ours.stdout
