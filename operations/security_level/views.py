"""Security level 2 on its pages: the lines, the papers, and the yearly review of accounts. For administrators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from audit.models import MaintenanceRun
from documents.pdf_workers import PendingPdfMixin
from members.models import User
from operations.papers import PAPERS
from pledges.views.versions import pdf_answer, word_answer

from .accounts import accounts, note_review
from .line import State
from .lines import LINES
from .site import runtime

ON_A_PAGE = 50
MARKS = {State.HELD: "done", State.SET: "done", State.NOT_SET: "late"}  # the others are for people to do


class OfAdministrators(UserPassesTestMixin):
    """Whoever runs the site; 403 for others."""

    request: Any

    def test_func(self) -> bool:
        return self.request.user.is_superuser


class SecurityLevelPage(OfAdministrators, TemplateView):
    """Each line of the level with how this site stands to it."""

    template_name = "operations/security_level.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        groups: dict[str, list] = {}
        for line in LINES:
            groups.setdefault(line.group, []).append((line, line.state, MARKS.get(line.state, "ahead")))
        states = [state for rows in groups.values() for _, state, _ in rows]
        ends = [one for one in runtime() if one.supported_until]
        return super().get_context_data(
            groups=groups,
            counts=[(state.value, states.count(state)) for state in State],
            ends=[(one, (one.supported_until - today).days) for one in ends if one.supported_until],
            **kwargs,
        )


class SecurityPaper(OfAdministrators, PendingPdfMixin):
    """A paper of the level as PDF or as Word, drawn from the facts of now."""

    def get(self, request: HttpRequest, name: str, side: str) -> HttpResponse:
        if name not in PAPERS or side not in {"pdf", "docx"}:
            raise Http404
        paper = PAPERS[name](timezone.localdate())
        answer = pdf_answer if side == "pdf" else word_answer
        return answer(paper, f"{name}.{side}")


class AccountsReview(OfAdministrators, TemplateView):
    """All accounts with what they may do; and the note that they were looked through this year."""

    template_name = "operations/accounts_review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        users = User.objects.order_by("search_key", "pk")
        page = Paginator(users, ON_A_PAGE).get_page(self.request.GET.get("page"))
        keys = [user.pk for user in page.object_list]
        return super().get_context_data(
            page_obj=page,
            accounts=accounts(User.objects.filter(pk__in=keys)),
            reviewed=MaintenanceRun.objects.filter(kind=MaintenanceRun.Kind.REVIEW).first(),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        note_review(by=self.request.user)
        messages.success(request, "Đã ghi: tài khoản và quyền được rà soát hôm nay.")
        return redirect("accounts-review")
