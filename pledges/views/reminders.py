"""The secretariat writes to whoever has not handed in, and sees whether it arrived."""

import datetime
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models.functions import TruncDate
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.generic import FormView

from blocs import permissions
from blocs.views.years import YearPart
from members.models import Notice, Officer
from pledges.completeness import PAPERS, awaited_paper, papers_of
from pledges.forms import ReminderForm
from pledges.reminders import NAMES, lacking, write_to_all


@dataclass
class Told:
    """What many were told on one day."""

    day: datetime.date
    notices: list[Notice] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return self.notices[0].heading

    @property
    def read(self) -> int:
        return sum(notice.read_at is not None for notice in self.notices)


class Reminders(YearPart, FormView):
    """First the names of who will be written to, then, on the button, the letters."""

    allowed = staticmethod(permissions.can_run)
    form_class = ReminderForm
    template_name = "pledges/reminders.html"

    @property
    def paper(self) -> str:
        """What is asked for; else what the year is waiting for now."""
        paper = self.request.GET.get("paper", "")
        return paper if paper in papers_of(self.parent) else awaited_paper(self.parent)

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
        page, by_day = self.told_by_day()
        return super().get_context_data(
            paper=self.paper,
            due_at=self.parent.due(PAPERS[self.paper]),
            papers=[(paper, NAMES[paper]) for paper in papers_of(self.parent)],
            recipients=self.recipients(),
            page_obj=page,
            told_by_day=by_day,
            **kwargs,
        )

    def told_by_day(self) -> tuple[Page, list[Told]]:
        """A page of the days and subjects of what was told, and those told of each; three queries."""
        of_year = Notice.objects.filter(topic=self.parent.topic)
        days = of_year.annotate(day=TruncDate("created_at")).values("day", "subject").distinct()
        page = Paginator(days.order_by("-day", "subject"), 15).get_page(self.request.GET.get("page"))
        groups = {(one["day"], one["subject"]): Told(one["day"]) for one in page}
        named = of_year.filter(subject__in={subject for _, subject in groups}).select_related("to", "letter")
        for notice in named:
            group = groups.get((localdate(notice.created_at), notice.subject))
            if group:
                group.notices.append(notice)
        return page, [group for group in groups.values() if group.notices]

    def form_valid(self, form):
        count = write_to_all(self.parent, self.paper, words=form.cleaned_data["words"])
        if count:
            messages.success(self.request, f"Đã gửi lời nhắc tới {count} người.")
        else:
            messages.warning(
                self.request, "Không gửi thêm: hôm nay đã nhắc những người này bằng lời như vậy."
            )
        return redirect("pledges:completeness", self.parent.pk)
