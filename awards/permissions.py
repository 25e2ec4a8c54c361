"""Who may see and do what in ranking, conference, proposals and papers."""

from django.db.models import Q
from django.utils import timezone

from awards.models import Conference, Vote
from blocs.models import Appointment, Milestone, services_of
from blocs.permissions import can_read_all, can_run, can_see_handover
from members.models import Officer, User


def can_see_ranking(user, year) -> bool:
    """Members see everybody's scores once the secretariat published them; nobody before a sealed table is opened."""
    if year.ranking_is_sealed:
        return False
    return can_read_all(user, year) or year.ranking_published_at is not None


def can_run_conference(user, conference) -> bool:
    return can_run(user, conference.bloc_year)


def can_run_poll(user, poll) -> bool:
    return can_run(user, poll.conference.bloc_year)


def may_declare_for(user, conference):
    """The members for which this person may declare a conflict of interest: all for the secretariat, one's own else."""
    members = conference.members()
    if can_run_conference(user, conference):
        return members
    return members.filter(pk__in=user.association_ids)


def can_see_votes(user, conference) -> bool:
    """Members see the votes once they stand."""
    return conference.is_closed or can_read_all(user, conference.bloc_year)


def can_count(user, poll) -> bool:
    """Who enters what tellers counted: the secretariat, people of a teller's association; nobody of a nominee."""
    if any(user.acts_for(pk) for pk in poll.nominees.values_list("association", flat=True)):
        return False
    bodies = poll.conference.tellers.exclude(association=None).values_list("association", flat=True)
    return can_run_poll(user, poll) or any(user.acts_for(pk) for pk in bodies)


def counters_of(poll) -> list[User]:
    """Everybody who may enter a count, as `can_count` asks: two of them have to."""
    bodies = poll.conference.tellers.exclude(association=None).values("association")
    today = timezone.localdate()
    of_tellers = Officer.objects.on(today).filter(association__in=bodies)
    of_nominees = Officer.objects.on(today).filter(association__in=poll.nominees.values("association"))
    serving = poll.conference.bloc_year.secretaries()
    return list(
        User.objects.filter(Q(pk__in=of_tellers.values("user")) | Q(pk__in=[user.pk for user in serving]))
        .filter(is_active=True)
        .exclude(pk__in=of_nominees.values("user"))
        .order_by("search_key", "pk")
    )


def can_hold_key(user, year) -> bool:
    """A teller's own people: who runs the site or the bloc alone must not be able to open an urn."""
    conference = Conference.objects.filter(bloc_year=year).first()
    return conference is not None and bool(teller_bodies(user, conference))


def teller_bodies(user, conference) -> set[int]:
    """The associations of the teller team that this person acts for."""
    bodies = conference.tellers.exclude(association=None).values_list("association", flat=True)
    return {pk for pk in bodies if user.acts_for(pk)}


def can_see_keys(user, year) -> bool:
    return can_run(user, year) or can_hold_key(user, year)


def can_open_urn(user, poll) -> bool:
    """Who holds a key of a vote whose urn is shut and was not opened."""
    is_shut = poll.is_open and poll.is_kept_by_tellers and not poll.takes_ballots
    return is_shut and poll.conference.teller_keys.filter(holder=user).exists()


def votes_for(user, right) -> bool:
    """One ballot is cast by the signatory of its association, or of the one that holds its proxy."""
    return user.signs_for(right.voter_id)


def can_run_proposal(user, proposal) -> bool:
    return can_run(user, proposal.bloc_year)


def can_keep_lists_of_province(user, province) -> bool:
    """The province's officers and administrators, and the secretariats of its blocs."""
    if user.is_superuser or province.pk in user.read_province_ids or user.administers(province.pk):
        return True
    roles = [a for a in services_of(user) if a.role == Appointment.Role.SECRETARY]
    return any(a.province_id == province.pk for a in roles)


def can_keep_webhooks(user, province) -> bool:
    """Where data leave to: administrators of the site or of the province."""
    return user.is_superuser or user.administers(province.pk)


def can_see_council(user, province) -> bool:
    """What all blocs of a province proposed, and the rules of its council: its officers, administrators of the site."""
    return user.is_superuser or province.pk in user.read_province_ids


def can_pack(user, proposal) -> bool:
    return can_read_all(user, proposal.bloc_year)


def can_write_achievement(user, nomination) -> bool:
    """The nominee's own people and the secretariat, until the dossier is sent."""
    writes = user.acts_for(nomination.association_id) or can_run_proposal(user, nomination.proposal)
    return writes and nomination.proposal.is_open


def can_attach(user, year, subject) -> bool:
    """Who signs an issued paper here, or brings its signed copy.

    The secretariat; the lead's chair under their own name; and a nominee, of its own report.
    """
    of_nominee = getattr(subject, "association_id", None)
    signs_for_lead = of_nominee is None and user.signs_for(year.lead_id)
    return can_run(user, year) or signs_for_lead or user.acts_for(of_nominee)


def can_record_results(user, proposal) -> bool:
    return can_record_prizes(user, proposal.bloc_year)


def can_record_prizes(user, year) -> bool:
    """The province; and, where it does not work here, the secretariat of that year or of a later one of the bloc."""
    serves = any(
        a.role == Appointment.Role.SECRETARY and a.bloc_id == year.bloc_id and a.year >= year.year
        for a in services_of(user)
    )
    return year.bloc.province_id in user.read_province_ids or serves


def offered(actions: dict[str, bool]) -> set[str]:
    """The names of the buttons to show."""
    return {action for action, is_offered in actions.items() if is_offered}


def proposal_actions(user, proposal) -> set[str]:
    """The buttons this person should see on this proposal now; `file` still asks whether anything is missing."""
    runs, records = can_run_proposal(user, proposal), can_record_results(user, proposal)
    is_received = proposal.state == proposal.State.RECEIVED
    return offered(
        {
            "file": runs and proposal.is_open,
            "receive": records and proposal.is_filed,
            "record": records and is_received,
            "ask": records and (proposal.is_filed or is_received),
            "council": proposal.was_filed and can_see_council(user, proposal.bloc_year.bloc.province),
            "statistics": records and proposal.was_filed,
            "publish": runs,
            "pack": can_pack(user, proposal),
        }
    )


def conference_actions(user, conference) -> set[str]:
    """The buttons this person should see on the conference now; `close` still asks whether anything is missing."""
    runs = can_run_conference(user, conference)
    return offered(
        {
            "run": runs and not conference.is_closed,
            "close": runs and not conference.is_closed,
            "edit_prose": runs and conference.is_closed,
        }
    )


def poll_actions(user, poll) -> set[str]:
    """The buttons this person should see on a vote now."""
    is_on_paper = poll.is_open and poll.method == Vote.Method.PAPER
    return offered(
        {
            "run": poll.is_open and can_run_poll(user, poll),
            "count": is_on_paper and can_count(user, poll),
            "cast": poll.takes_ballots and poll.is_secret_here,
            "shut": poll.takes_ballots and poll.is_kept_by_tellers and can_run_poll(user, poll),
            "close": poll.is_open and not poll.is_kept_by_tellers and can_run_poll(user, poll),
            "open_urn": can_open_urn(user, poll),
        }
    )


# What shows scores or ranks waits for a sealed table to be opened.
OF_NOMINEES = {
    "cong-van-hiep-y",
    "tong-hop-hiep-y",
    "to-trinh",
    "bao-cao-thanh-tich",
    "danh-sach-de-nghi",
    "tom-tat-thanh-tich",
}
TELLS_RANKS = {"bang-tong-hop-diem", "giai-trinh-xep-hang", "bien-ban-hop", "bao-cao-tong-ket", *OF_NOMINEES}


FOR_ALL_MEMBERS = {"ke-hoach", "giay-moi-ky-giao-uoc", "giay-moi-hoi-nghi", "giao-uoc"}


def can_see_paper(user, year, kind: str, subject=None) -> bool:
    """Plan, invitations and pledge are everybody's.

    Papers that show scores or nominees wait for the ranking and the filing. A nominee sees its own report at any time.
    """
    if kind == "bao-cao-thanh-tich" and subject and user.acts_for(subject.association_id):
        return True
    if kind in FOR_ALL_MEMBERS:
        return True
    if kind == "bien-ban-ban-giao":
        return can_see_handover(user, year)
    if can_read_all(user, year):
        return not (year.ranking_is_sealed and kind in TELLS_RANKS)
    filed = kind not in {"bao-cao-tong-ket", *OF_NOMINEES} or year.is_done(Milestone.Kind.PROPOSAL_FILED)
    return filed and can_see_ranking(user, year)
