"""pledges/box_names.py: a box's name is what it was made of, and nothing else is one."""

import pytest

from pledges.box_names import BoxName, box_name, row_name


@pytest.mark.parametrize("name", ["section-12-text", "line-7-self_points", "evidence-3"])
def test_a_name_is_read_back_as_it_was_made(name):
    assert str(BoxName.parse(name)) == name


def test_names_are_made_of_row_and_column():
    assert (row_name("line", 7), box_name("line", 7, "result")) == ("line-7", "line-7-result")


@pytest.mark.parametrize(
    "text", ["", "line", "line-", "line-x-result", "line--1", "line-٣-result", f"line-{'9' * 18}-result"]
)
def test_what_is_no_name_is_none(text):
    assert BoxName.parse(text) is None
