"""One unit proposed twice, one achievement told twice: warnings that show both, never a refusal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from base.vietnamese import search_key
from blocs.models import AwardType

from .ledger import YEARS_BESIDE_A_NOMINEE, lineage
from .models import Award, Nomination, Proposal

RUN = 6  # words: shorter runs are the phrases of the trade, which everybody writes
LEAST_RUNS = 25  # a text with fewer says too little to be compared
ALIKE = 60  # % of the shorter text
MANY = 20  # nominees with one text: each is then compared with its neighbour only


@dataclass(frozen=True)
class Twice:
    """Two nominations, or a nomination and an award that was given, and what they have in common."""

    nomination: Nomination
    other: Nomination | Award
    why: str

    @property
    def other_nomination(self) -> Nomination | None:
        return self.other if isinstance(self.other, Nomination) else None

    def __str__(self):
        return f"{told(self.nomination)} và {told(self.other)}: {self.why}."


def told(one: Nomination | Award) -> str:
    """Hội Luật gia, Cờ thi đua của Chính phủ năm 2023 (Khối Hội quần chúng)."""
    if isinstance(one, Award):
        return f"{one.carried_name}, {one.award_type} năm {one.year} ({one.decision})"
    year = one.proposal.bloc_year
    return f"{one.association.short_name}, {one.award_type} năm {year.year} ({year.bloc.short_name})"


def same_unit(nominations: Sequence[Nomination]) -> list[Twice]:
    """A unit, or one that it came from, proposed again: by another bloc, or for awards that exclude each other.

    The flags of the province and of the Government may be proposed together by one bloc.
    """
    families = lineage({n.association_id for n in nominations})
    excluded = _excluded_awards()
    doubles = []
    for one, other in combinations(nominations, 2):
        if not _are_kin(families, one.association_id, other.association_id):
            continue
        if one.proposal.bloc_year.bloc_id != other.proposal.bloc_year.bloc_id:
            doubles.append(Twice(one, other, "một đơn vị do hai khối đề nghị"))
        elif one.award_type_id == other.award_type_id:
            doubles.append(Twice(one, other, "một đơn vị đề nghị hai lần cùng một hình thức"))
        elif other.award_type_id in excluded.get(one.award_type_id, set()) and not _has_reason(one, other):
            doubles.append(Twice(one, other, "một thành tích không khen nhiều hình thức"))
    return doubles


def _are_kin(families: dict[int, set[int]], one: int, other: int) -> bool:
    return other in families[one] or one in families[other]


def _has_reason(*nominations: Nomination) -> bool:
    return any(n.override_reason for n in nominations)


def _excluded_awards() -> dict[int, set[int]]:
    awards = AwardType.objects.prefetch_related("conflicts_with")
    return {award.pk: {other.pk for other in award.conflicts_with.all()} for award in awards}


def already_given(nominations: Sequence[Nomination]) -> list[Twice]:
    """What a nominee was given for the same year by a decision on another proposal: the same award, or one excluded."""
    if not nominations:
        return []
    families = lineage({n.association_id for n in nominations})
    excluded = _excluded_awards()
    years = {n.proposal.bloc_year.year for n in nominations}
    awards = Award.objects.filter(association__in=set().union(*families.values()), year__in=years)
    given = list(awards.with_facts())
    doubles = []
    for one in nominations:
        against = {one.award_type_id, *excluded.get(one.award_type_id, set())}
        doubles += [
            Twice(one, award, "thành tích năm này đã được khen")
            for award in given
            if award.association_id in families[one.association_id]
            and award.year == one.proposal.bloc_year.year
            and award.award_type_id in against
            and award.nomination_id != one.pk
            and not one.override_reason
        ]
    return doubles


def same_achievement(nominations: Sequence[Nomination], earlier: Iterable[Nomination] = ()) -> list[Twice]:
    """Pairs whose account of achievements reads alike, also those `earlier` of other years; `texts` are prefetched.

    One unit's texts for several awards of one year may be the same, and are not told.
    """
    by_key = {n.pk: n for n in [*nominations, *earlier]}
    new = {n.pk for n in nominations}
    doubles = []
    for (one, other), percent in likeness(by_key.values()).items():
        if percent < ALIKE or not {one, other} & new or _is_same_case(by_key[one], by_key[other]):
            continue
        first, second = (one, other) if one in new else (other, one)
        why = f"một phần kể thành tích giống nhau {percent} %"
        doubles.append(Twice(by_key[first], by_key[second], why))
    return doubles


def likeness(nominations: Iterable[Nomination]) -> dict[tuple[int, int], int]:
    """{two of them: % of the shorter text that stands in the other}, by the two texts that are most alike."""
    runs = {
        (nomination.pk, part): runs_of(text)
        for nomination in nominations
        for part, text in enumerate(accounts_of(nomination))
    }
    alike: dict[tuple[int, int], int] = {}
    for (one, other), count in _common_runs(runs).items():
        percent = count * 100 // min(len(runs[one]), len(runs[other]))
        pair = one[0], other[0]
        if pair[0] != pair[1]:
            alike[pair] = max(percent, alike.get(pair, 0))
    return alike


def _is_same_case(one: Nomination, other: Nomination) -> bool:
    same_year = one.proposal.bloc_year_id == other.proposal.bloc_year_id
    return same_year and one.association_id == other.association_id


def doubles_of(proposal: Proposal) -> list[Twice]:
    """What a bloc is told of its own nominees: against its own proposals of this and the last years, and the ledger."""
    year = proposal.bloc_year
    of_bloc = Nomination.objects.filter(
        proposal__bloc_year__bloc=year.bloc_id,
        proposal__bloc_year__year__range=(year.year - YEARS_BESIDE_A_NOMINEE, year.year),
    )
    facts = "association", "award_type", "proposal__bloc_year__bloc"
    read = list(of_bloc.select_related(*facts).prefetch_related("texts").order_by("pk"))
    own = [n for n in read if n.proposal_id == proposal.pk]
    return already_given(own) + same_achievement(own, [n for n in read if n.proposal_id != proposal.pk])


def accounts_of(nomination: Nomination) -> list[str]:
    """What people wrote of its achievements: the summary, and each part of the report. Reads `texts`."""
    return [nomination.achievements, *(part.text for part in nomination.texts.all())]


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of some words in it; nothing of a text too short to be compared."""
    words = search_key(text).split()
    runs = {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    return runs if len(runs) >= LEAST_RUNS else set()


TextKey = tuple[int, int]  # (nomination, which of its texts)


def _common_runs(runs: dict[TextKey, set[tuple[str, ...]]]) -> Counter[tuple[TextKey, TextKey]]:
    """{pair of keys: runs that stand in both}; nothing is compared that has nothing in common."""
    holders: dict[tuple[str, ...], list[TextKey]] = {}
    for key, own in runs.items():
        for run in own:
            holders.setdefault(run, []).append(key)
    common: Counter[tuple[TextKey, TextKey]] = Counter()
    for keys in holders.values():
        common.update(combinations(sorted(keys), 2) if len(keys) <= MANY else pairwise(sorted(keys)))
    return common
