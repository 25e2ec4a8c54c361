"""Pages that see every room: home, a year at a glance, and what happens when a session or a form went stale."""

import errno
import sys
from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.defaults import server_error
from django.views.generic import DetailView, TemplateView

from awards.permissions import can_see_ranking
from base import middleware
from base.access import Visible
from blocs import permissions
from blocs.left_over import LeftOver, left_over
from blocs.models import BlocYear, Milestone
from members.models import Notice, Officer
from members.permissions import can_list_people
from pledges.completeness import PAPERS, Row, completeness, progress
from pledges.models import Report
from portal.first_steps import first_steps
from portal.next_steps import NextStep, administrator_steps, dossier_steps, in_order, steps_for
from portal.year_line import place_on, year_line


class Home(TemplateView):
    """What waits for me, by when; and the years I have part in."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        years = list(
            BlocYear.objects.for_user(user)
            .with_steps()
            .select_related("lead")
            .prefetch_related("extensions")
            .order_by("-year", "bloc__name")[:15]
        )
        current = [self.about(year) for year in years[:5] if not year.is_handed_over][:3]
        current.sort(key=lambda about: not about["steps"])
        current_years = {about["year"].pk for about in current}
        invitations = Officer.objects.for_user(user).unanswered().select_related("association")
        names_bloc = len({year.bloc_id for year in years}) > 1
        return super().get_context_data(
            current=current,
            tasks=tasks_of(current, names_bloc=names_bloc) if len(current) > 1 else [],
            names_bloc=names_bloc,
            past=[year for year in years if year.pk not in current_years],
            unread=list(Notice.objects.for_user(user).unread()[:5]),
            invitations=list(invitations),
            first_steps=first_steps(user),
            dossiers=dossier_steps(user),
            administration=administrator_steps(user),
            administers=can_list_people(user),
            **kwargs,
        )

    def about(self, year: BlocYear) -> dict:
        """What waits in that year, where it stands, and, for who reads it all, how far its members are."""
        user, rows = self.request.user, completeness(year)
        reads_all = permissions.can_read_all(user, year)
        return {
            "year": year,
            "steps": steps_for(user, year, rows),
            "place": place_on(year_line(year)),
            "counts": progress(rows) if reads_all else [],
            "total": len(rows),
        }


def tasks_of(current: list[dict], *, names_bloc: bool) -> list[NextStep]:
    """What waits in several years as one list, what presses first, each task with its year."""
    tasks = []
    for about in current:
        year = about["year"]
        of_year = f"Năm {year.year}, {year.bloc.short_name}" if names_bloc else f"Năm {year.year}"
        tasks += [replace(step, of_year=of_year) for step in about["steps"]]
    return in_order(tasks)


class YearPage(Visible, DetailView):
    """A year at a glance: what is done, due, late, and the next thing to do for whoever looks."""

    queryset = BlocYear.objects.with_steps().select_related("lead", "deputy")
    template_name = "blocs/year_detail.html"
    context_object_name = "year"

    def get_context_data(self, **kwargs):
        user, rows = self.request.user, completeness(self.object)
        return super().get_context_data(
            steps=steps_for(user, self.object, rows),
            counts=progress(rows),
            line=year_line(self.object),
            total=len(rows),
            asks={kind: self.question(step, rows) for kind, step in self.object.timeline.items()},
            can_run=permissions.can_run(user, self.object),
            markable=self.markable(),
            reads_all=permissions.can_read_all(user, self.object),
            sees_handover=permissions.can_see_handover(user, self.object),
            extended=self.own_extensions(),
            left_over=self.left_over(),
            own_results=self.own_results(rows),
            **kwargs,
        )

    def own_results(self, rows: list[Row]) -> list:
        """The associations of whoever looks, once they may read their points and rank."""
        user, year = self.request.user, self.object
        if not year.is_locked or not can_see_ranking(user, year):
            return []
        return [row.association for row in rows if user.acts_for(row.association.pk)]

    def markable(self) -> set[str]:
        """The steps that this person may tick off now; no reports are closed before there is one."""
        if not permissions.can_run(self.request.user, self.object):
            return set()
        steps = self.object.timeline.items()
        open_steps = {
            k for k, step in steps if step.is_by_hand and not step.done_at and not self.object.unmet(k)
        }
        has_interim = self.object.reports.filter(kind=Report.Kind.INTERIM).exists()
        return open_steps if has_interim else open_steps - {Milestone.Kind.INTERIM_REPORTS}

    def left_over(self) -> list[LeftOver]:
        """Texts that still name another year, for the secretariat until the criteria stand."""
        is_new = not self.object.is_done(Milestone.Kind.CRITERIA_PUBLISHED)
        return (
            left_over(self.object) if is_new and permissions.can_run(self.request.user, self.object) else []
        )

    def question(self, milestone: Milestone, rows: list[Row]) -> str:
        """What is asked before a step is recorded as done: it cannot be taken back."""
        paper = next((paper for paper, kind in PAPERS.items() if kind == milestone.kind), "")
        lacking = sum(row.lacks(paper) for row in rows)
        said = f"Còn {lacking} hội chưa nộp. " if lacking else ""
        return f"{said}Ghi nhận đã xong bước “{milestone}”? Ghi rồi không đổi lại được."

    def own_extensions(self) -> list:
        """The later deadlines granted to the associations of whoever looks."""
        if not self.object.extended:
            return []
        own = self.object.extensions.filter(association__in=self.request.user.association_ids)
        return list(own.select_related("association"))


@require_safe
def resume(request):
    """Offers to send again what was being sent when the session ran out."""
    kept = request.session.pop(middleware.HELD, None)
    if kept is None or kept["person"] != str(request.user.pk):
        return redirect("home")
    fields = [(name, value) for name, value in kept["fields"] if name != "csrfmiddlewaretoken"]
    return render(request, "resume.html", {"path": kept["path"], "fields": fields, "files": kept["files"]})


AWAY = (InterfaceError, OperationalError)  # the database does not answer, is full, or is held by another


@login_not_required
def failed(request):
    """What went wrong: for a while (database away, disk full), or for good."""
    error = sys.exc_info()[1]
    is_full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    if not (is_full or isinstance(error, AWAY)):
        return server_error(request)
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = "30"
    return answer


@login_not_required
def csrf_failure(request, **kwargs):
    """A form from a page older than the present sign-in."""
    return render(request, "stale.html", status=403)
