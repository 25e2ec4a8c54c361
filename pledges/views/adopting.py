"""A draft on older criteria: what changed, and the step over to the newest version."""

from django.shortcuts import redirect
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, attempt
from blocs.comparing import compare
from pledges import permissions
from pledges.actions.criteria import adopt, newer_criteria

from .reports import REPORTS


class CriteriaAdopt(Allowed, SingleObjectMixin, TemplateView):
    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    template_name = "pledges/criteria_adopt.html"

    def get(self, request, pk):
        self.object = report = self.get_object()
        if (newest := newer_criteria(report)) is None:
            return redirect(report)
        changes = compare(report.criteria, newest)
        context = {"report": report, "year": report.bloc_year, "newest": newest, "changes": changes}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request, pk):
        report = self.get_object()

        def move(by):
            adopt(report, by=by)

        return attempt(request, move, done="Đã chuyển sang bộ tiêu chí mới.", to=report.url("scores"))
