"""A page of a report or a registration that its member has taken back, or was given back, says so."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from base.forms import saves_itself
from blocs.permissions import can_read_all
from members.models import User
from pledges.models import Registration, Report, Submission

MODELS: dict[str, tuple[type[Submission], str]] = {
    "reports/<int:pk>/": (Report, "pledges:completeness"),
    "registrations/<int:pk>/": (Registration, "pledges:registrations"),
}


class GivenBackMiddleware:
    """In place of a bare 404 for whoever read it before: a tab that was open leads to the list, with a sentence.

    Everybody else still gets the 404: a guessed address reveals nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, Http404) or match is None or "/rounds/" in match.route:
            return None  # a round that was handed in stays readable
        for route, (model, page) in MODELS.items():
            if match.route.startswith(route):
                return _answer(request, model, match.kwargs["pk"], page)
        return None


def _reads(user: User, submission: Submission) -> bool:
    """Whether it was theirs to read once it was handed in, and is not now."""
    if type(submission).objects.for_user(user).filter(pk=submission.pk).exists():
        return False  # something else on the page is missing
    named = submission.bloc_year.verifications.of(user).filter(association=submission.association_id)
    return can_read_all(user, submission.bloc_year) or named.exists()


def _answer(request: Any, model: type[Submission], pk: int, page: str) -> HttpResponse | None:
    submission = model.objects.with_parties().filter(pk=pk, state__in=Submission.OPEN).first()
    if not submission or not submission.versions.exists() or not _reads(request.user, submission):
        return None
    why = "được trả lại" if submission.state == Submission.State.RETURNED else "rút lại"
    paper = f"{submission.title} của {submission.association.short_name}"
    sentence = f"{paper} đã {why} để sửa; hội nộp lại thì xem và làm tiếp được."
    if saves_itself(request):
        return JsonResponse({"refused": sentence}, status=409)
    messages.info(request, sentence)
    return redirect(page, submission.bloc_year_id)
