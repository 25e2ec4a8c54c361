"""Trying criteria or a ladder on a past year before they are adopted."""

from django.views.generic import DetailView

from awards.forms import ReplayForm
from awards.replay import replay, without_twin
from base.access import Allowed
from blocs.models import BlocYear, CriteriaSet
from blocs.permissions import can_run


class Replay(Allowed, DetailView):
    queryset = CriteriaSet.objects.select_related("bloc_year__bloc", "bloc_year__lead").prefetch_related(
        "bloc_year__milestones"
    )
    allowed = staticmethod(lambda user, criteria_set: can_run(user, criteria_set.bloc_year))
    template_name = "awards/replay.html"
    context_object_name = "criteria_set"

    def past_years(self):
        """Years of the bloc whose scores are locked and whose ranking is open, this one left out."""
        year = self.object.bloc_year
        years = BlocYear.objects.for_user(self.request.user).locked().filter(bloc=year.bloc)
        years = years.exclude(is_sealed=True, ranking_opened_at=None)
        return years.exclude(pk=year.pk).order_by("-year")

    def get_context_data(self, **kwargs):
        year = self.object.bloc_year
        years = self.past_years()
        initial = {"year": years.first(), "tie_breaks": year.tie_breaks}
        form = ReplayForm(self.request.GET or None, years=years, initial=initial)
        context = {"form": form, "year": year, "rows": None}
        if form.is_bound and form.is_valid():
            past, ladder = form.cleaned_data["year"], form.cleaned_data["tie_breaks"]
            rows = replay(past, self.object, ladder)
            scored = past.criteria_sets.published().order_by("-version").first()
            context |= {"rows": rows, "past": past, "unknown": without_twin(scored, self.object)}
            context["moved"] = sum(bool(row.moved) for row in rows)
        return super().get_context_data(**context, **kwargs)
