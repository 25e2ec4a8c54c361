"""Which criteria of a year others than the member score, and for whom points are lacking."""

from collections.abc import Iterable

from django.db.models import Subquery

from blocs.models import BlocYear, Criterion


def given_criteria(year: BlocYear) -> list[Criterion]:
    """Those of the criteria in force, by code."""
    newest = year.criteria_sets.published().order_by("-version").values("pk")[:1]
    given = Criterion.objects.filter(criteria_set=Subquery(newest)).exclude(scorer=Criterion.Scorer.MEMBER)
    return list(given.order_by("code"))


def lacking_points(year: BlocYear, members: Iterable[int]) -> list[tuple[Criterion, int]]:
    """(criterion, how many of these members have no points for it) of each that is given; at most two queries."""
    given = given_criteria(year)
    if not given:
        return []
    scored: dict[str, set[int]] = {}
    for code, association in year.given_scores.values_list("code", "association"):
        scored.setdefault(code, set()).add(association)
    return [(criterion, len(set(members) - scored.get(criterion.code, set()))) for criterion in given]
