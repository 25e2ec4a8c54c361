"""The law as the secretariat keeps it: which instruments there are, since when, until when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from blocs import permissions
from blocs.law_forms import BasisFormSet, InstrumentForm
from blocs.models import LegalInstrument
from config.forms import all_valid
from members.access import Inside, Visible


class LawList(Visible, ListView):
    """Every instrument, the ones in force today first."""

    queryset = LegalInstrument.objects.select_related("replaced_by").prefetch_related(
        "awardbasis_set__award_type"
    )
    template_name = "blocs/law.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        in_force = set(LegalInstrument.objects.in_force_on(today).values_list("pk", flat=True))
        listed = sorted(self.object_list, key=lambda i: (i.pk not in in_force, i.position, i.issued_on))
        return super().get_context_data(
            instruments=[(i, i.pk in in_force) for i in listed],
            can_keep=permissions.can_keep_records(self.request.user),
            **kwargs,
        )


class InstrumentPage(TemplateView):
    """An instrument and the articles of its awards on one page."""

    template_name = "blocs/instrument.html"

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_keep_records(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def instrument(self) -> LegalInstrument:
        raise NotImplementedError

    def forms(self, data=None) -> dict:
        instrument = self.instrument()
        return {
            "form": InstrumentForm(data, instance=instrument),
            "bases": BasisFormSet(data, instance=instrument, prefix="bases"),
        }

    def get_context_data(self, **kwargs):
        return self.forms() | super().get_context_data(**kwargs)

    def post(self, request, *args, **kwargs):
        forms = self.forms(request.POST)
        if not all_valid(*forms.values()):
            return self.render_to_response(self.get_context_data(**forms))
        with transaction.atomic():
            forms["bases"].instance = kept = forms["form"].save()
            forms["bases"].save()
        messages.success(request, f"Đã lưu: {kept}.")
        return redirect("blocs:law")


class InstrumentCreate(Visible, InstrumentPage):
    def instrument(self):
        return LegalInstrument()


class InstrumentEdit(Inside, InstrumentPage):
    inside = LegalInstrument.objects.all()

    def instrument(self):
        return self.parent
