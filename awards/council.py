"""What the province's council decides on: every nominee of all its blocs in a year, against the province's quotas."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef

from blocs.models import AwardType, BlocYear
from members.models import Province, kin_of
from pledges.models import Report

from .models import CouncilQuota, EmulationCouncil, Nomination
from .twice import Twice, already_given, same_achievement, same_unit


@dataclass(frozen=True)
class AwardQuota:
    """One award over all blocs of the province. `share` is what the leading units allow, None where unknown."""

    award_type: AwardType
    proposed: int
    cut: int
    given: int
    share: int | None
    at_most: int | None

    @property
    def remaining(self) -> int:
        """Nominees that the Council has not cut."""
        return self.proposed - self.cut

    @property
    def limit(self) -> int | None:
        """The lower of the two limits; None where there is none."""
        return min((n for n in (self.share, self.at_most) if n is not None), default=None)

    @property
    def excess(self) -> int:
        """How many nominees are left beyond the limit."""
        return 0 if self.limit is None else max(self.remaining - self.limit, 0)


@dataclass(frozen=True)
class CouncilBoard:
    """The year of the council: its rules, its awards, its nominees by award and bloc, and who appears twice."""

    council: EmulationCouncil
    leading_here: int
    quotas: list[AwardQuota]
    nominations: list[Nomination]
    doubles: list[Twice]

    @property
    def leading(self) -> int | None:
        """Units that lead a bloc or cluster, over the whole province; None until the others are told."""
        return all_leading(self.leading_here, self.council)

    @property
    def not_leading(self) -> list[Nomination]:
        """Nominees for an award kept to leading units that did not come first in their bloc."""
        return [n for n in self.nominations if n.award_type.leading_percent and n.rank != 1]


def all_leading(here: int, council: EmulationCouncil) -> int | None:
    return None if council.leading_elsewhere is None else here + council.leading_elsewhere


def share_of_leading(percent: int, leading: int) -> int:
    """How many may be proposed of so many leading units; parts of one are dropped: 20 % of 14 is 2."""
    return percent * leading // 100


def votes_needed(percent: int, members: int) -> int:
    """The least number of votes that reaches the share of all members: 80 % of 13 is 11."""
    return -(-percent * members // 100)


def council_fault(
    award_type: AwardType, members: int | None, *, is_kept: bool, approve: int | None, whole: int | None
) -> tuple[str, str] | None:
    """(box, what is wrong) of one result: another base than the Council has, or too few votes to pass.

    Votes that were not written down are not judged. Source: NĐ 98/2023/NĐ-CP, khoản 7 Điều 30.
    """
    if approve is None or whole is None:
        return None
    if members is not None and whole != members:
        return "whole", f"Hội đồng có {members} thành viên; tỷ lệ tính trên tổng số ấy, kể cả người vắng."
    percent = award_type.council_percent
    if is_kept and percent and Fraction(approve, whole) < Fraction(percent, 100):
        needed = votes_needed(percent, whole)
        return "approve", f"Chưa đủ {percent} % để thông qua: cần ít nhất {needed}/{whole} phiếu."
    return None


def council_of(province: Province, year: int) -> EmulationCouncil:
    """The row of that year, or an unsaved one that sets nothing."""
    kept = EmulationCouncil.objects.filter(province=province, year=year).first()
    return kept or EmulationCouncil(province=province, year=year)


def council_members(year: BlocYear, day: datetime.date) -> int | None:
    """How many members vote on this bloc's nominees that day: of the province as it was then, merged or not yet.

    None where the province has not said so.
    """
    return council_of(year.bloc.province.on(day), year.year).members


def nominations_of(province: Province, year: int) -> list[Nomination]:
    """Every nominee that was sent, by award, then bloc, then rank."""
    sent = Nomination.objects.filter(
        proposal__bloc_year__bloc__province__in=kin_of([province.pk]),
        proposal__bloc_year__year=year,
        proposal__filed_at__isnull=False,
    )
    facts = "association", "award_type", "vote", "council", "award__decision", "proposal__bloc_year__bloc"
    return list(
        sent.select_related(*facts)
        .prefetch_related("texts")
        .order_by("award_type__position", "proposal__bloc_year__bloc__name", "rank", "pk")
    )


def years_of(province: Province) -> list[int]:
    """Years for which a bloc of the province sent a dossier, the newest first."""
    sent = BlocYear.objects.filter(
        bloc__province__in=kin_of([province.pk]), proposals__filed_at__isnull=False
    )
    return list(sent.order_by("-year").values_list("year", flat=True).distinct())


def leading_units(province: Province, year: int) -> int:
    """One for each bloc whose scores stand, with at least one report that was scored."""
    scored = Report.objects.filter(bloc_year=OuterRef("pk"), kind=Report.Kind.ANNUAL).submitted()
    years = BlocYear.objects.locked().filter(Exists(scored), year=year)
    return years.filter(bloc__province__in=kin_of([province.pk])).count()


def council_board(province: Province, year: int) -> CouncilBoard:
    """The same few queries for any number of blocs and nominees."""
    council = council_of(province, year)
    nominations = nominations_of(province, year)
    leading_here = leading_units(province, year)
    quotas: dict[int, int] = {}
    if council.pk:
        quotas = dict(CouncilQuota.objects.filter(council=council).values_list("award_type", "at_most"))
    rows = award_quotas(nominations, quotas, all_leading(leading_here, council))
    doubles = [*same_unit(nominations), *already_given(nominations), *same_achievement(nominations)]
    return CouncilBoard(council, leading_here, rows, nominations, doubles)


def award_quotas(
    nominations: Iterable[Nomination], at_most: dict[int, int], leading: int | None
) -> list[AwardQuota]:
    """One row for each award that was proposed, in the order of awards; `at_most` is {award: the province's quota}."""
    by_award: dict[AwardType, list[Nomination]] = {}
    for nomination in nominations:
        by_award.setdefault(nomination.award_type, []).append(nomination)
    rows = []
    for award_type, proposed in sorted(by_award.items(), key=lambda pair: pair[0].position):
        percent = award_type.leading_percent
        cut, given = sum(n.is_cut for n in proposed), sum(hasattr(n, "award") for n in proposed)
        share = None if percent is None or leading is None else share_of_leading(percent, leading)
        rows.append(AwardQuota(award_type, len(proposed), cut, given, share, at_most.get(award_type.pk)))
    return rows
