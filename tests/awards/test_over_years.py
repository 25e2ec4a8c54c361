"""What a bloc remembers over the years, and who sees whose."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from awards.actions.ledger import enter_award
from awards.over_years import change_of, criteria_over_years, members_over_years, streak_of, streaks_of
from blocs.models import AwardType, BlocYear, Membership
from tests.factories import make_association, make_scored_year, make_user


@given(st.sets(st.integers(1990, 2030)))
def test_a_streak_ends_with_the_last_year_and_has_no_gap(years):
    run = streak_of(years)

    if not years:
        assert run is None
        return
    since, until = run
    assert until == max(years)
    assert set(range(since, until + 1)) <= years
    assert since - 1 not in years


@given(st.dictionaries(st.integers(2000, 2010), st.integers(0, 100).map(Decimal)))
def test_a_change_is_told_only_of_two_years_in_a_row(values):
    change = change_of(values)

    last = max(values, default=None)
    known = last is not None and last - 1 in values
    assert change == (values[last] - values[last - 1] if known else None)


@pytest.fixture
def years(db):
    """2022 and 2023 of one bloc: its third member has 70, then 90 points; the ranking of 2022 is published."""
    before = make_scored_year([{}, {}, {"I.1": 20}, {}], year=2022)
    now = make_scored_year([{}, {}, {"I.1": 40}, {}], year=2023)
    for old, new in zip(before.bodies, now.bodies, strict=True):
        now.reports.filter(association=new).update(association=old)
    BlocYear.objects.filter(pk=now.pk).update(bloc=before.bloc, lead=before.lead, deputy=before.deputy)
    published = before.milestones.get(kind="scores_locked").done_at
    BlocYear.objects.filter(pk=before.pk).update(ranking_published_at=published)
    now.refresh_from_db()
    now.bodies = before.bodies
    return BlocYear.objects.get(pk=before.pk), now


def page(client, user, year) -> dict:
    client.force_login(user)
    return client.get(reverse("awards:over-years", args=[year.pk])).context


def test_points_ranks_and_criteria_of_two_years(years):
    before, now = years

    third = next(m for m in members_over_years(now, [before, now]) if m.association == now.bodies[2])
    criterion = next(c for c in criteria_over_years([before, now]) if c.code == "I.1")

    assert {y: (r.total, r.rank, r.of) for y, r in third.results.items()} == {
        2022: (70, 4, 4),
        2023: (90, 4, 4),
    }
    assert third.change == 20
    assert criterion.percents == {2022: Decimal("85.0"), 2023: Decimal("95.0")}
    assert criterion.change == 10


def test_the_secretariat_reads_all_and_a_member_its_own_published_years(client, years):
    before, now = years
    member = make_user(edits_for=now.bodies[2])

    everything = page(client, admin(), now)
    own = page(client, member, now)

    assert (everything["years"], len(everything["members"])) == ([2022, 2023], 4)
    assert own["years"] == [2022]
    assert [m.association for m in own["members"]] == [now.bodies[2]]
    assert [c.percents for c in own["criteria"] if c.code == "I.1"] == [{2022: Decimal("40.0")}]


def admin():
    return make_user(is_superuser=True, is_staff=True)


def test_the_workbook_of_a_member_holds_no_other_member(client, years):
    before, now = years
    client.force_login(make_user(edits_for=now.bodies[2]))

    content = client.get(reverse("awards:over-years-xlsx", args=[now.pk])).content

    book = openpyxl.load_workbook(io.BytesIO(content))
    names = [row[0] for row in book["Các hội"].iter_rows(min_row=4, values_only=True)]
    assert names == [now.bodies[2].short_name]
    first = next(book["Tiêu chí"].iter_rows(min_row=4, values_only=True))
    assert first == ("I.1", "Tiêu chí I.1", 40, 0)


def test_titles_held_running_are_told_and_broken_by_a_gap(years):
    _, now = years
    body, by = now.bodies[0], admin()
    flag = AwardType.objects.create(code="f", name="Cờ", kind="title", level="province")
    for year in (2019, 2021, 2022, 2023):
        decision = {"number": f"{year}/QĐ", "dated": datetime.date(year, 12, 1), "authority": "Chủ tịch"}
        enter_award(body, award_type=flag, year=year, decision=decision, by=by)

    streaks = streaks_of([body.pk, now.bodies[1].pk], until=2023)

    assert [str(s) for s in streaks[body.pk]] == ["Cờ: 3 năm liền (2021–2023)"]
    assert streaks[now.bodies[1].pk] == []


def test_a_stranger_sees_nothing(client, years):
    _, now = years
    client.force_login(make_user(edits_for=make_association()))

    assert client.get(reverse("awards:over-years", args=[now.pk])).status_code == 404


def test_more_members_need_no_more_queries(client, years, django_assert_max_num_queries):
    _, now = years
    user = admin()
    page(client, user, now)
    with django_assert_max_num_queries(60) as few:
        page(client, user, now)
    joined = datetime.date(2020, 1, 1)
    Membership.objects.bulk_create(  # the year is locked: no verb would add them
        Membership(bloc=now.bloc, association=make_association(), joined_on=joined) for _ in range(30)
    )
    assert now.members().count() == 34
    with django_assert_max_num_queries(len(few.captured_queries)):
        page(client, user, now)
