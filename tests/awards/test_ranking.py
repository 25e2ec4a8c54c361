"""The order of merit as a pure function: examples, and properties that hold for any facts."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ranking import NOT_ELIGIBLE, NOT_RANKED, Standing, rank, rank_with, what_would_change

pytestmark = pytest.mark.screens  # not of the database


def standing(member, total, **fields):
    return Standing(member=member, total=Decimal(str(total)), **fields)


def ranks(places):
    return [(place.standing.member, place.rank) for place in places]


def test_ties_share_a_rank_and_the_next_is_skipped():
    places = rank([standing("a", 90), standing("b", 95), standing("c", 90), standing("d", 80)])

    assert ranks(places) == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]
    assert [place.is_tied for place in places] == [False, True, True, False]


def test_the_ladder_parts_equals_and_says_which_rung_did():
    first = standing("a", 90, sections={"I": Decimal(50), "III": Decimal(18)})
    second = standing("b", 90, sections={"I": Decimal(50), "III": Decimal(19)})

    places = rank([first, second], ["I", "III"])

    assert ranks(places) == [("b", 1), ("a", 2)]
    assert [place.decided_by for place in places] == ["III", "III"]


def test_fewer_deductions_and_seventy_percent_women_are_rungs():
    clean = standing("clean", 90, deductions=Decimal(0))
    women = standing("women", 90, deductions=Decimal(1), women_percent=Decimal(70))
    fewer = standing("fewer", 90, deductions=Decimal(1), women_percent=Decimal("69.9"))

    places = rank([fewer, women, clean], ["deductions", "women"])

    assert ranks(places) == [("clean", 1), ("women", 2), ("fewer", 3)]


def test_the_three_outcomes_are_distinct():
    places = rank([
        standing("out", 99, outcome=NOT_RANKED),
        standing("ranked only", 95, outcome=NOT_ELIGIBLE),
        standing("eligible", 90),
    ])  # fmt: skip

    assert ranks(places) == [("ranked only", 1), ("eligible", 2), ("out", None)]


totals = st.integers(0, 12).map(lambda n: Decimal(n) / 2)
facts = st.lists(
    st.builds(lambda total, one, cut: (total, one, cut), totals, totals, totals), min_size=1, max_size=5
).map(
    lambda rows: [
        standing(n, total, sections={"I": one}, deductions=cut) for n, (total, one, cut) in enumerate(rows)
    ]
)
LADDER = ["I", "deductions"]


@given(facts)
def test_the_order_of_the_input_never_changes_a_rank(standings):
    expected = dict(ranks(rank(standings, LADDER)))

    for shuffled in permutations(standings):
        assert dict(ranks(rank(shuffled, LADDER))) == expected


@given(facts, st.integers(0, 4), st.integers(1, 6))
def test_more_points_never_lower_a_rank(standings, which, more):
    chosen = which % len(standings)
    before = dict(ranks(rank(standings, LADDER)))[chosen]
    raised = [
        standing(
            s.member,
            s.total + (more if s.member == chosen else 0),
            sections=s.sections,
            deductions=s.deductions,
        )
        for s in standings
    ]

    assert dict(ranks(rank(raised, LADDER)))[chosen] <= before


@given(facts)
def test_equal_facts_are_ties_and_unequal_ones_are_not(standings):
    places = rank(standings, LADDER)

    for one in places:
        for other in places:
            same = all(
                getattr(one.standing, name) == getattr(other.standing, name)
                for name in ("total", "sections", "deductions")
            )
            assert (one.rank == other.rank) is same


few = st.integers(0, 2).map(Decimal)
near = st.lists(st.tuples(few, few, few), min_size=1, max_size=8).map(
    lambda rows: [standing(n, t, sections={"I": i}, deductions=d) for n, (t, i, d) in enumerate(rows)]
)


@given(near)
def test_the_deciding_rung_is_the_last_one_that_was_needed(standings):
    def first_unlike(one, other):
        pairs = [(one.sections, other.sections), (one.deductions, other.deductions)]
        return next((rung for rung, (a, b) in zip(LADDER, pairs, strict=True) if a != b), "")

    for place in rank(standings, LADDER):
        needed = {first_unlike(place.standing, s) for s in standings if s.total == place.standing.total}
        assert place.decided_by == max(needed, key=["", *LADDER].index)


HALF = Decimal("0.5")


@given(facts, st.integers(0, 4))
def test_what_would_change_the_order_does_and_less_does_not(standings, which):
    member = which % len(standings)
    now = rank_with(standings, LADDER, member, Decimal(0))

    for side, sign in (("up", 1), ("down", -1)):
        points, then = what_would_change(standings, LADDER, member, HALF).get(side, (None, None))
        if points is None:
            far = rank_with(standings, LADDER, member, sign * Decimal(1000))
            assert far == now
            continue
        assert rank_with(standings, LADDER, member, sign * points) == then
        assert then < now if side == "up" else then > now
        fewer = sign * (points - HALF)
        if points > HALF:
            unchanged = rank_with(standings, LADDER, member, fewer)
            assert unchanged >= now if side == "up" else unchanged <= now


def test_points_more_are_those_of_one_member_alone():
    equals = [standing("a", 90), standing("b", 89)]

    assert rank_with(equals, [], "b", Decimal(2)) == 1
    assert rank_with(equals, [], "a", Decimal(-2)) == 2


def test_who_is_not_ranked_is_moved_by_nothing():
    assert what_would_change([standing("out", 99, outcome=NOT_RANKED)], [], "out", HALF) == {}
