"""A password that leaked elsewhere is found in a sorted list on this machine, wherever it stands there."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from members.sign_in.passwords import _is_listed


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


def write(path, passwords, end="\r\n"):
    lines = sorted(f"{sha1(word)}:{n * 997}" for n, word in enumerate(passwords))
    path.write_bytes(end.join(lines).encode())
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("leaked") / "pwned.txt"


@given(st.sets(st.text(max_size=8), max_size=40), st.sampled_from(["\n", "\r\n"]), st.text(max_size=8))
def test_whatever_is_in_the_list_is_found_and_nothing_else(place, listed, end, other):
    path = write(place, listed, end)

    assert all(_is_listed(word, path) for word in listed)
    assert _is_listed(other, path) == (other in listed)


def test_it_is_refused_in_words_where_the_site_has_a_list(settings, tmp_path):
    word = "con-ngua-sat-0815"
    validate_password(word)
    settings.LEAKED_PASSWORDS = str(write(tmp_path / "pwned.txt", ["khac-nua", word, "mat-khau-cu"]))

    with pytest.raises(ValidationError, match="đã lộ ở nơi khác"):
        validate_password(word)
    validate_password("con-ngua-sat-0816")
