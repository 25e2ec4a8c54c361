"""Several papers of a year are issued on one page."""

import datetime
from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from awards import papers
from awards.actions.papers import Issue, issue_several
from awards.forms import IssuedTogetherForm, IssueRowForm
from base.forms import all_valid
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.documents import default_signer
from blocs.views.years import YearPart
from documents.models import next_number
from documents.pdf_workers import PendingPdfMixin
from members.sign_in.second_factor import RecentLoginRequiredMixin


class PapersIssue(PendingPdfMixin, YearPart, RecentLoginRequiredMixin, TemplateView):
    """Every paper that can go out now with its number and date, to be looked at and issued together."""

    allowed = staticmethod(bloc_permissions.can_run)
    template_name = "awards/papers_issue.html"

    def rows(
        self, ready, data=None, *, day: datetime.date | None, lacks_enclosures: bool
    ) -> list[tuple[papers.YearPaper, IssueRowForm]]:
        taken: Counter[tuple] = Counter()
        rows = []
        for sheet, paper in ready:
            register = (paper.issuer, paper.symbol, paper.dated.year)
            number = next_number(*register) + taken[register]
            taken[register] += 1
            is_chosen = not (lacks_enclosures and sheet.kind.code == "to-trinh")
            own_day = paper.dated if paper.dated != timezone.localdate() else None
            initial = {"chosen": is_chosen, "number": number, "dated": own_day}
            prefix = sheet.key.replace("/", "-")
            row = IssueRowForm(data, prefix=prefix, sheet=sheet, year=self.parent, day=day, initial=initial)
            rows.append((sheet, row))
        return rows

    def forms(self, data=None) -> dict:
        ready, not_yet = papers.split_by_readiness(self.parent)
        name, position = default_signer(self.parent, timezone.localdate())
        today = timezone.localdate()
        form = IssuedTogetherForm(data, initial={"name": name, "position": position, "dated": today})
        form.full_clean()
        day = form.cleaned_data.get("dated") if form.is_bound else None
        lacks = any(
            one.sheet.kind.code in papers.DOSSIER for one in not_yet
        )  # what the tờ trình is sent with
        rows = self.rows(ready, data, day=day, lacks_enclosures=lacks)
        return {"form": form, "rows": rows, "not_yet": not_yet}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(address=papers.local_address(self.parent), **kwargs)
        return (self.forms() if "rows" not in kwargs else {}) | context

    def post(self, request, *args, **kwargs):
        forms = self.forms(request.POST)
        rows = forms["rows"]
        if not all_valid(forms["form"], *(row for _, row in rows)):
            return self.render_to_response(self.get_context_data(**forms))
        chosen = [(sheet, row.cleaned_data) for sheet, row in rows if row.is_chosen]
        if not chosen:
            messages.error(request, "Chưa chọn văn bản nào để ban hành.")
            return self.render_to_response(self.get_context_data(**forms))
        signs = forms["form"].signs()
        issues = [Issue(sheet, data.get("number"), data["dated"], signs) for sheet, data in chosen]
        try:
            issued = issue_several(issues, self.parent, by=request.user)
        except Refused as refusal:
            forms["form"].add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(**forms))
        messages.success(request, f"Đã ban hành {len(issued)} văn bản.")
        return redirect("awards:papers", self.parent.pk)
