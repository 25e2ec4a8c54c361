"""Sổ khen thưởng of an association, and the scans of its certificates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, View

from audit.log import acts_about
from awards.actions.ledger import enter_award
from awards.charts import ranks_over_years
from awards.forms import (
    AwardForm,
)
from awards.ledger import ledger_of
from awards.models import Award
from base.access import Inside
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from members.models import Association
from pledges.views.evidence import send_file


class Ledger(Inside, FormView):
    """What an association holds by decisions; who records results adds the years before."""

    inside = Association.objects.all()
    form_class = AwardForm
    template_name = "awards/ledger.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"association": self.parent}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            association=self.parent,
            awards=ledger_of(self.parent),
            ranks=ranks_over_years(self.request.user, self.parent),
            acts=acts_about(self.parent),
            can_add=bloc_permissions.can_keep_ledger(self.request.user, self.parent),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not bloc_permissions.can_keep_ledger(request.user, self.parent):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            award = enter_award(self.parent, **form.facts(), by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, f"Đã ghi vào sổ: {award}.")
        return redirect("awards:ledger", self.parent.pk)


class Certificate(Inside, View):
    """The scan of a certificate; decisions of commendation are public among those who sign in."""

    inside = Association.objects.all()

    def get(self, request, pk, award):
        entry = get_object_or_404(Award.objects.filter(association=self.parent), pk=award)
        if not entry.certificate:
            raise Http404("Chưa có bản chụp.")
        return send_file(
            str(entry.certificate.name),
            name=entry.certificate_name,
            content_type=entry.certificate_type,
            inline="xem" in request.GET,
        )
