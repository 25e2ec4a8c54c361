"""awards/ballot_codes.py: neither side alone makes a code, and codes in two lists are not joined."""

import re

import pytest

from awards.ballot_codes import grouped, line_code, new_code, plain_word, random_letters, secret_of
from awards.forms import BallotForm

pytestmark = pytest.mark.screens  # not of the database


def test_a_code_begins_with_what_the_voter_gave():
    assert re.fullmatch("HOAS-EN[A-Z2-9]{2}-[A-Z2-9]{4}", new_code("HOASEN", set()))
    assert new_code("K7Q4M2XW", set()).startswith("K7Q4-M2XW-")


def test_two_voters_with_one_word_have_two_codes():
    codes = {new_code("HOASENAB", set()) for _ in range(50)}
    assert len(codes) > 40


def test_a_code_that_is_taken_is_not_given(monkeypatch):
    letters = iter(["", "AAAA", "", "AAAA", "", "BBBB"])
    monkeypatch.setattr("awards.ballot_codes.random_letters", lambda how_many: next(letters))
    assert new_code("K7Q4M2XW", {"K7Q4-M2XW-AAAA"}) == "K7Q4-M2XW-BBBB"


@pytest.mark.parametrize(
    ("typed", "word"),
    [("hoa sen", "HOASEN"), ("Đồng Hới", "DONGHOI"), ("k7q4-m2xw", "K7Q4M2XW"), ("  ", ""), ("🌸", "")],
)
def test_a_word_is_read_without_its_marks(typed, word):
    assert plain_word(typed) == word


@pytest.mark.parametrize("typed", ["abc", "chín chữ cái", "🌸"])
def test_a_word_too_short_or_too_long_is_said_beside_its_box(typed):
    form = BallotForm({"voters_word": typed}, nominees=[])

    assert form.errors == {"voters_word": ["Ghi từ 4 đến 8 chữ hoặc số."]}
    assert form["voters_word"].value() == typed


def test_a_word_is_offered_anew_each_time():
    offered = {BallotForm(nominees=[])["voters_word"].value() for _ in range(20)}
    assert len(offered) == 20
    assert all(len(word) == 8 for word in offered)


def test_codes_in_the_lists_are_those_that_the_voters_device_finds():
    """tests/js/ballot_codes.test.js wants the same."""
    secret = secret_of("HOAS-ENAB-CDEF", "a-public-key")
    codes = [line_code(secret, number) for number in (1, 2, 3)]
    assert codes == ["FVT7-KSLR-6UZ3", "D4XB-VJYD-YEJ7", "RM63-D6QW-ZXV8"]
    assert secret_of("HOAS-ENAB-CDEF", "another key") != secret


def test_letters_are_grouped_in_fours():
    assert grouped(random_letters(8))[4] == "-"
