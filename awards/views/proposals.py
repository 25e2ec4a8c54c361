"""Proposals with their nominations."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from awards import papers, permissions
from awards.actions.proposals import draw_up_proposals, file_proposal
from awards.eligibility import too_often, unmet
from awards.forms import AskForm, NominationForm
from awards.ledger import recent_awards
from awards.models import Proposal
from awards.opinions import opinion_warnings
from awards.passed_over import passed_over_of
from awards.twice import doubles_of
from base.access import Allowed, Inside, StaleCheckMixin, Visible, attempt
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.models import BlocYear, Milestone
from blocs.views.years import YearPart

PROPOSALS = Proposal.objects.select_related(
    "bloc_year__bloc__province", "bloc_year__lead", "bloc_year__deputy"
).prefetch_related("bloc_year__milestones")


class ProposalList(YearPart, TemplateView):
    template_name = "awards/proposals.html"

    def get_context_data(self, **kwargs):
        proposals = (
            Proposal.objects.for_user(self.request.user)
            .filter(bloc_year=self.parent)
            .prefetch_related("nominations__association", "nominations__award_type")
        )
        closed = self.parent.is_done(Milestone.Kind.CONFERENCE_CLOSED)
        exist = Proposal.objects.filter(bloc_year=self.parent).exists()
        return super().get_context_data(
            proposals=proposals.order_by("pk"),
            is_closed=closed,
            exist=exist,
            reads_all=bloc_permissions.can_read_all(self.request.user, self.parent),
            **kwargs,
        )


def draw_up(request, year: BlocYear):
    """Draw up the proposals, and go to the one there is or to the list of them."""
    try:
        proposals = draw_up_proposals(year)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("awards:proposals", year.pk)
    messages.success(request, "Đã lập hồ sơ đề nghị từ kết quả bỏ phiếu.")
    return redirect(proposals[0]) if len(proposals) == 1 else redirect("awards:proposals", year.pk)


class ProposalDrawUp(YearPart, View):
    allowed = staticmethod(bloc_permissions.can_run)

    def post(self, request, pk):
        return draw_up(request, self.parent)


class ProposalDetail(Visible, DetailView):
    queryset = PROPOSALS

    def get_context_data(self, **kwargs):
        year = self.object.bloc_year
        user = self.request.user
        can_run = permissions.can_run_proposal(user, self.object)
        nominations = list(
            self.object.nominations.select_related(
                "association", "award_type", "vote", "council", "award__decision"
            )
        )
        return super().get_context_data(
            year=year,
            can_run=can_run,
            actions=permissions.proposal_actions(user, self.object),
            nominations=nominations,
            passed_over=passed_over_of(self.object, nominations),
            recent=recent_awards({n.association_id for n in nominations}, year.year),
            ask_form=AskForm(),
            warnings=[*self.warnings(), *opinion_warnings(self.object)] if can_run else [],
            doubles=doubles_of(self.object) if can_run else [],
            missing=papers.obstacles(year, self.object) if can_run and self.object.is_open else [],
            unsigned=papers.unsigned_papers(year, self.object) if can_run and self.object.is_open else [],
            history=self.object.history.select_related("by"),
            **kwargs,
        )

    def warnings(self) -> list[str]:
        sentences = self.object.warnings() + too_often(self.object)
        return sentences + unmet(self.object) if self.object.is_open else sentences


class NominationEdit(StaleCheckMixin, Inside, SingleObjectMixin, FormView):
    """Basis, summary of achievements, and the reason to go on despite a warning."""

    inside = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)
    form_class = NominationForm
    template_name = "awards/nomination_edit.html"
    pk_url_kwarg = "nomination"

    def dispatch(self, request, *args, **kwargs):
        self.object = get_object_or_404(self.parent.nominations, pk=kwargs["nomination"])
        return super().dispatch(request, *args, **kwargs)

    def stored(self):
        return list(
            self.parent.nominations.filter(pk=self.object.pk).values_list(*NominationForm.Meta.fields)
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            nomination=self.object, proposal=self.parent, year=self.parent.bloc_year, **kwargs
        )

    def form_valid(self, form):
        try:
            self.object.write(by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu.")
        return redirect(self.parent)


class NominationWithdraw(Inside, View):
    """Takes a nominee off a dossier that is still being prepared."""

    inside = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)

    def post(self, request, pk, nomination):
        nominee = get_object_or_404(self.parent.nominations, pk=nomination)

        return attempt(request, nominee.withdraw, done=f"Đã rút đề nghị: {nominee}.", to=self.parent)


class ProposalFile(Allowed, SingleObjectMixin, View):
    queryset = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)

    def post(self, request, pk):
        proposal = self.get_object()
        missing = papers.obstacles(proposal.bloc_year, proposal)
        verb = partial(file_proposal, proposal)
        return attempt(request, verb, done="Đã ghi nhận gửi hồ sơ.", to=proposal, missing=missing)
