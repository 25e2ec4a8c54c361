"""Codes of ballots, such as K7Q4-M2XW-P9TB: eight letters from the voter's side, four from the server.

Neither side alone makes a code, so the server cannot give one code to two voters who chose alike.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Container

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which are misread on paper
VOTERS, SERVERS = 8, 4  # letters of each side
SHORTEST_WORD = 4  # what a voter has to type at least
ROUNDS = 10_000  # of PBKDF2, for the codes in the lists of single nominees


def random_letters(how_many: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(how_many))


def letters_of(digest: bytes, how_many: int) -> str:
    """The first bits of a digest, five to a letter."""
    number, bits = int.from_bytes(digest), len(digest) * 8
    return "".join(ALPHABET[(number >> (bits - 5 * n)) & 31] for n in range(1, how_many + 1))


def grouped(letters: str) -> str:
    """K7Q4M2XWP9TB → K7Q4-M2XW-P9TB, which is read out and copied in fours."""
    return "-".join(re.findall("....", letters))


def plain_word(typed: str) -> str:
    """What a voter typed as their half: "hoa sen" → HOASEN; letters and digits only."""
    without_marks = unicodedata.normalize("NFD", typed.replace("đ", "d").replace("Đ", "D"))
    return re.sub("[^A-Z0-9]", "", without_marks.upper())


def new_code(voters_word: str, taken: Container[str]) -> str:
    """A code from the voter's half, filled up where it is short, and ours; one that is not taken.

    `voters_word` is as `plain_word` gives it; nothing where the voter's side gave none.
    """
    while True:
        voters = (voters_word + random_letters(VOTERS))[:VOTERS]
        code = grouped(voters + random_letters(SERVERS))
        if code not in taken:
            return code


def secret_of(code: str, key: str) -> bytes:
    """What the codes of one ballot in the lists of single nominees are made of; `key` is the vote's public key."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), key.encode(), ROUNDS)


def line_code(secret: bytes, number: int) -> str:
    """The code under which a ballot stands in the list of the nominee with this number.

    Codes of one ballot in two lists cannot be joined by anybody who does not know the ballot's own code.
    """
    line = hmac.new(secret, str(number).encode(), "sha256").digest()
    return grouped(letters_of(line, VOTERS + SERVERS))
