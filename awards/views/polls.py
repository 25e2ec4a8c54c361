"""A vote: opened, seen by everybody while it runs, closed or cancelled."""

from functools import partial

from django.contrib import messages
from django.db.models import Case, Count, Q, When
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, View
from django.views.generic.detail import SingleObjectMixin

from awards import permissions
from awards.actions.paper_vote import agreed_count, differing_counts
from awards.actions.sealed_vote import shut_urn
from awards.actions.voting import cancel_poll, choose_by_score, close_poll, nominable, open_poll
from awards.forms import HandsForm, OpinionForm, PollForm, ReasonForm, ScoreChoiceForm, own_count_forms
from awards.models import Conference, Poll, Vote
from awards.models.vote import fewest
from awards.standings import score_table
from base.access import Allowed, Visible, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from blocs.models import AwardType, BlocYear
from members.models import Association
from members.sign_in.second_factor import RecentLoginRequiredMixin

from .conference import ConferencePart, quorum_facts

POLLS = Poll.objects.select_related(
    "conference__bloc_year__bloc", "conference__bloc_year__lead", "award_type", "vote"
).prefetch_related("conference__bloc_year__milestones")


class PollOpen(ConferencePart, FormView):
    form_class = PollForm
    template_name = "awards/poll_open.html"

    def get_form_kwargs(self):
        may_be_seen = self.parent.is_locked and not self.parent.ranking_is_sealed
        ranked = score_table(self.parent).rows if may_be_seen else []
        return super().get_form_kwargs() | {"conference": self.conference, "ranked": ranked}

    def get_initial(self):
        """The award to vote on next, how many may get it, and whom the year's rule puts on the ballot."""
        year, award = self.parent, next_award(self.conference)
        if award is None or not year.is_locked or year.ranking_is_sealed:
            return {}
        is_by_rank = year.selection == year.Selection.SCORE_THEN_VOTE
        nominees = [row.association for row in nominable(year)] if is_by_rank else []
        return {"award_type": award, "seats": year.quota_of(award) or 1, "nominees": nominees}

    def get_context_data(self, **kwargs):
        tellers, facts = list(self.conference.tellers.all()), quorum_facts(self.conference)
        # How many ballots will be valid is not known before they are counted.
        wholes = {BlocYear.Base.MEMBERS: facts["members"], BlocYear.Base.PRESENT: facts["present"]}
        whole = wholes.get(BlocYear.Base(self.parent.threshold_base), 0)
        needed = f"{fewest(whole, self.parent.threshold)}/{whole}" if whole else ""
        return super().get_context_data(tellers=tellers, needed=needed, **facts, **kwargs)

    def form_valid(self, form):
        try:
            poll = open_poll(self.conference, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã mở bỏ phiếu: {poll}.")
        return redirect("awards:poll", poll.pk)


def next_award(conference: Conference) -> AwardType | None:
    """Of those not voted on yet the one that most members registered for; the province's before the State's."""
    voted = conference.votes.filter(subject=Vote.Subject.AWARD).values("award_type")
    handed_in = Q(
        titlerequest__registration__bloc_year=conference.bloc_year,
        titlerequest__registration__first_submitted_at__isnull=False,
    )
    registered = Count("titlerequest", filter=handed_in)
    of_state = Case(When(level="state", then=1), default=0)
    awards = AwardType.objects.filter(proposed_by_bloc=True).exclude(pk__in=voted)
    wanted_first = awards.annotate(registered=registered).order_by("-registered", of_state, "position")
    return wanted_first.first()


class ScoreChoose(ConferencePart, FormView):
    """An award by score alone."""

    form_class = ScoreChoiceForm
    template_name = "awards/score_choose.html"

    def form_valid(self, form):
        try:
            choose_by_score(self.conference, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã chọn theo điểm xếp hạng.")
        return redirect("awards:conference", self.parent.pk)


class PollPage(Visible, DetailView):
    """For the secretariat the state of the vote; for a signatory the ballot; for tellers their count."""

    queryset = POLLS
    template_name = "awards/poll.html"

    def get_context_data(self, **kwargs):
        poll, user = self.object, self.request.user
        rights = list(poll.rights.select_related("association", "held_by"))
        in_urn, used = poll.cast_so_far() if poll.is_open and poll.is_secret_here else (None, None)
        mine = [right for right in rights if permissions.votes_for(user, right)]
        can_run = permissions.can_run_conference(user, poll.conference)
        counts = list(poll.counts.select_related("entered_by")) if can_run and not poll.is_open else []
        return super().get_context_data(
            year=poll.conference.bloc_year,
            conference=poll.conference,
            nominees=self.nominees(ranked=can_run),
            rights=rights,
            voted=used if used is not None else sum(right.has_voted for right in rights),
            mine=mine,
            waiting=[right for right in rights if not right.has_voted],
            done=[right for right in rights if right.has_voted],
            may_close_now=self.is_counted(poll, rights),
            can_run=can_run,
            handed=sum(right.was_handed for right in rights),
            in_urn=in_urn,
            mismatch=poll.mismatch() if poll.is_open else "",
            shows_result=poll.vote_id and permissions.can_see_votes(user, poll.conference),
            actions=permissions.poll_actions(user, poll),
            counts=counts,
            counters=poll.counts.select_related("entered_by") if can_run else [],
            may_count=permissions.counters_of(poll) if can_run and poll.is_open else [],
            agreed=agreed_count(poll) if can_run else None,
            differing=differing_counts(poll) if can_run else [],
            opinions=poll.opinions.select_related("association"),
            opinion_form=OpinionForm(poll=poll) if can_run and poll.is_open else None,
            hands=self.hands() if can_run and poll.method == Vote.Method.CONSENSUS else [],
            **self.own_count(),
            **quorum_facts(poll.conference),
            **kwargs,
        )

    def nominees(self, *, ranked: bool) -> list:
        """Whom the vote is about; for the secretariat each with its `standing`, the row of the ranking."""
        poll = self.object
        nominees = list(poll.nominees.select_related("association").order_by("association__sort_key"))
        year = poll.conference.bloc_year
        if ranked and year.is_locked and not year.ranking_is_sealed:
            rows = {row.association.pk: row for row in score_table(year).rows if row.rank}
            for nominee in nominees:
                nominee.standing = rows.get(nominee.association_id)
        return nominees

    def own_count(self) -> dict:
        """What this person counted of the paper ballots, where they may count and as long as they may."""
        poll, user = self.object, self.request.user
        if "count" not in permissions.poll_actions(user, poll):
            return {}
        form, rows = own_count_forms(poll, user)
        has_counted = poll.counts.filter(entered_by=user).exists()
        return {"count_form": form, "count_rows": rows, "has_counted": has_counted}

    @staticmethod
    def is_counted(poll: Poll, rights: list) -> bool:
        """Whether closing is the next thing to do: everybody voted, or two counts agree."""
        if poll.is_secret_here:
            return all(right.has_voted for right in rights)
        return poll.method != Vote.Method.PAPER or agreed_count(poll) is not None

    def hands(self) -> list:
        return hands_forms(self.object)


def hands_forms(poll: Poll, data=None) -> list:
    """[(association, form)] for a show of hands on each nominee."""
    bodies = [nominee.association for nominee in poll.standing_nominees()]
    return list(zip(bodies, row_forms(HandsForm, bodies, data), strict=True))


class PollPart(Allowed, SingleObjectMixin, View):
    """A deed of the secretariat on one vote."""

    queryset = POLLS
    allowed = staticmethod(permissions.can_run_poll)

    def back(self, poll: Poll):
        return redirect("awards:poll", poll.pk)


class PollClose(PollPart, RecentLoginRequiredMixin, View):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.poll = self.get_object()

    def post(self, request, pk):
        poll, approve = self.poll, None
        if poll.method == Vote.Method.CONSENSUS:
            rows = hands_forms(poll, request.POST)
            if not all_valid(*(form for _, form in rows)):
                messages.error(request, "Ghi số tán thành của từng đơn vị, từ 0 trở lên.")
                return self.back(poll)
            approve = {body.pk: form.cleaned_data["approve"] for body, form in rows}
        accepted = "accept_missing" in request.POST
        if poll.is_kept_by_tellers:
            done = "Đã khóa hòm phiếu. Mời hai người giữ khóa mở phiếu trên máy của mình."
            return attempt(request, partial(shut_urn, poll), done=done, to=poll, accept_missing=accepted)
        try:
            vote = close_poll(poll, by=request.user, approve=approve, accept_missing=accepted)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.back(poll)
        messages.success(request, f"Đã đóng bỏ phiếu: {vote}.")
        return redirect(poll.conference)


class PollCancel(PollPart):
    def post(self, request, pk):
        poll, form = self.get_object(), ReasonForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Hủy bỏ phiếu phải ghi lý do.")
            return self.back(poll)
        cancel, done = partial(cancel_poll, poll), "Đã hủy cuộc bỏ phiếu."
        return attempt(request, cancel, done=done, to=poll.conference, **form.cleaned_data)


class NomineeWithdraw(PollPart):
    def post(self, request, pk, association):
        poll = self.get_object()
        nominee = get_object_or_404(Association, pk=association)
        try:
            poll.withdraw_nominee(nominee, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã ghi: {nominee.short_name} rút tên.")
        return self.back(poll)


class OpinionCreate(PollPart):
    def post(self, request, pk):
        poll = self.get_object()
        form = OpinionForm(request.POST, poll=poll)
        if not form.is_valid():
            faults = " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)
            messages.error(request, f"Chưa ghi ý kiến: {faults}")
            return self.back(poll)
        data = form.cleaned_data
        try:
            poll.write_opinion(
                data["association"], document=data["document"], choices=form.choices(), by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã ghi ý kiến bằng văn bản của {data['association'].short_name}.")
        return self.back(poll)


class VoteWithdraw(ConferencePart, View):
    def post(self, request, pk, vote):
        recorded = get_object_or_404(self.conference.votes, pk=vote)

        withdraw = partial(self.conference.withdraw_vote, recorded)
        return attempt(request, withdraw, done="Đã bỏ kết quả.", to=self.conference)


class CastingVote(ConferencePart, View):
    """The chair's deciding vote."""

    def post(self, request, pk, vote, association):
        recorded = get_object_or_404(self.conference.votes.prefetch_related("tallies"), pk=vote)
        chosen = get_object_or_404(Association, pk=association)

        decide = partial(self.conference.decide_last_seat, recorded, chosen)
        done = f"Đã ghi: chủ tọa quyết định chọn {chosen.short_name}."
        return attempt(request, decide, done=done, to=self.conference)
