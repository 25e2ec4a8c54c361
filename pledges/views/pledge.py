"""The pledge: its text, its signing, its paper."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from config.forms import all_valid, row_forms
from config.workflow import MoveRefused
from members.access import Unchanged, attempt
from members.models import signatories_of
from pledges.forms import PledgeForm, SignatureForm
from pledges.models import Pledge


class PledgeDetail(YearPart, TemplateView):
    template_name = "pledges/pledge.html"

    def get_context_data(self, **kwargs):
        pledge = Pledge.objects.filter(bloc_year=self.parent).first()
        unsigned = list(pledge.unsigned()) if pledge else []
        signatures = pledge.signatures.select_related("association") if pledge else []
        return super().get_context_data(pledge=pledge, signatures=signatures, unsigned=unsigned, **kwargs)


class PledgeEdit(Unchanged, YearPart, FormView):
    """The text, drafted from the common commitments of the year."""

    allowed = staticmethod(bloc_permissions.can_run)
    form_class = PledgeForm
    template_name = "pledges/pledge_edit.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Pledge.draft(self.parent)}

    def stored(self):
        Pledge.draft(self.parent)  # the page that is opened first drafts it
        return list(Pledge.objects.filter(bloc_year=self.parent).values_list(*PledgeForm.Meta.fields))

    def form_valid(self, form):
        try:
            Pledge.objects.get(bloc_year=self.parent).write(**form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu nội dung giao ước.")
        return redirect("pledges:pledge", self.parent.pk)


class PledgeSign(YearPart, TemplateView):
    """Records who signed at the conference, all members on one page; later ones as they come."""

    allowed = staticmethod(bloc_permissions.can_run)
    template_name = "pledges/pledge_sign.html"

    def rows(self, pledge, data=None) -> list:
        """Each member that has not signed, with its form."""
        unsigned = list(pledge.unsigned())
        signatories = signatories_of(unsigned)
        signed_at = timezone.now() if pledge.is_concluded else pledge.signed_at or timezone.now()

        def initial(association):
            signer, position = signatories.get(association.pk, ("", ""))
            return {"signer": signer, "position": position, "signed_at": timezone.localtime(signed_at)}

        return list(zip(unsigned, row_forms(SignatureForm, unsigned, data, initial=initial), strict=True))

    def get_context_data(self, **kwargs):
        pledge = Pledge.draft(self.parent)
        return {"pledge": pledge, "rows": self.rows(pledge)} | super().get_context_data(**kwargs)

    def post(self, request, pk):
        pledge = Pledge.draft(self.parent)
        rows = self.rows(pledge, request.POST)
        if not all_valid(*(form for _, form in rows)):
            return self.render_to_response(self.get_context_data(pledge=pledge, rows=rows))
        signed = [
            (association, form.cleaned_data) for association, form in rows if form.cleaned_data["signed"]
        ]
        try:
            with transaction.atomic():
                for association, data in signed:
                    details = {name: data[name] for name in ("signer", "position", "signed_at")}
                    pledge.sign(association=association, by=request.user, **details)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(pledge=pledge, rows=rows))
        messages.success(request, f"Đã ghi chữ ký của {len(signed)} đơn vị.")
        return redirect("pledges:pledge", pk)


class PledgeConclude(YearPart, View):
    allowed = staticmethod(bloc_permissions.can_run)

    def post(self, request, pk):
        pledge = Pledge.draft(self.parent)
        return attempt(request, pledge.conclude, done="Đã ghi nhận lễ ký giao ước.", to=pledge)
