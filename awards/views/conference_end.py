"""How the conference ends: what was resolved in words, and the closing after which its results stand."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import FormView

from awards.actions.conference import write_next_year_tasks, write_prose, write_reasons
from awards.forms import ClosingForm, PassedOverForm, ProseForm
from awards.models import Conference
from awards.passed_over import better_ranked
from base.access import StaleCheckMixin
from base.forms import all_valid
from base.workflow import Refused

from .conference import ConferencePart
from .proposals import draw_up


class ProseEdit(StaleCheckMixin, ConferencePart, FormView):
    """What the minutes tell in words, until they are issued."""

    form_class = ProseForm
    template_name = "awards/prose_edit.html"

    def get_form_kwargs(self):
        initial = {"next_year_tasks": self.parent.next_year_tasks}
        return super().get_form_kwargs() | {"instance": self.conference, "initial": initial}

    def stored(self):
        columns = [*ProseForm.Meta.fields, "bloc_year__next_year_tasks"]
        return list(Conference.objects.filter(bloc_year=self.parent).values_list(*columns))

    def reasons(self, data=None) -> list:
        """(who ranks before a nominee, the form for the reason) where the votes do not say it by themselves."""
        unexplained = [one for one in better_ranked(self.conference) if not one.is_by_vote]
        return [
            (
                one,
                PassedOverForm(data, prefix="reason-{}-{}".format(*one.key), initial={"reason": one.reason}),
            )
            for one in unexplained
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"reasons": self.reasons()} | kwargs)

    def form_valid(self, form):
        fields = dict(form.cleaned_data)
        tasks = fields.pop("next_year_tasks")
        reasons = self.reasons(self.request.POST)
        if not all_valid(*(row for _, row in reasons)):
            return self.render_to_response(self.get_context_data(form=form, reasons=reasons))
        written = {one.key: row.cleaned_data["reason"] for one, row in reasons}
        try:
            with transaction.atomic():
                write_reasons(self.conference, written, by=self.request.user)
                write_prose(self.conference, by=self.request.user, **fields)
                write_next_year_tasks(self.parent, tasks, by=self.request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu lời văn biên bản.")
        return redirect("awards:conference", self.parent.pk)


class ConferenceClose(ConferencePart, FormView):
    """Asks when it ended, says what stands from then on and what is still missing; then closes it."""

    form_class = ClosingForm
    template_name = "awards/conference_close.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"conference": self.conference}

    def get_context_data(self, **kwargs):
        conference = self.conference
        votes = conference.votes.select_related("award_type").prefetch_related("tallies__association", "poll")
        return super().get_context_data(missing=conference.missing(), votes=votes, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.conference.is_closed:
            messages.info(request, "Hội nghị đã được bế mạc trước đó.")
            return redirect(self.conference)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            self.conference.close(by=self.request.user, ended_at=form.cleaned_data["ended_at"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã bế mạc hội nghị, kết quả được chốt.")
        if form.cleaned_data["draws_up"] and not self.parent.proposals.exists():
            return draw_up(self.request, self.parent)
        return redirect(self.conference)
