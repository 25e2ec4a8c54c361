"""A past year scored again: same rules give the same ranks; other rules say who would have moved."""

from decimal import Decimal

import pytest
from django.urls import reverse

from awards.replay import replay, without_twin
from awards.standings import RankingSealed
from blocs.models import Appointment, BlocYear, open_year
from tests.factories import make_criteria, make_scored_year

pytestmark = pytest.mark.django_db
LADDER = ["I"]


@pytest.fixture
def past():
    """Four members: the second is strong in I.1 and weak in II.1, the third the other way round."""
    return make_scored_year([{}, {"II.1": 30}, {"I.1": 42, "I.2": 10}, {"I.1": 10}])


@pytest.fixture
def tried(past):
    """The criteria of the year after, still a draft: II weighs 90, I.1 six."""
    year = open_year(bloc=past.bloc, year=past.year + 1, lead=past.lead, deputy=past.deputy)
    Appointment.objects.create(bloc_year=year, user=past.secretary, role=Appointment.Role.SECRETARY)
    criteria_set = make_criteria(year)
    for code, points in {"I": 10, "I.1": 6, "I.2": 4, "II": 90, "II.1": 90}.items():
        criteria_set.criteria.filter(code=code).update(max_points=points)
    return criteria_set


def ranks(rows):
    return {row.association.pk: (row.rank, row.new_rank) for row in rows}


def test_the_same_criteria_give_the_same_ranks(past):
    rows = replay(past, past.criteria_sets.get(), past.tie_breaks)
    assert len(rows) == 4 and all(row.total == row.new_total and not row.moved for row in rows)


def test_other_weights_say_who_moves(past, tried):
    rows = replay(past, tried, LADDER)
    assert ranks(rows) == dict(
        zip([body.pk for body in past.bodies], [(1, 1), (3, 4), (2, 2), (4, 3)], strict=True)
    )
    second = next(row for row in rows if row.association == past.bodies[1])
    assert second.new_total == Decimal("77.50") and second.moved == -1, "6 + 4 + 90 × 30/40"


def test_a_line_the_past_year_does_not_know_is_named_and_left_out(past, tried):
    tried.criteria.filter(code="I.2").update(code="I.9")
    assert [name[:3] for name in without_twin(past.criteria_sets.get(), tried)] == ["I.9"]
    assert {row.association: row.new_total for row in replay(past, tried, LADDER)}[past.bodies[0]] == 100


def test_the_page_shows_it_to_the_secretariat(client, past, tried):
    client.force_login(past.secretary)
    url = reverse("awards:replay", args=[tried.pk])
    assert client.get(url).context["rows"] is None
    page = client.get(url, {"year": past.pk, "tie_breaks": past.tie_breaks})
    assert page.context["moved"] == 2
    stranger = client.get(url, {"year": tried.bloc_year_id})
    assert stranger.context["rows"] is None and stranger.context["form"].errors["year"]


def test_a_sealed_past_year_is_not_offered_and_not_scored_again(client, past, tried):
    BlocYear.objects.filter(pk=past.pk).update(is_sealed=True, ranking_opened_at=None)
    past.refresh_from_db()
    client.force_login(past.secretary)
    page = client.get(reverse("awards:replay", args=[tried.pk]), {"year": past.pk})

    assert page.context["rows"] is None and page.context["form"].errors["year"]
    with pytest.raises(RankingSealed):
        replay(past, tried, LADDER)
