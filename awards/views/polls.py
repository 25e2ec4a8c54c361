"""A vote: opened, cast in the browser or counted by two people, closed; its published ballots."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import DetailView, FormView, View
from django.views.generic.detail import SingleObjectMixin

from awards import permissions
from awards.actions.voting import (
    agreed_count,
    cancel_poll,
    choose_by_score,
    close_poll,
    enter_count,
    open_poll,
)
from awards.forms import (
    BallotForm,
    CountForm,
    HandsForm,
    OpinionForm,
    PollForm,
    ReasonForm,
    ScoreChoiceForm,
    TallyForm,
)
from awards.models import Poll, Vote
from awards.papers.ballots import ballot_paper
from awards.standings import score_table
from base.access import Allowed, Visible, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
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

    def get_context_data(self, **kwargs):
        tellers = list(self.conference.tellers.all())
        return super().get_context_data(tellers=tellers, **quorum_facts(self.conference), **kwargs)

    def form_valid(self, form):
        try:
            poll = open_poll(self.conference, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã mở bỏ phiếu: {poll}.")
        return redirect("awards:poll", poll.pk)


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
        mine = [right for right in rights if permissions.votes_for(user, right)]
        can_run = permissions.can_run_conference(user, poll.conference)
        counts = list(poll.counts.select_related("entered_by")) if can_run and not poll.is_open else []
        return super().get_context_data(
            year=poll.conference.bloc_year,
            conference=poll.conference,
            nominees=poll.nominees.select_related("association").order_by("association__sort_key"),
            rights=rights,
            voted=sum(right.has_voted for right in rights),
            mine=mine,
            can_run=can_run,
            mismatch=poll.mismatch() if can_run and poll.is_open else "",
            shows_result=poll.vote_id and permissions.can_see_votes(user, poll.conference),
            actions=permissions.poll_actions(user, poll),
            counts=counts,
            counters=poll.counts.select_related("entered_by") if can_run else [],
            may_count=permissions.counters_of(poll) if can_run and poll.is_open else [],
            agreed=agreed_count(poll) if can_run else None,
            opinions=poll.opinions.select_related("association"),
            opinion_form=OpinionForm(poll=poll) if can_run and poll.is_open else None,
            hands=self.hands() if can_run and poll.method == Vote.Method.CONSENSUS else [],
            **quorum_facts(poll.conference),
            **kwargs,
        )

    def hands(self) -> list:
        return hands_forms(self.object)


def hands_forms(poll: Poll, data=None) -> list:
    """[(association, form)] for a show of hands on each nominee."""
    bodies = [nominee.association for nominee in poll.standing_nominees()]
    return list(zip(bodies, row_forms(HandsForm, bodies, data), strict=True))


class PollCast(Visible, SingleObjectMixin, View):
    """One secret ballot. The answer, with the voter's code, is shown once and stored nowhere."""

    queryset = POLLS

    def dispatch(self, request, *args, **kwargs):
        self.poll = self.get_object()
        self.right = get_object_or_404(
            self.poll.rights.select_related("association"), association=kwargs["association"]
        )
        if not permissions.votes_for(request.user, self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, form):
        context = {
            "poll": self.poll,
            "year": self.poll.conference.bloc_year,
            "association": self.right.association,
            "form": form,
        }
        return render(self.request, "awards/ballot.html", context)

    def get(self, request, pk, **kwargs):
        if self.right.has_voted or not self.poll.is_open:
            messages.info(request, "Lá phiếu này đã bỏ, hoặc cuộc bỏ phiếu đã đóng.")
            return redirect("awards:poll", pk)
        return self.show(BallotForm(nominees=self.poll.standing_nominees()))

    def post(self, request, pk, **kwargs):
        form = BallotForm(request.POST, nominees=self.poll.standing_nominees())
        if not form.is_valid():
            return self.show(form)
        try:
            code = self.poll.cast(self.right.association, choices=form.choices())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form)
        context = {"poll": self.poll, "year": self.poll.conference.bloc_year, "code": code}
        response = render(request, "awards/ballot_cast.html", context)
        response["Cache-Control"] = "no-store"  # the code must not stay in the browser's cache
        return response


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
        try:
            accepted = "accept_missing" in request.POST
            vote = close_poll(poll, by=request.user, approve=approve, accept_missing=accepted)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã đóng bỏ phiếu: {vote}.")
        return self.back(poll)


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
        found = get_object_or_404(Association, pk=association)
        try:
            poll.withdraw_nominee(found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã ghi: {found.short_name} rút tên.")
        return self.back(poll)


class OpinionCreate(PollPart):
    def post(self, request, pk):
        poll = self.get_object()
        form = OpinionForm(request.POST, poll=poll)
        if not form.is_valid():
            told = " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)
            messages.error(request, f"Chưa ghi ý kiến: {told}")
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


class PollCount(Allowed, SingleObjectMixin, FormView):
    """What one person counted of the paper ballots; the other's count is not shown here."""

    queryset = POLLS
    allowed = staticmethod(permissions.can_count)
    form_class = CountForm
    template_name = "awards/poll_count.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    @property
    def own(self):
        return self.object.counts.filter(entered_by=self.request.user).first()

    def get_initial(self):
        if self.own:
            return {name: getattr(self.own, name) for name in ("issued", "returned", "valid")}
        return {"issued": self.object.rights.count()}

    def rows(self, data=None) -> list:
        bodies = [nominee.association for nominee in self.object.nominees.select_related("association")]
        held = self.own.tallies if self.own else {}

        def initial(body):
            return dict(zip(("approve", "against"), held.get(str(body.pk), ()), strict=False))

        return list(zip(bodies, row_forms(TallyForm, bodies, data, initial=initial), strict=True))

    def get_context_data(self, **kwargs):
        kwargs.setdefault("rows", self.rows())
        return super().get_context_data(poll=self.object, year=self.object.conference.bloc_year, **kwargs)

    def post(self, request, *args, **kwargs):
        form, rows = self.get_form(), self.rows(request.POST)
        if not all_valid(form, *(row for _, row in rows)):
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        tallies = {body: row.cleaned_data for body, row in rows}
        try:
            enter_count(self.object, by=request.user, counts=form.cleaned_data, tallies=tallies)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        messages.success(request, "Đã ghi kết quả kiểm phiếu của anh/chị.")
        return redirect("awards:poll", self.object.pk)


class BallotPaper(PollPart):
    """Paper ballots to be printed, with the bloc's mark."""

    def get(self, request, pk):
        from documents.render import render as print_paper

        poll = self.get_object()
        response = HttpResponse(print_paper(ballot_paper(poll)).pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="phieu-bau-{poll.pk}.pdf"'
        return response


class Ballots(Visible, DetailView):
    """All ballots of a closed secret vote under their codes, for each voter to find their own."""

    queryset = POLLS
    template_name = "awards/ballots.html"

    def get_context_data(self, **kwargs):
        poll = self.object
        hidden = not permissions.can_see_votes(self.request.user, poll.conference)
        if poll.is_open or poll.cancelled_at or hidden:
            return super().get_context_data(year=poll.conference.bloc_year, ballots=[], **kwargs)
        names = {
            n.association_id: n.association.short_name for n in poll.nominees.select_related("association")
        }
        ballots = [(b.code, [names[pk] for pk in b.approved]) for b in poll.ballots.all()]
        return super().get_context_data(year=poll.conference.bloc_year, ballots=ballots, **kwargs)


class VoteWithdraw(ConferencePart, View):
    def post(self, request, pk, vote):
        held = get_object_or_404(self.conference.votes, pk=vote)

        withdraw = partial(self.conference.withdraw_vote, held)
        return attempt(request, withdraw, done="Đã bỏ kết quả.", to=self.conference)


class CastingVote(ConferencePart, View):
    """The chair's deciding vote."""

    def post(self, request, pk, vote, association):
        held = get_object_or_404(self.conference.votes.prefetch_related("tallies"), pk=vote)
        chosen = get_object_or_404(Association, pk=association)

        decide = partial(self.conference.decide_last_seat, held, chosen)
        done = f"Đã ghi: chủ tọa quyết định chọn {chosen.short_name}."
        return attempt(request, decide, done=done, to=self.conference)
