"""Sổ khen thưởng: what an association holds by decisions; its predecessors' awards too, under their own names."""

from dataclasses import dataclass

from blocs.models import AwardType
from members.models import Association, Succession

from .models import Award

YEARS_BESIDE_A_NOMINEE = 5


def lineage(association_ids) -> dict[int, set[int]]:
    """{association: it and all that went into it, however long ago}."""
    into: dict[int, set[int]] = {}
    for before, after in Succession.objects.values_list("predecessor", "successor"):
        into.setdefault(after, set()).add(before)
    relatives = {}
    for pk in association_ids:
        reached, waiting = {pk}, [pk]
        while waiting:
            new = into.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        relatives[pk] = reached
    return relatives


def ledger_of(association: Association) -> list[Award]:
    """Newest first. An entry of a predecessor carries the predecessor's name."""
    bodies = lineage([association.pk])[association.pk]
    return list(Award.objects.filter(association__in=bodies).with_facts())


def recent_awards(association_ids, year: int) -> dict[int, list[Award]]:
    """{association: what it was given for the five years before this one}, in one query for all of them."""
    families = lineage(association_ids)
    bodies = set().union(*families.values()) if families else set()
    span = Award.objects.filter(
        association__in=bodies, year__lt=year, year__gte=year - YEARS_BESIDE_A_NOMINEE
    )
    awards = list(span.with_facts())
    return {pk: [a for a in awards if a.association_id in family] for pk, family in families.items()}


@dataclass(frozen=True)
class Statistic:
    """One award over the blocs and year that were asked for: proposed, let through by the Council, given."""

    award_type: AwardType
    proposed: int
    kept: int
    given: int


def statistics(nominations) -> list[Statistic]:
    """Counts by award, of nominations with `council` and `award` selected; in the order of awards."""
    by_type: dict[AwardType, list] = {}
    for nomination in nominations:
        by_type.setdefault(nomination.award_type, []).append(nomination)
    return [
        Statistic(
            award_type,
            len(group),
            sum(1 for n in group if (council := getattr(n, "council", None)) and council.is_kept),
            sum(1 for n in group if getattr(n, "award", None)),
        )
        for award_type, group in sorted(by_type.items(), key=lambda pair: pair[0].position)
    ]
