"""How tests open a vote and cast a ballot."""

from awards.actions.voting import open_poll
from awards.models import Poll, Vote
from blocs.models import AwardType, BlocYear
from tests.factories import make_user

PAPER, BROWSER, HANDS = Vote.Method.PAPER, Vote.Method.BROWSER, Vote.Method.CONSENSUS


def rule(conference, **fields):
    BlocYear.objects.filter(pk=conference.bloc_year_id).update(**fields)
    conference.bloc_year.refresh_from_db()


def begin(conference, *nominees, seats=1, method=BROWSER, award="co-ubnd-tinh") -> Poll:
    award_type = AwardType.objects.get(code=award) if award else None
    subject = Vote.Subject.AWARD if award else Vote.Subject.LEAD
    return open_poll(
        conference, by=make_user(), subject=subject, award_type=award_type, seats=seats, method=method,
        nominees=list(nominees),
    )  # fmt: skip


def cast(poll, body, *approved) -> str:
    choices = {n.association_id: n.association in approved for n in poll.standing_nominees()}
    return poll.cast(body, choices=choices).code
