"""The plan of the bloc: its prose."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView

from base.access import StaleCheckMixin
from blocs import permissions
from blocs.models import Plan
from blocs.year_forms import PlanForm

from .years import YearPart


class PlanEdit(StaleCheckMixin, YearPart, FormView):
    """The prose of the plan, proposed where nobody has written any yet; the paper stands beside it."""

    allowed = staticmethod(permissions.can_run)
    form_class = PlanForm
    template_name = "blocs/plan_edit.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Plan.of(self.parent)}

    def stored(self):
        return list(Plan.objects.filter(bloc_year=self.parent).values_list(*PlanForm.Meta.fields))

    def form_valid(self, form):
        Plan.write(self.parent, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Đã lưu lời văn của kế hoạch.")
        return redirect("blocs:plan-edit", self.parent.pk)
