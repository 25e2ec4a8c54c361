"""Which criteria of a sheet a random sample takes: the same seed gives everybody the same sample."""

import hashlib
import math
from collections.abc import Iterable

from blocs.models import CriteriaSet


def order_of(seed: str, association: str, criterion: str) -> str:
    """Where one criterion of one association stands in the draw: SHA-256 of the three with a bar between them."""
    return hashlib.sha256(f"{seed}|{association}|{criterion}".encode()).hexdigest()


def sample_of(seed: str, association: str, criteria: Iterable[str], percent: int) -> set[str]:
    """The codes that are drawn: the first of `percent` per cent, rounded up, in the order of the draw.

    It depends on the seed, the association's code and the criteria alone, not on what anybody claimed.
    """
    codes = sorted(set(criteria), key=lambda code: (order_of(seed, association, code), code))
    return set(codes[: math.ceil(len(codes) * percent / 100)])


def may_be_drawn(criteria_set: CriteriaSet) -> list[str]:
    """The criteria a draw is held among: those that members score and prove; where none asks for proof, all scored."""
    scored = [criterion for criterion in criteria_set.leaves if criterion.is_self_scored]
    proved = [criterion.code for criterion in scored if criterion.needs_evidence]
    return proved or [criterion.code for criterion in scored]
