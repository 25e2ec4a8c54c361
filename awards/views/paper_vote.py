"""A vote on paper: sheets to print, who was handed a ballot, and each person's own count."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from awards import permissions
from awards.actions.paper_vote import enter_count, hand_ballots
from awards.forms import HandedForm, own_count_forms
from awards.papers.ballots import ballot_paper, opening_paper
from base.access import Allowed
from base.forms import all_valid
from base.workflow import Refused

from .polls import POLLS, PollPart


class PollCount(Allowed, SingleObjectMixin, TemplateView):
    """What one person counted of the paper ballots; the other's count is not shown here."""

    queryset = POLLS
    allowed = staticmethod(permissions.can_count)
    template_name = "awards/poll_count.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"], kwargs["rows"] = own_count_forms(self.object, self.request.user)
        return super().get_context_data(poll=self.object, year=self.object.conference.bloc_year, **kwargs)

    def post(self, request, *args, **kwargs):
        form, rows = own_count_forms(self.object, request.user, request.POST)
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


class PollHand(PollPart):
    """Who was handed a paper ballot, as a list that is written down whole each time."""

    def post(self, request, pk):
        poll = self.get_object()
        form = HandedForm(request.POST, poll=poll)
        if not form.is_valid():
            messages.error(request, "Danh sách nhận phiếu vừa thay đổi; hãy đánh dấu lại.")
            return self.back(poll)
        try:
            hand_ballots(poll, by=request.user, to=form.cleaned_data["handed"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã ghi {len(form.cleaned_data['handed'])} đơn vị đã nhận phiếu.")
        return self.back(poll)


def printed(paper, name: str) -> HttpResponse:
    """A sheet of a vote to be printed; it is no paper that is issued."""
    from documents.render import render

    response = HttpResponse(render(paper).pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


class BallotPaper(PollPart):
    """Paper ballots to be printed, with the bloc's mark."""

    def get(self, request, pk):
        poll = self.get_object()
        return printed(ballot_paper(poll), f"phieu-bau-{poll.pk}")


class OpeningPaper(PollPart):
    """What is read out and hung up when a vote is opened."""

    def get(self, request, pk):
        poll = self.get_object()
        if not poll.opening:
            raise Http404("nothing was stated")
        return printed(opening_paper(poll), f"cong-bo-mo-phieu-{poll.pk}")
