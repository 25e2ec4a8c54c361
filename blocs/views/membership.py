"""One body at a time: into a bloc, out of it, into another body."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import FormView

from base.access import Inside
from base.workflow import Refused
from blocs.actions.membership import dissolve, join, leave
from blocs.membership_forms import DissolutionForm, LeavingForm, MembershipForm
from blocs.models import Membership
from blocs.views.setup import BlocPart
from members.models import Association
from members.permissions import can_write_association


class MembershipCreate(BlocPart, FormView):
    form_class = MembershipForm
    template_name = "blocs/membership_create.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"bloc": self.parent}

    def get_context_data(self, **kwargs):
        return super().get_context_data(bloc=self.parent, **kwargs)

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            joined = join(
                self.parent, data["association"], form.facts(), on=data["joined_on"], by=self.request.user
            )
        except Refused as refusal:
            form.add_error("joined_on", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ghi {joined.association} vào khối. Tiếp theo: mời người của hội.")
        return redirect(joined.association)


class MembershipEnd(BlocPart, FormView):
    form_class = LeavingForm
    template_name = "blocs/membership_end.html"

    @property
    def membership(self) -> Membership:
        present = self.parent.memberships.filter(left_on=None).select_related("association", "bloc")
        membership = present.filter(pk=self.kwargs["membership"]).first()
        if membership is None:
            raise Http404
        return membership

    def get_context_data(self, **kwargs):
        return super().get_context_data(bloc=self.parent, membership=self.membership, **kwargs)

    def form_valid(self, form):
        membership = self.membership
        try:
            leave(membership, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("on", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ghi {membership.association} rời khối.")
        return redirect(self.parent)


class AssociationDissolve(Inside, FormView):
    """A body that goes into another, or is dissolved."""

    inside = Association.objects.all()
    allowed = staticmethod(can_write_association)
    form_class = DissolutionForm
    template_name = "blocs/association_dissolve.html"

    def dispatch(self, request, *args, **kwargs):
        if self.parent.dissolved_on:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"association": self.parent}

    def get_context_data(self, **kwargs):
        blocs = self.parent.memberships.filter(left_on=None).select_related("bloc")
        return super().get_context_data(association=self.parent, memberships=blocs, **kwargs)

    def form_valid(self, form):
        try:
            dissolve(self.parent, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("on", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ghi: {self.parent} ngừng hoạt động.")
        return redirect(self.parent)
