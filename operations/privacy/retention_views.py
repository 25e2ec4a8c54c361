"""What is kept longer than its term: a look, a proposal, and a second person who lets it go. For administrators."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View

from base.workflow import Refused
from members.models import RemovalProposal
from members.sign_in.second_factor import RecentLoginRequiredMixin
from operations.security_level.views import OfAdministrators

from .retention import BY_KEY, RULES, approve, drop, listed, propose

ON_A_PAGE = 50
HISTORY = 20


class RetentionPage(OfAdministrators, TemplateView):
    """Each kind with its term and how much is over it; what waits for a second person; what was done."""

    template_name = "operations/retention.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposals = RemovalProposal.objects.select_related("proposed_by", "decided_by")
        waiting = {proposal.rule: proposal for proposal in proposals.filter(decided_at=None)}
        decided = [(BY_KEY[one.rule].name, one) for one in proposals.exclude(decided_at=None)[:HISTORY]]
        return super().get_context_data(
            rules=[(rule, rule.due().count(), waiting.get(rule.key)) for rule in RULES],
            decided=decided,
            **kwargs,
        )


class RetentionList(OfAdministrators, TemplateView):
    """The rows of one kind that are due, or of the proposal that waits; proposing that they go."""

    template_name = "operations/retention_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = BY_KEY.get(self.kwargs["rule"])
        if rule is None:
            raise Http404
        proposal = (
            RemovalProposal.objects.filter(rule=rule.key, decided_at=None)
            .select_related("proposed_by")
            .first()
        )
        rows = listed(proposal) if proposal else rule.due()
        page = Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("page"))
        kwargs["rule"] = rule  # not the word in the address
        return super().get_context_data(
            proposal=proposal,
            page_obj=page,
            lines=[rule.described(row) for row in page.object_list],
            is_own=bool(proposal and proposal.proposed_by == self.request.user),
            **kwargs,
        )

    def post(self, request: HttpRequest, rule: str) -> HttpResponse:
        if rule not in BY_KEY:
            raise Http404
        try:
            proposal = propose(BY_KEY[rule], by=self.request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, f"Đã đề nghị xóa {len(proposal.rows)} dòng. Một quản trị khác xem và duyệt."
            )
        return redirect("retention-list", rule)


class RemovalDecision(OfAdministrators, RecentLoginRequiredMixin, View):
    """The second person lets the rows go, or either leaves them."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        proposal = get_object_or_404(RemovalProposal, pk=pk)
        try:
            if "approve" in request.POST:
                messages.success(request, f"Đã xóa {approve(proposal, by=self.request.user)} dòng.")
            else:
                drop(proposal, by=self.request.user)
                messages.success(request, "Đã bỏ đề nghị; không xóa gì.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("retention")
