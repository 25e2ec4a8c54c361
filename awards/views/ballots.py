"""Ballots cast in the browser, and what is published of them: lists by code and the signed record."""

import zipfile
from io import BytesIO

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from awards import permissions
from awards.actions.sealed_vote import cast_sealed
from awards.forms import BallotForm, SealedBallotForm
from awards.models import Ballot, Poll
from awards.receipts import Receipt
from awards.vote_record import checkers
from base.access import Visible
from base.workflow import Refused

from .polls import POLLS


class PollCast(Visible, SingleObjectMixin, View):
    """One secret ballot. The answer, with the voter's code and receipt, is shown once and stored nowhere."""

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
            "opening": opening_facts(self.poll),
            "sealing": self.poll.is_kept_by_tellers,
        }
        return render(self.request, "awards/ballot.html", context)

    def get(self, request, pk, **kwargs):
        if self.right.has_voted or not self.poll.takes_ballots:
            messages.info(request, "Lá phiếu này đã bỏ, hoặc cuộc bỏ phiếu đã đóng.")
            return redirect("awards:poll", pk)
        return self.show(BallotForm(nominees=self.poll.standing_nominees()))

    def post(self, request, pk, **kwargs):
        if self.poll.is_kept_by_tellers:
            return self.post_sealed()
        form = BallotForm(request.POST, nominees=self.poll.standing_nominees())
        if not form.is_valid():
            return self.show(form)
        try:
            receipt = self.poll.cast(
                self.right.association,
                choices=form.choices(),
                voters_word=form.cleaned_data["voters_word"],
                sent_once=form.cleaned_data["sent_once"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form)
        response = render(request, "awards/ballot_cast.html", self.given(receipt))
        response["Cache-Control"] = "no-store"  # the code must not stay in the browser's cache
        return response

    def post_sealed(self):
        """A ballot that the voter's device sealed: its code and what was ticked are on that device alone."""
        form, blank = SealedBallotForm(self.request.POST), BallotForm(nominees=self.poll.standing_nominees())
        try:
            if not form.is_valid():
                raise Refused("Máy này không niêm phong được lá phiếu; hãy dùng trình duyệt mới hơn.")
            receipt = cast_sealed(self.poll, self.right.association, **form.cleaned_data)
        except Refused as refusal:
            return self.show_refused(blank, refusal)
        names = list(self.poll.nominees.select_related("association").order_by("number"))
        context = {
            "poll": self.poll,
            "year": self.poll.conference.bloc_year,
            "receipt": receipt,
            "nominees": names if self.poll.ballot_list == Poll.BallotList.NOMINEE else [],
            "square": segno.make_qr(receipt.text, error="m").svg_data_uri(border=2),
        }
        response = render(self.request, "awards/ballot_cast_sealed.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def show_refused(self, form, refusal: Refused):
        """The ballot again with the reason above it; what was ticked never left the voter's device."""
        messages.error(self.request, str(refusal))
        return self.show(form)

    def given(self, receipt: Receipt) -> dict:
        """What the page that shows a receipt is filled with."""
        names = self.poll.nominees.select_related("association").order_by("number")
        return {
            "poll": self.poll,
            "year": self.poll.conference.bloc_year,
            "receipt": receipt,
            "square": segno.make_qr(receipt.text, error="m").svg_data_uri(border=2),
            "lines": list(zip(names, receipt.line_codes, strict=True)) if receipt.line_codes else [],
        }


def opening_facts(poll: Poll) -> dict:
    """What a voter's device needs: the vote's opening, by which it knows its receipt, and the order of ticks.

    Of a ballot that it seals nothing of the code is the server's: by a half that it chose it would know whose ballot
    is whose in the list.
    """
    nominees = poll.nominees.order_by("number").values_list("association", flat=True)
    return {
        "opening": poll.opening,
        "order": [f"n{pk}" for pk in nominees],
    }


class Ballots(Visible, DetailView):
    """All ballots of a closed secret vote under their codes, for each voter to find their own."""

    queryset = POLLS
    template_name = "awards/ballots.html"

    def get_context_data(self, **kwargs):
        poll = self.object
        if not is_published(poll, self.request.user):
            return super().get_context_data(year=poll.conference.bloc_year, ballots=[], lists=[], **kwargs)
        nominees = list(poll.nominees.select_related("association").order_by("number", "pk"))
        ballots = list(poll.ballots.all())
        names = {nominee.association_id: nominee.association.short_name for nominee in nominees}
        whole = [(b.code, [names[pk] for pk in b.approved]) for b in ballots if b.nominee_id is None]
        return super().get_context_data(
            year=poll.conference.bloc_year,
            ballots=whole,
            lists=lists_by_nominee(nominees, ballots),
            is_published=True,
            key=poll.key,
            **kwargs,
        )


def is_published(poll: Poll, user) -> bool:
    """Whether this person may see the ballots of this vote: it is counted, and its result stands or is theirs."""
    return poll.closed_at is not None and permissions.can_see_votes(user, poll.conference)


def lists_by_nominee(nominees: list, ballots: list[Ballot]) -> list[tuple]:
    """[(nominee, its lines in the order of their codes, how many agree)] where each nominee has a list of its own."""
    lists = []
    for nominee in nominees:
        lines = [ballot for ballot in ballots if ballot.nominee_id == nominee.pk]
        if lines:
            lists.append((nominee, lines, sum(bool(line.approved) for line in lines)))
    return lists


class VoteCheckers(View):
    """The two programs that check records and receipts, for everybody who is signed in."""

    def get(self, request):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in checkers():
                archive.writestr(zipfile.ZipInfo(name), content)
        response = HttpResponse(packed.getvalue(), content_type="application/zip")
        response["Content-Disposition"] = 'attachment; filename="kiem-tra-ho-so-bo-phieu.zip"'
        return response


class PollRecord(Visible, DetailView):
    """The signed record of a vote as a file, for anybody to check with bin/verify-vote."""

    queryset = POLLS

    def get(self, request, pk):
        poll = self.get_object()
        if not poll.record or not is_published(poll, request.user):
            raise Http404("no record yet")
        response = HttpResponse(poll.record, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{poll.record_name}"'
        return response
