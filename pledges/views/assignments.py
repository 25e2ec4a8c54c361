"""Who verifies whom: named by the secretariat, declined for a conflict of interest."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from pledges import permissions
from pledges.actions.verification import assign, unassign
from pledges.forms import AssignForm, RecuseForm
from pledges.models import Verification, may_be_named


class Assignments(YearPart, TemplateView):
    """Every member with its verifiers; naming another on the same page."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    template_name = "pledges/assignments.html"

    def get_context_data(self, **kwargs):
        named: dict[int, list] = {}
        for v in self.parent.verifications.select_related("verifier"):
            named.setdefault(v.association_id, []).append(v)
        can_run = permissions.can_assign(self.request.user, self.parent)
        rows = []
        for association in self.parent.members():
            held = named.get(association.pk, [])
            full = sum(v.recused_at is None for v in held) >= self.parent.verifiers
            form = None if full or not can_run else self.form(association)
            rows.append((association, held, form))
        return super().get_context_data(rows=rows, **kwargs)

    def form(self, association) -> AssignForm:
        return AssignForm(people=may_be_named(self.parent, association), prefix=f"a{association.pk}")

    def post(self, request, pk):
        if not permissions.can_assign(request.user, self.parent):
            return redirect("pledges:assignments", pk)
        asked = request.POST.get("association", "")
        if not asked.isdecimal() or len(asked) > 17:
            raise Http404
        association = get_object_or_404(self.parent.members(), pk=asked)
        chosen = request.POST.get(f"a{association.pk}-verifier", "")
        person = next((p for p in may_be_named(self.parent, association) if str(p.pk) == chosen), None)
        try:
            if person is None:
                raise Refused("Hãy chọn một người trong danh sách.")
            assign(self.parent, association, person, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã phân công {person} thẩm định {association.short_name}.")
        return redirect("pledges:assignments", pk)


class Unassign(YearPart, View):
    allowed = staticmethod(permissions.can_assign)

    def post(self, request, pk, verification):
        held = get_object_or_404(self.parent.verifications, pk=verification)
        try:
            unassign(held, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã thôi phân công {held.verifier}.")
        return redirect("pledges:assignments", pk)


class Recuse(YearPart, FormView):
    """A verifier declines their own assignment, with the reason kept."""

    form_class = RecuseForm
    template_name = "pledges/recuse.html"

    @property
    def verification(self) -> Verification:
        own = Verification.objects.active().filter(verifier=self.request.user, bloc_year=self.parent)
        return get_object_or_404(own.select_related("association"), pk=self.kwargs["verification"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(verification=self.verification, **kwargs)

    def form_valid(self, form):
        try:
            self.verification.recuse(by=self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã ghi: anh/chị không thẩm định bảng này.")
        return redirect("year", self.parent.pk)
