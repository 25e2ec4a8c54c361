"""Who ranks before somebody chosen for an award and was not chosen for it, with the reason."""

from dataclasses import dataclass

from blocs.models import AwardType
from members.models import Association

from .models import Conference, Nomination, Proposal, Result, Vote
from .standings import score_table


@dataclass(frozen=True)
class BetterRanked:
    """An eligible member that was not chosen for an award that a later ranked one was chosen for.

    `reason` is what the votes say by themselves, else what the secretariat wrote; empty where nobody has written it.
    """

    award_type: AwardType
    association: Association
    rank: int
    reason: str
    is_by_vote: bool

    @property
    def key(self) -> tuple[int, int]:
        return self.award_type.pk, self.association.pk


def better_ranked(conference: Conference) -> list[BetterRanked]:
    """By award in the order of awards, then by rank; nobody while the ranking is sealed."""
    if conference.bloc_year.ranking_is_sealed:
        return []
    scores = score_table(conference.bloc_year)
    written = {(one.award_type_id, one.association_id): one.reason for one in conference.passed_over.all()}
    by_award = _results_by_award(conference)
    first_chosen = _awards_by_body(by_award)
    ranked_before = []
    for award_type, results in by_award.items():
        chosen = {result.association.pk for result in results if result.is_chosen}
        ranks = [row.rank for row in scores.rows if row.association.pk in chosen and row.rank]
        for row in scores.rows:
            body = row.association
            if not row.rank or not row.is_eligible or body.pk in chosen or row.rank >= max(ranks, default=0):
                continue
            by_itself = _reason_by_vote(body, results) or _reason_by_award(body, award_type, first_chosen)
            reason = by_itself or written.get((award_type.pk, body.pk), "")
            ranked_before.append(BetterRanked(award_type, body, row.rank, reason, bool(by_itself)))
    return ranked_before


def passed_over_of(proposal: Proposal, nominations: list[Nomination]) -> list[BetterRanked]:
    """Those that rank before a nominee of this proposal as it stands and are not in it for the same award."""
    conference = Conference.objects.filter(bloc_year=proposal.bloc_year).first()
    if conference is None:
        return []
    conference.bloc_year = proposal.bloc_year
    proposed = {(nomination.award_type_id, nomination.association_id) for nomination in nominations}
    last: dict[int, int] = {}
    for nomination in nominations:
        last[nomination.award_type_id] = max(nomination.rank, last.get(nomination.award_type_id, 0))
    return [
        one
        for one in better_ranked(conference)
        if one.rank < last.get(one.award_type.pk, 0) and one.key not in proposed
    ]


def _results_by_award(conference: Conference) -> dict[AwardType, list[Result]]:
    votes = conference.votes.filter(subject=Vote.Subject.AWARD).select_related("award_type")
    by_award: dict[AwardType, list[Result]] = {}
    for vote in votes.prefetch_related("tallies__association").order_by("award_type__position", "round"):
        if vote.award_type:
            by_award.setdefault(vote.award_type, []).extend(vote.results())
    return by_award


def _awards_by_body(by_award: dict[AwardType, list[Result]]) -> dict[int, AwardType]:
    """{association: the highest award it was chosen for}."""
    first: dict[int, AwardType] = {}
    for award_type, results in by_award.items():
        for result in results:
            if result.is_chosen:
                first.setdefault(result.association.pk, award_type)
    return first


def _reason_by_vote(body: Association, results: list[Result]) -> str:
    """It stood on the ballot: what it received in its last round."""
    own = [result for result in results if result.association.pk == body.pk]
    if not own:
        return ""
    if own[-1].tally.withdrawn:
        return "được giới thiệu, rút tên khi bỏ phiếu"
    return f"được giới thiệu, kết quả bỏ phiếu {own[-1].share}"


def _reason_by_award(body: Association, award_type: AwardType, first: dict[int, AwardType]) -> str:
    """It was chosen for a higher award instead."""
    other = first.get(body.pk)
    return f"được chọn đề nghị {other}" if other and other.position < award_type.position else ""
