"""Two wordings side by side: the words that differ, and never more than a moment of the processor's time."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.wording import SECONDS, Comparison

pytestmark = pytest.mark.screens  # not of the database


def plain(html: str) -> str:
    return unescape(re.sub(r"</?(del|ins)>", "", html))


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("Nạp 20 hội viên", "Nạp 25 hội viên", "Nạp <del>20</del> hội viên", "Nạp <ins>25</ins> hội viên"),
        ("<b>", "<i>", "<del>&lt;b&gt;</del>", "<ins>&lt;i&gt;</ins>"),
        ("", "mới", "", "<ins>mới</ins>"),
        ("một\nhai", "một\nba\nhai", "một\nhai", "một\n<ins>ba\n</ins>hai"),
        ("như nhau", "như nhau", "như nhau", "như nhau"),
    ],
)  # fmt: skip
def test_what_differs_is_marked(old, new, before, after):
    assert Comparison().compare(old, new) == (before, after)


TEXT = st.text(st.sampled_from("ab \n<đ"), max_size=400)


@given(TEXT, TEXT)
def test_without_the_marks_both_texts_are_as_they_were(old, new):
    before, after = Comparison().compare(old, new)

    assert (plain(before), plain(after)) == (old, new)


COSTLY = [
    ("a " * 2000, "b a " * 1000),
    ("a\n" * 2000, "b\na\n" * 1000),
    (" ".join(str(n % 7) for n in range(1900)), " ".join(str(n % 5) for n in range(1900))),
    ("\n".join("a " * 140 for _ in range(300)), "\n".join("b a " * 70 for _ in range(300))),
]


@pytest.mark.parametrize(("old", "new"), COSTLY)
def test_no_text_takes_more_than_a_moment(old, new):
    began = time.thread_time()
    texts = Comparison()
    for _ in range(30):  # as many boxes as a page may hold
        before, after = texts.compare(old, new)
        assert (plain(before), plain(after)) == (old, new)

    assert time.thread_time() - began < SECONDS + 1


@given(
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=2000),
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=2000),
)
def test_no_words_take_more_than_a_moment(old, new):
    began = time.thread_time()

    Comparison().compare(" ".join(old), " ".join(new))

    assert time.thread_time() - began < 1
