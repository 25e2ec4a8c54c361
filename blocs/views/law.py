"""The law as the secretariat keeps it: which instruments there are, since when, until when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView, TemplateView, View

from audit.log import acts_about
from base.access import Inside, Visible
from base.forms import all_valid
from blocs import permissions
from blocs.actions.law import check_instrument, write_instrument
from blocs.law_forms import BasisFormSet, InstrumentForm
from blocs.law_loading import law_differences
from blocs.models import LegalInstrument


class LawList(Visible, ListView):
    """Every instrument, the ones in force today first."""

    queryset = LegalInstrument.objects.select_related("replaced_by", "amends", "province").prefetch_related(
        "awardbasis_set__award_type"
    )
    template_name = "blocs/law.html"

    def get_context_data(self, **kwargs):
        today, user = timezone.localdate(), self.request.user
        keeps_national = permissions.can_keep_national_law(user)
        can_keep = permissions.can_keep_law(user)
        in_force = set(LegalInstrument.objects.in_force_on(today).values_list("pk", flat=True))
        listed = sorted(self.object_list, key=lambda i: (i.pk not in in_force, i.position, i.issued_on))
        return super().get_context_data(
            in_force=[i for i in listed if i.pk in in_force],
            not_in_force=[i for i in listed if i.pk not in in_force],
            can_keep=can_keep,
            kept={i.pk for i in listed if can_keep and (keeps_national or i.province_id)},
            outdated=[
                i for i in listed if i.pk in in_force and can_keep and self.is_outdated(i, listed, in_force)
            ],
            ending=LegalInstrument.objects.for_user(user).ending_unreplaced(today),
            unchecked=LegalInstrument.objects.for_user(user).unchecked(today) if can_keep else [],
            differences=law_differences() if self.request.user.is_superuser else [],
            **kwargs,
        )

    @staticmethod
    def is_outdated(instrument: LegalInstrument, listed: list[LegalInstrument], in_force: set[int]) -> bool:
        """Whether a province's own instrument is older than a law that is in force today: it rests on one before."""
        laws = [law for law in listed if law.kind == "Luật" and law.pk in in_force and not law.amends_id]
        return bool(instrument.province_id) and any(instrument.issued_on < law.issued_on for law in laws)


class InstrumentPage(TemplateView):
    """An instrument and the articles of its awards on one page."""

    template_name = "blocs/instrument.html"

    def dispatch(self, request, *args, **kwargs):
        instrument = self.instrument()
        if not permissions.can_keep_law(request.user, instrument if instrument.pk else None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def instrument(self) -> LegalInstrument:
        raise NotImplementedError

    def forms(self, data=None) -> dict:
        instrument = self.instrument()
        return {
            "form": InstrumentForm(data, instance=instrument, by=self.request.user),
            "bases": BasisFormSet(data, instance=instrument, prefix="bases"),
        }

    def get_context_data(self, **kwargs):
        instrument = self.instrument()
        return self.forms() | super().get_context_data(
            instrument=instrument, acts=acts_about(instrument) if instrument.pk else [], **kwargs
        )

    def post(self, request, *args, **kwargs):
        forms = self.forms(request.POST)
        if not all_valid(*forms.values()):
            return self.render_to_response(self.get_context_data(**forms))
        kept = write_instrument(forms["form"], forms["bases"], by=request.user)
        messages.success(request, f"Đã lưu: {kept}.")
        return redirect("blocs:law")


class InstrumentCreate(Visible, InstrumentPage):
    def instrument(self):
        return LegalInstrument()


class InstrumentCheck(Inside, View):
    """Somebody has compared an instrument with its source today and found it as it stands here."""

    inside = LegalInstrument.objects.all()
    allowed = staticmethod(permissions.can_keep_law)

    def post(self, request, pk):
        check_instrument(self.parent, by=request.user)
        messages.success(request, f"Đã ghi: {self.parent} được kiểm tra hôm nay.")
        return redirect("blocs:law")


class InstrumentEdit(Inside, InstrumentPage):
    inside = LegalInstrument.objects.all()

    def instrument(self):
        return self.parent
