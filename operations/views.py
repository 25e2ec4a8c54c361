"""How the machine is: for load balancers, and for administrators."""

import platform

import django
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import UserPassesTestMixin
from django.db import connection
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from audit.models import AuditDay, AuditEntry, MaintenanceRun
from awards.models import DossierBuild
from awards.purge import unpurged
from members.models import Letter

from .archive import VERSION
from .health import check_health
from .integrity import turns

UNDER_WAY = [DossierBuild.State.WAITING, DossierBuild.State.RUNNING]


@method_decorator(login_not_required, name="dispatch")
class Healthz(View):
    """This process answers. Looks at nothing else."""

    def get(self, request):
        return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@method_decorator(login_not_required, name="dispatch")
class Readyz(View):
    """Everything that serving needs is there: 200, else 503 and what is missing; no detail for strangers."""

    def get(self, request):
        states = {checked.name: checked.is_well for checked in check_health()}
        return JsonResponse(states, status=200 if all(states.values()) else 503)


class SystemPage(UserPassesTestMixin, TemplateView):
    """Versions, checks, queues, upkeep and the log, on one page for administrators."""

    template_name = "system.html"

    def test_func(self):
        return self.request.user.is_superuser

    def get_context_data(self, **kwargs):
        checks = check_health()
        letters = dict(Letter.objects.values_list("state").annotate(n=Count("pk")))
        return super().get_context_data(
            checks=checks,
            ailing=[check for check in checks if not check.is_well],
            versions=[
                ("Khối thi đua", VERSION),
                ("Python", platform.python_version()),
                ("Django", django.get_version()),
                (connection.display_name, ".".join(map(str, connection.get_database_version()))),
            ],
            letters=[(label, letters.get(state, 0)) for state, label in Letter.State.choices],
            builds=DossierBuild.objects.filter(state__in=UNDER_WAY).count(),
            unpurged=unpurged().count(),
            upkeep={kept.kind: kept for kept in MaintenanceRun.objects.all()},
            kinds=[
                (kind, label)
                for kind, label in MaintenanceRun.Kind.choices
                if kind != MaintenanceRun.Kind.FORWARD or settings.AUDIT_COLLECTOR
            ],
            turns=list(turns()),
            entries=AuditEntry.objects.count(),
            sealed=AuditDay.objects.first(),
            **kwargs,
        )
