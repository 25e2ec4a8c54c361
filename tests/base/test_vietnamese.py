"""Numbers, dates, order and search as a Vietnamese reader expects them."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base import vietnamese

pytestmark = pytest.mark.screens  # not of the database


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1980, "1.980"),
        (Decimal("98.50"), "98,5"),
        (Decimal("12460000000"), "12.460.000.000"),
        (0, "0"),
        (None, ""),
    ],
)
def test_numbers_print_the_vietnamese_way(value, text):
    assert vietnamese.number(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.980", 1980), ("1.980,5", "1980.5"), ("98,5", "98.5"), ("98.5", "98.5"), ("1 980", 1980), ("-2", -2),
        ("1.98", "1.98"), ("", None), ("mười", None), ("1,2,3", None), ("1.980.5", None), ("²", None),
    ],
)  # fmt: skip
def test_numbers_are_read_with_comma_or_dot(text, value):
    assert vietnamese.read_number(text) == (None if value is None else Decimal(value))


def test_points_take_a_dot_as_the_decimal_sign_even_before_three_digits():
    assert vietnamese.read_number("0.250", thousands=False) == Decimal("0.25")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_printed_is_read_back(value):
    assert vietnamese.read_number(vietnamese.number(value)) == value


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(13, 16, "81,3"), (12, 15, "80,0"), (12, 16, "75,0"), (1, 3, "33,3"), (5, 80, "6,3")],
)
def test_percentages_round_half_up_to_one_decimal(part, whole, text):
    assert vietnamese.percentage(part, whole) == f"{text}\u00a0%"


@pytest.mark.parametrize(
    ("part", "whole", "thresholds", "text"),
    [
        (Decimal("471.9"), 472, (1,), "99,9"),
        (472, 472, (1,), "100"),
        (1999, 2000, (1,), "99,9"),
        (7996, 10000, (Fraction(4, 5), 1), "79,9"),
        (7996, 10000, (1,), "80,0"),
        (8000, 10000, (Fraction(4, 5), 1), "80,0"),
        (2001, 2000, (1,), "100,1"),
    ],
)
def test_what_is_below_a_threshold_is_not_rounded_onto_it(part, whole, thresholds, text):
    assert vietnamese.percentage(part, whole, thresholds=thresholds) == f"{text}\u00a0%"


def test_long_dates_have_their_leading_zeros():
    assert vietnamese.long_date(datetime.date(2024, 1, 9)) == "ngày 09 tháng 01 năm 2024"
    assert vietnamese.long_date(datetime.date(2023, 3, 17)) == "ngày 17 tháng 3 năm 2023"


def test_names_sort_by_the_vietnamese_alphabet():
    names = ["Yến", "Ưng", "Uyển", "Đạt", "Dũng", "Bảo", "Ẩn", "Ân", "Ăn", "Ánh", "An"]

    assert sorted(names, key=vietnamese.sort_key) == [
        "An", "Ánh", "Ăn", "Ân", "Ẩn", "Bảo", "Dũng", "Đạt", "Uyển", "Ưng", "Yến",
    ]  # fmt: skip


def test_search_needs_no_accents():
    assert vietnamese.search_key("Hội Đông y") == "hoi dong y"
    assert vietnamese.search_key("Ho\u0302\u0323i") == vietnamese.search_key("Hội")


@pytest.mark.parametrize(("value", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL")])
def test_roman_numbers(value, text):
    assert vietnamese.roman(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (120, "120")])
def test_only_numbers_from_one_to_nine_get_a_zero(value, text):
    assert vietnamese.two_digits(value) == text
