"""Conflicts of interest at the review conference."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, View

from awards import permissions as award_permissions
from awards.actions.conflicts import declare_conflict, withdraw_conflict
from awards.forms.conflicts import ConflictForm
from base.access import attempt
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from pledges.models import Verification

from .conference import ConferencePart, ConferenceRead


class Conflicts(ConferenceRead, FormView):
    """What was declared; the secretariat writes it for all, a member's people for their own."""

    form_class = ConflictForm
    template_name = "awards/conflicts.html"

    def own(self):
        return award_permissions.may_declare_for(self.request.user, self.conference)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"own": self.own(), "members": self.conference.members()}

    def get_context_data(self, **kwargs):
        may_declare = not self.conference.is_closed and self.own().exists()
        if not may_declare:
            kwargs["form"] = None
        declined = Verification.objects.filter(bloc_year=self.parent).exclude(recused_at=None)
        if not bloc_permissions.can_read_all(self.request.user, self.parent):
            declined = declined.none()
        return super().get_context_data(
            conflicts=self.conference.conflicts.select_related("association", "about"),
            declined=declined.select_related("verifier", "association"),
            may_withdraw=award_permissions.can_run_conference(self.request.user, self.conference)
            and not self.conference.is_closed,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not self.own().exists():
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            declare_conflict(self.conference, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("association", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã ghi khai báo; biên bản sẽ ghi lại.")
        return redirect("awards:conflicts", self.parent.pk)


class ConflictWithdraw(ConferencePart, View):
    def post(self, request, pk, conflict):
        declared = get_object_or_404(self.conference.conflicts, pk=conflict)

        def withdraw(by):
            withdraw_conflict(declared, by=by)

        return attempt(request, withdraw, done="Đã bỏ khai báo.", to=reverse("awards:conflicts", args=[pk]))
