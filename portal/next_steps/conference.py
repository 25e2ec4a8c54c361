"""What the conference and what follows it ask of a person: to come, to vote, to write, to take over."""

import datetime

from django.urls import reverse
from django.utils import timezone

from awards.actions.sealed_vote import number_of
from awards.models import KEY_HOLDERS, Conference, Nomination, Poll, Proposal, PublicNotice, Vote, VotingRight
from awards.permissions import can_count, can_hold_key, votes_for
from blocs.models import BlocYear, Milestone
from blocs.permissions import can_receive

from .step import NextStep

Step = Milestone.Kind


def session_steps(year: BlocYear) -> list[NextStep]:
    """The day of the conference, from the lock to its end; then the days on which the nominees are public."""
    if not year.is_locked:
        return []
    if not year.is_done(Step.CONFERENCE_CLOSED):
        planned = Conference.objects.filter(bloc_year=year, starts_at__date__gte=timezone.localdate()).first()
        return [_to_attend(year, planned)] if planned else []
    return _notice_steps(year)


def _to_attend(year: BlocYear, conference: Conference) -> NextStep:
    url = reverse("awards:conference", args=[year.pk])
    is_on = conference.starts_at <= timezone.now()
    verb, day_label = ("Vào hội nghị", "Đang họp, từ") if is_on else ("Xem chương trình", "Họp")
    facts = f"{conference.place}. Chủ trì: {conference.chair}."
    return NextStep("Dự hội nghị bình xét", url, verb, conference.starts_at, day_label, facts=facts)


def _notice_steps(year: BlocYear) -> list[NextStep]:
    if year.is_done(Step.PROPOSAL_FILED):
        return []
    public = PublicNotice.objects.open_today().filter(proposal__bloc_year=year)
    return [
        NextStep(
            "Xem danh sách đề nghị đang công khai, góp ý nếu có",
            notice.get_absolute_url(),
            "Xem danh sách",
            timezone.make_aware(datetime.datetime.combine(notice.closes_on, datetime.time.max)),
        )
        for notice in public
    ]


def ballot_steps(user, year: BlocYear) -> list[NextStep]:
    """Votes in the browser that are open to this signatory. A query only from the lock to the conference's end."""
    if not year.is_locked or year.is_done(Step.CONFERENCE_CLOSED):
        return []
    open_here = Poll.objects.open().filter(
        conference__bloc_year=year, method=Vote.Method.BROWSER, sealed_at=None
    )
    waiting = VotingRight.objects.filter(poll__in=open_here, has_voted=False)
    rights = waiting.select_related("poll__award_type", "association")
    return [
        NextStep(
            f"Bỏ phiếu: {right.poll} ({right.association.short_name})",
            right.poll.get_absolute_url(),
            "Bỏ phiếu",
            is_now=True,
        )
        for right in rights
        if votes_for(user, right)
    ]


def count_steps(user, year: BlocYear) -> list[NextStep]:
    """Paper ballots that this person may count and has not. A query only from the lock to the conference's end."""
    if not year.is_locked or year.is_done(Step.CONFERENCE_CLOSED):
        return []
    on_paper = Poll.objects.open().filter(conference__bloc_year=year, method=Vote.Method.PAPER)
    uncounted = on_paper.exclude(counts__entered_by=user).select_related(
        "conference__bloc_year", "award_type"
    )
    return [
        NextStep(f"Nhập kiểm phiếu: {poll}", reverse("awards:poll-count", args=[poll.pk]), "Nhập số đếm")
        for poll in uncounted
        if can_count(user, poll)
    ]


def key_steps(user, year: BlocYear) -> list[NextStep]:
    """What is asked of a teller who holds a key, or should. A query only where the year lets tellers keep the urn."""
    if not year.is_urn_kept_by_tellers or not year.is_locked or year.is_done(Step.CONFERENCE_CLOSED):
        return []
    conference = Conference.objects.filter(bloc_year=year).first()
    if conference is None:
        return []
    holders = set(conference.teller_keys.values_list("holder", flat=True))
    if user.pk in holders:
        return _opening_steps(user, conference)
    if len(holders) >= KEY_HOLDERS or not can_hold_key(user, year):
        return []
    url = reverse("awards:teller-keys", args=[year.pk])
    return [
        NextStep("Tạo khóa kiểm phiếu trên máy của anh/chị", url, "Tạo khóa", conference.starts_at, "Họp")
    ]


def _opening_steps(user, conference: Conference) -> list[NextStep]:
    """Urns that are shut and wait for this holder of a key."""
    shut = conference.polls.open().exclude(sealed_at=None).select_related("award_type")
    return [
        NextStep(f"Mở phiếu: {poll}", reverse("awards:ballots-open", args=[poll.pk]), "Mở phiếu")
        for poll in shut
        if poll.first_number != number_of(poll, user)
    ]


def nominee_steps(user, year: BlocYear) -> list[NextStep]:
    """Achievement reports that a chosen member may still write. A query only while the dossier is being prepared."""
    if not year.is_done(Step.CONFERENCE_CLOSED) or year.is_done(Step.RESULTS_RECORDED):
        return []
    own = Nomination.objects.filter(
        association__in=user.association_ids,
        proposal__bloc_year=year,
        proposal__state__in=Proposal.OPEN,
        texts=None,
    )
    return [
        NextStep(
            f"Viết báo cáo thành tích đề nghị {one.award_type} của {one.association.short_name}",
            one.get_absolute_url(),
            "Viết báo cáo",
            year.due(Step.PROPOSAL_FILED),
        )
        for one in own.select_related("award_type", "association")
    ]


def receiver_steps(user, year: BlocYear) -> list[NextStep]:
    planned = getattr(year, "handover", None)
    if planned is None or planned.received_at or not year.is_done(Step.HANDED_OVER):
        return []
    if not can_receive(user, planned):
        return []
    url = reverse("awards:handover", args=[year.pk])
    return [NextStep("Xác nhận đã nhận bàn giao", url, "Xem và xác nhận")]
