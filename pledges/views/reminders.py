"""The secretariat writes to whoever has not handed in, and sees whether it arrived."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from blocs import permissions
from blocs.models import Milestone
from blocs.views.years import YearPart
from members.models import Notice, Officer
from pledges.completeness import papers_of
from pledges.forms import ReminderForm
from pledges.reminders import NAMES, lacking, write_to_all


class Reminders(YearPart, FormView):
    """First the names of who will be written to, then, on the button, the letters."""

    allowed = staticmethod(permissions.can_run)
    form_class = ReminderForm
    template_name = "pledges/reminders.html"

    @property
    def paper(self) -> str:
        """What is asked for; else what the year is waiting for now."""
        paper, year = self.request.GET.get("paper", ""), self.parent
        if paper in papers_of(year):
            return paper
        if year.is_done(Milestone.Kind.SELF_SCORING_OPENED):
            return "annual"
        if not year.is_done(Milestone.Kind.REGISTRATION_CLOSED):
            return "registration"
        return "interim" if year.reports_interim else "annual"

    def recipients(self) -> list[tuple]:
        """(association, its people) of each member whose paper is lacking."""
        waited_for = [row.association for row in lacking(self.parent, self.paper)]
        people: dict[int, list] = {}
        today = Officer.objects.on(timezone.localdate())
        offices = today.filter(association__in=waited_for, user__is_active=True)
        for office in offices.select_related("user").order_by("pk"):
            people.setdefault(office.association_id, []).append(office.user)
        return [(association, people.get(association.pk, [])) for association in waited_for]

    def get_context_data(self, **kwargs):
        sent = Notice.objects.filter(topic=self.parent.topic).select_related("to", "letter")
        return super().get_context_data(
            paper=self.paper,
            papers=[(paper, NAMES[paper]) for paper in papers_of(self.parent)],
            recipients=self.recipients(),
            page_obj=Paginator(sent, 30).get_page(self.request.GET.get("page")),
            **kwargs,
        )

    def form_valid(self, form):
        count = write_to_all(self.parent, self.paper, words=form.cleaned_data["words"])
        if count:
            messages.success(self.request, f"Đã gửi lời nhắc tới {count} người.")
        else:
            messages.warning(
                self.request, "Không gửi thêm: hôm nay đã nhắc những người này bằng lời như vậy."
            )
        return redirect("pledges:completeness", self.parent.pk)
