"""A member takes back what it handed in, to mend it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed
from base.workflow import Refused
from pledges import permissions
from pledges.forms.versions import WithdrawalForm

from .registrations import REGISTRATIONS
from .reports import REPORTS


class Withdraw(Allowed, SingleObjectMixin, FormView):
    """Asks why, says what stays; refused once it is taken in, verified or too late."""

    allowed = staticmethod(permissions.can_submit)
    form_class = WithdrawalForm
    template_name = "pledges/withdraw.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if refusal := self.object.bound():
            messages.error(request, refusal)
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            submission=self.object,
            year=self.object.bloc_year,
            version=self.object.versions.last(),
            due_at=self.object.due_at,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            self.object.withdraw(by=self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, "Đã rút lại. Sửa xong hãy nộp lại trước hạn.")
        return redirect(self.object)


class ReportWithdraw(Withdraw):
    queryset = REPORTS


class RegistrationWithdraw(Withdraw):
    queryset = REGISTRATIONS
