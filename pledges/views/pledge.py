"""The pledge: its text, its signing, its paper."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from audit.log import acts_about
from base.access import StaleCheckMixin, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from members.models import signatories_of
from pledges.forms import PledgeForm, SignatureCorrectionForm, SignatureForm
from pledges.models import Pledge, PledgeSignature, Registration
from pledges.papers.pledge import commitment_blocks


class PledgeDetail(YearPart, TemplateView):
    template_name = "pledges/pledge.html"

    def get_context_data(self, **kwargs):
        pledge = Pledge.objects.filter(bloc_year=self.parent).first()
        unsigned = list(pledge.unsigned()) if pledge else []
        signatures: list[PledgeSignature] = []
        if pledge:
            given = pledge.signatures.select_related("association", "pledge")
            signatures = self.parent.bloc.in_order_on(self.parent.last_day, given)
        return super().get_context_data(
            pledge=pledge,
            commitments=commitment_blocks(pledge.commitments) if pledge else [],
            signatures=signatures,
            unsigned=unsigned,
            **kwargs,
        )


def pledge_of(year) -> Pledge | None:
    """The stored pledge of the year, which knows its year already."""
    pledge = Pledge.objects.filter(bloc_year=year).first()
    if pledge:
        pledge.bloc_year = year
    return pledge


class PledgeEdit(StaleCheckMixin, YearPart, FormView):
    """The text, drafted from the common commitments of the year; it is stored when it is saved."""

    allowed = staticmethod(bloc_permissions.can_run)
    form_class = PledgeForm
    template_name = "pledges/pledge_edit.html"

    def get_form_kwargs(self):
        instance = pledge_of(self.parent) or Pledge.proposed(self.parent)
        return super().get_form_kwargs() | {"instance": instance}

    @cached_property
    def is_signed(self) -> bool:
        return PledgeSignature.objects.filter(pledge__bloc_year=self.parent).exists()

    def get_form(self, form_class=None):
        """After the first signature the text is read; what a page of before sends is refused and shown back."""
        form = super().get_form(form_class)
        for field in form.fields.values():
            field.disabled = self.is_signed and self.request.method == "GET"
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_signed=self.is_signed, **self.sources(), **kwargs)

    def sources(self) -> dict:
        """Of how many members, out of all, the proposed targets are summed; nothing once the text is stored."""
        if pledge_of(self.parent):
            return {}
        handed_in = Registration.objects.submitted().filter(bloc_year=self.parent)
        return {"summed": handed_in.count(), "members": self.parent.members().count()}

    def stored(self):
        return list(Pledge.objects.filter(bloc_year=self.parent).values_list(*PledgeForm.Meta.fields))

    def form_valid(self, form):
        try:
            with transaction.atomic():
                Pledge.draft(self.parent).write(by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu nội dung giao ước.")
        return redirect("pledges:pledge", self.parent.pk)


class StoredPledgePart(YearPart):
    """A page on the pledge once its text is stored."""

    allowed = staticmethod(bloc_permissions.can_run)

    def dispatch(self, request, *args, **kwargs):
        self.pledge: Any = pledge_of(self.parent)
        if self.pledge is None and self.allowed(request.user, self.parent):
            messages.info(request, "Hãy soạn và lưu nội dung giao ước trước.")
            return redirect("pledges:pledge", self.parent.pk)
        return super().dispatch(request, *args, **kwargs)


class PledgeSign(StoredPledgePart, TemplateView):
    """Records who signed at the conference, all members on one page; later ones as they come."""

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
        pledge = self.pledge
        return {"pledge": pledge, "rows": self.rows(pledge)} | super().get_context_data(**kwargs)

    def post(self, request, pk):
        pledge = self.pledge
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
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(pledge=pledge, rows=rows))
        messages.success(request, f"Đã ghi chữ ký của {len(signed)} đơn vị.")
        return redirect("pledges:pledge", pk)


class SignatureCorrect(StoredPledgePart, FormView):
    """Puts a wrongly recorded signature right, with the reason."""

    form_class = SignatureCorrectionForm
    template_name = "pledges/signature_correct.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        signatures = PledgeSignature.objects.filter(pledge__bloc_year=self.parent)
        self.signature = get_object_or_404(
            signatures.select_related("association", "pledge"), pk=kwargs["signature"]
        )
        self.signature.pledge.bloc_year = self.parent

    def get_initial(self):
        signed_at = timezone.localtime(self.signature.signed_at)
        return {
            "signer": self.signature.signer,
            "position": self.signature.position,
            "signed_at": signed_at,
        }

    def get_context_data(self, **kwargs):
        name = self.signature.association.short_name
        acts = [act for act in acts_about(self.signature.pledge) if name in act.what]
        return super().get_context_data(signature=self.signature, acts=acts, **kwargs)

    def form_valid(self, form):
        try:
            self.signature.correct(by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã sửa chữ ký đã ghi.")
        return redirect("pledges:pledge", self.parent.pk)


class PledgeConclude(StoredPledgePart, View):
    def post(self, request, pk):
        return attempt(request, self.pledge.conclude, done="Đã ghi nhận lễ ký giao ước.", to=self.pledge)
