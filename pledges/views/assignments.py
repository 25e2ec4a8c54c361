"""Who verifies whom: named by the secretariat, declined for a conflict of interest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from members.models import Association, User
from pledges import permissions
from pledges.actions.verification import assign_to_several, unassign
from pledges.forms import RecuseForm
from pledges.forms.assignments import AssignForm
from pledges.models import Verification
from pledges.models.verification import verifiers_to_choose
from pledges.parts import criteria_in_force
from pledges.verifier_progress import assigned_parts, progress_of


class Assignments(YearPart, TemplateView):
    """Every member with its verifiers and how far they are; naming another for several members at once."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    template_name = "pledges/assignments.html"

    @cached_property
    def members(self) -> list[Association]:
        return list(self.parent.members())

    def form(self, data=None) -> AssignForm:
        return AssignForm(
            data,
            people=verifiers_to_choose(self.parent),
            criteria_set=criteria_in_force(self.parent),
            members=self.members,
        )

    def get_context_data(self, **kwargs):
        parts = assigned_parts(self.parent)
        by_member: dict[int, list] = {}
        for part in parts:
            by_member.setdefault(part.verification.association_id, []).append(part)
        declined = self.parent.verifications.exclude(recused_at=None).select_related(
            "verifier", "association"
        )
        if permissions.can_assign(self.request.user, self.parent):
            kwargs.setdefault("form", self.form())
        return super().get_context_data(
            rows=[(member, by_member.get(member.pk, [])) for member in self.members],
            unassigned=[member for member in self.members if member.pk not in by_member],
            progress=progress_of(self.parent, parts),
            declined=declined,
            **kwargs,
        )

    def post(self, request, pk):
        if not permissions.can_assign(request.user, self.parent):
            raise PermissionDenied
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        data = form.cleaned_data
        person = User.objects.get(pk=data["verifier"])
        chosen = [member for member in self.members if str(member.pk) in data["associations"]]
        named, refused = assign_to_several(self.parent, chosen, person, part=data["part"], by=request.user)
        if named:
            messages.success(request, f"Đã phân công {person} cho {len(named)} hội.")
        for sentence in refused:
            messages.warning(request, sentence)
        return redirect("pledges:assignments", pk)


class Unassign(YearPart, View):
    allowed = staticmethod(permissions.can_assign)

    def post(self, request, pk, verification):
        named = get_object_or_404(self.parent.verifications, pk=verification)
        try:
            unassign(named, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã thôi phân công {named.verifier}.")
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
