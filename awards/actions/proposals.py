"""Proposals drawn up from what the conference decided, sent, asked about."""

import datetime

from django.db import transaction

from awards.models import Conference, Nomination, Proposal, Result, Vote
from awards.notifications import tell_asked, tell_nominees, tell_province
from awards.standings import Table, score_table
from awards.webhooks import queue_filed
from base.workflow import Refused
from blocs.models import AwardType, BlocYear
from members.models import User


def chosen_results(conference: Conference) -> list[Result]:
    """Who was chosen for an award, over all rounds of its vote, in the order of votes."""
    votes = conference.votes.filter(subject=Vote.Subject.AWARD).select_related("award_type")
    chosen = [
        result
        for vote in votes.prefetch_related("tallies__association").order_by("award_type__position", "round")
        for result in vote.results()
        if result.is_chosen
    ]
    return list({(r.vote.award_type_id, r.association.pk): r for r in chosen}.values())


def file_proposal(proposal: Proposal, *, by: User, missing: list[str]) -> None:
    """Send the dossier, and tell the province."""
    with transaction.atomic():
        proposal.file(by=by, missing=missing)
        tell_province(proposal)
        queue_filed(proposal)


def ask_for_more(proposal: Proposal, *, by: User, comment: str) -> None:
    """The province wants more; the secretariat is told what."""
    with transaction.atomic():
        proposal.ask_for_more(by=by, comment=comment)
        tell_asked(proposal, comment)


@transaction.atomic
def draw_up_proposals(year: BlocYear) -> list[Proposal]:
    """Gather what the closed conference chose into one proposal, or one per deciding authority.

    Who was chosen but is no longer eligible is left out. Calling it again adds nothing: each nomination is there once.
    """
    conference = Conference.objects.filter(bloc_year=year).first()
    if conference is None or not conference.is_closed:
        raise Refused("Chỉ lập được hồ sơ đề nghị sau khi hội nghị bế mạc.")
    chosen = chosen_results(conference)
    scores = score_table(year)
    eligible = [r for r in chosen if (row := scores.row_of(r.association.pk)) and row.is_eligible]
    for result in eligible:
        _nominate(year, result, scores, conference.day)
    if not eligible and not year.proposals.exists():
        Proposal.objects.create(bloc_year=year)  # a dossier that says nobody is proposed
    proposals = list(year.proposals.all())
    for proposal in proposals:
        tell_nominees(proposal)
    return proposals


def _nominate(year: BlocYear, result: Result, scores: Table, day: datetime.date) -> None:
    award_type_id, row = result.vote.award_type_id, scores.row_of(result.association.pk)
    if award_type_id is None or row is None or row.rank is None:
        raise Refused(f"{result.association} không có trong bảng xếp hạng, chưa đề nghị được.")
    award_type = AwardType.objects.prefetch_related("bases__instrument").get(pk=award_type_id)
    authority = award_type.authority if year.separate_by_authority else ""
    proposal, _ = Proposal.objects.get_or_create(bloc_year=year, authority=authority)
    Nomination.objects.get_or_create(
        proposal=proposal,
        association=result.association,
        award_type=award_type,
        defaults={
            "vote": result.vote,
            "total": row.final.total,
            "rank": row.rank,
            "approve": result.tally.approve,
            "whole": result.vote.whole,
            "basis": str(award_type.basis_on(day, year.bloc.province.on(day)) or ""),
        },
    )
