"""What a vote needs before it: a conference whose members are all there, tellers with keys, an open poll."""

from django.utils import timezone

from awards import urn
from awards.models import Conference, Poll, PollNominee, Vote, VotingRight
from blocs.models import BlocYear
from members.models import User
from tests.awards.sealing_case import Device, make_tellers
from tests.factories import make_user, make_year


def scene(members: int) -> Conference:
    """A conference of so many members, all of them there."""
    year = make_year(members=members, threshold="1/2", threshold_base="present")
    now = timezone.now()
    conference = Conference.objects.create(
        bloc_year=year, starts_at=now, place="Đông Hà", chair="A", chair_position="B", secretary="C"
    )
    conference.call_roll({body: {"is_present": True} for body in year.bodies}, by=make_user())
    return conference


def with_tellers(conference: Conference) -> list[Device]:
    """Three tellers with their keys; one of them is of a member more, who is there as well."""
    tellers = make_tellers(conference)
    conference.call_roll({body: {"is_present": True} for body in conference.members()}, by=make_user())
    return tellers


def begin(conference: Conference, by: User, keeper: str = Poll.Keeper.SERVER) -> Poll:
    """A secret vote between the first two members; for next year's lead, so that nobody has to be ranked."""
    year = BlocYear.objects.get(pk=conference.bloc_year_id)
    rule = {
        "threshold": year.threshold,
        "base": year.threshold_base,
        "nonce": urn.new_nonce(),
        "keeper": keeper,
    }
    poll = Poll.objects.create(
        conference=conference, subject="lead", seats=1, method=Vote.Method.BROWSER, opened_by=by, **rule
    )
    bodies = list(conference.members())
    PollNominee.objects.bulk_create(PollNominee(poll=poll, association=body) for body in bodies[:2])
    VotingRight.objects.bulk_create(VotingRight(poll=poll, association=body) for body in bodies)
    if poll.is_kept_by_tellers:
        poll.write_opening()
    else:
        poll.lay_urn()
    return poll
