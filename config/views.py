"""Pages that see every room: home, a year at a glance, and what happens when a session or a form went stale."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, TemplateView

from blocs.models import BlocYear
from members.access import Visible

from . import middleware
from .next_steps import steps_for, year_status


class Home(TemplateView):
    """What waits for me, by when; and the years I have part in."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        years = BlocYear.objects.for_user(self.request.user).with_parties().order_by("-year", "bloc__name")
        current = [(year, steps_for(self.request.user, year)) for year in years[:4]]
        return super().get_context_data(current=current, past=years[4:12], **kwargs)


class YearPage(Visible, DetailView):
    """A year at a glance: what is done, due, late, and the next thing to do for whoever looks."""

    queryset = BlocYear.objects.with_parties()
    template_name = "blocs/year_detail.html"
    context_object_name = "year"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            steps=steps_for(self.request.user, self.object), **year_status(self.request.user, self.object), **kwargs
        )


@require_safe
def resume(request):
    """Offers to send again what was being sent when the session ran out."""
    held = request.session.get(middleware.HELD)
    if held is None:
        return redirect("home")
    del request.session[middleware.HELD]
    fields = [(name, value) for name, value in held["fields"] if name != "csrfmiddlewaretoken"]
    return render(request, "resume.html", {"path": held["path"], "fields": fields, "files": held["files"]})


@login_not_required
def csrf_failure(request, reason=""):
    """A form from a page older than the present sign-in."""
    return render(request, "stale.html", status=403)
