"""A decision on a proposal, and its correction."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from awards.actions.decisions import record_decision
from awards.forms import (
    DecisionCorrectionForm,
    DecisionForm,
    DecisionLineForm,
)
from awards.models import Decision
from base.access import Inside
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from members.models import Association

from .province import RowsPart


class DecisionRecord(RowsPart):
    template_name = "awards/decision.html"
    row_class = DecisionLineForm

    def waiting(self):
        return [n for n in self.nominations() if not n.has_ended]

    def head(self, data=None):
        return DecisionForm(data)

    def record(self, head, rows):
        said = {n: row.cleaned_data for n, row in rows}
        record_decision(
            self.parent,
            head,
            awarded=[n for n, data in said.items() if data["outcome"] == "given"],
            declined={n: data["reason"] for n, data in said.items() if data["outcome"] == "declined"},
            by=self.request.user,
        )


class DecisionCorrect(Inside, FormView):
    """Puts a decision in an association's ledger right, with the reason."""

    inside = Association.objects.all()
    allowed = staticmethod(bloc_permissions.can_keep_ledger)
    form_class = DecisionCorrectionForm
    template_name = "awards/decision_correct.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        decisions = Decision.objects.filter(awards__association=self.parent).distinct()
        self.decision = get_object_or_404(decisions, pk=kwargs["decision"])

    def get_initial(self):
        return {name: getattr(self.decision, name) for name in ("number", "dated", "authority")}

    def get_context_data(self, **kwargs):
        others = self.decision.awards.exclude(association=self.parent).select_related("association")
        return super().get_context_data(
            association=self.parent, decision=self.decision, others=others, **kwargs
        )

    def form_valid(self, form):
        try:
            self.decision.correct(by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã sửa quyết định.")
        return redirect("awards:ledger", self.parent.pk)
