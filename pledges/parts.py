"""Which part of a sheet somebody verifies: all of it, one content, one criterion."""

from collections.abc import Iterable

from blocs.models import BlocYear, CriteriaSet

Paths = dict[str, frozenset[str]]  # {code of a leaf: its own code and those of the groups it lies in}


def paths_of(criteria_set: CriteriaSet) -> Paths:
    """Every leaf with the codes that name a part it belongs to; one query."""
    way: list[str] = []
    paths: Paths = {}
    for criterion in criteria_set.tree:
        way = [*way[: criterion.depth], criterion.code]
        if criterion.is_leaf:
            paths[criterion.code] = frozenset(way)
    return paths


def covers(part: str, path: frozenset[str]) -> bool:
    """Whether a part takes in the leaf of this path; an empty part is the whole sheet."""
    return not part or part in path


def covered(parts: Iterable[str], paths: Paths) -> set[str]:
    """The leaves that at least one of these parts takes in."""
    own = set(parts)
    return {code for code, path in paths.items() if any(covers(part, path) for part in own)}


def criteria_in_force(year: BlocYear) -> CriteriaSet | None:
    return year.criteria_sets.published().order_by("-version").first()
