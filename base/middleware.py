"""Every page is closed unless it says otherwise, and a session that ran out costs nobody their text."""

import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from requests import RequestException

from audit.log import record
from audit.tracing import NOT_LOGGED, Trace, current, trace
from base.forms import saves_itself
from base.text import clean_text, one_line

DEADLOCK = "40P01"
ASKS_WHO_IT_IS = ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")
HELD = "held_post"
HELD_LIMIT = 300_000  # characters; a session is no place for more
RENEWED = settings.SESSION_COOKIE_AGE // 2  # seconds after which the cookie of the person is given anew
HELD_AN_HOUR = 20  # texts that are held for one person
OTHER_PERSON = "Trang này mở bằng tài khoản khác với tài khoản đang đăng nhập."
log, requests_log = logging.getLogger(__name__), logging.getLogger("config.requests")
security_log = logging.getLogger("config.security")
NUMBER = re.compile(r"[0-9A-Za-z-]{8,32}")
PERSON = (
    "__Host-person" if settings.HTTPS else "person"
)  # the cookie that remembers, signed, whose browser this is


class RequestLogMiddleware:
    """Numbers each request, and puts into the log what was done by it where no verb has put it there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if NUMBER.fullmatch(given) else uuid4().hex
        trace = Trace(number=number, address=get_adapter().get_client_ip(request))
        token, begun = current.set(trace), time.perf_counter()
        try:
            response = self.get_response(request)
            self.complete(request, response, trace)
            self.tell(request, response, time.perf_counter() - begun)
        finally:
            current.reset(token)
            self.remove_uncertain(trace)
        response["X-Request-ID"] = number
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"cache"'
        if trace.user and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # on a shared computer nothing stays behind
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    @staticmethod
    def remove_uncertain(trace: Any) -> None:
        # A request that is part of a greater transaction, as in tests, is not the one to say what was committed.
        if trace.uncertain_files and not connection.in_atomic_block:
            for path in trace.uncertain_files:
                try:
                    default_storage.delete(path)
                except Exception:  # a folder or a store that is away: the page is answered all the same
                    log.exception("a file without a row stays behind: %s", path)

    def process_exception(self, request: Any, exception: Exception) -> Any:
        if isinstance(exception, RequestException):  # the province's provider is away
            log.warning("the provider of sign-in does not answer: %s", type(exception).__name__)
            return render(request, "socialaccount/authentication_error.html", status=503)
        return None

    def tell(self, request: Any, response: Any, seconds: float) -> None:
        """One line a request for the console; of a secret ballot none."""
        match = request.resolver_match
        if match and match.view_name in NOT_LOGGED:
            return
        facts = {
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "view": match and match.view_name,
        }
        if response.status_code in (413, 429):
            place = one_line(request.path)
            security_log.warning("a limit was reached: %s %s, %s", request.method, place, trace().address)
        requests_log.info("%s %s", request.method, one_line(request.path), extra=facts)

    def process_view(self, request: Any, view_func: Callable, view_args: tuple, view_kwargs: dict) -> None:
        if request.user.is_authenticated:
            trace().user = request.user

    def complete(self, request: Any, response: Any, trace: Any) -> None:
        """Whoever sent something and was sent on did something: sent pages that come back did not.

        What was refused stands in the log as refused. Being asked for one's password is neither.
        """
        match, is_sent_on = request.resolver_match, 300 <= response.status_code < 400
        if request.method != "POST" or not (trace.user and match) or match.view_name in NOT_LOGGED:
            return
        if trace.was_recorded or is_sent_on and response.url.startswith(tuple(map(reverse, ASKS_WHO_IT_IS))):
            return
        try:
            if trace.refused:
                record(f"{match.view_name}.refused", what=f"Không thực hiện: {trace.refused}")
            elif is_sent_on:
                record(match.view_name, what=f"Gửi tới {request.path}")
        except DatabaseError:
            log.exception("an act was not written into the log: %s", request.path)


class RequestSizeMiddleware:
    """Takes no request larger than the largest that a page sends, whoever sends it, before a byte is read.

    A body without a told length is read by nobody: WSGI gives none of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdecimal() or int(size) > settings.REQUEST_LIMIT:
            return render(request, "413.html", {"limit": settings.REQUEST_LIMIT // 1024 // 1024}, status=413)
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to sign-in and back; what they were sending is held for them alone."""

    def __call__(self, request: Any) -> HttpResponse:
        response: Any = super().__call__(request)
        if (
            request.user.is_authenticated
            and not request.posing
            and "Authorization" not in request.headers  # a key is no browser
            and request.get_signed_cookie(PERSON, default=None, max_age=RENEWED) != str(request.user.pk)
        ):
            response.set_signed_cookie(
                PERSON, request.user.pk, httponly=True, samesite="Lax", secure=settings.HTTPS
            )
        return response

    def process_view(self, request: Any, view_func: Callable, view_args: tuple, view_kwargs: dict) -> Any:
        page_of = request.headers.get("X-Person")
        if page_of and request.user.is_authenticated and page_of != str(request.user.pk):
            return JsonResponse({"refused": OTHER_PERSON}, status=409)
        return super().process_view(request, view_func, view_args, view_kwargs)

    @staticmethod
    def may_hold(person: str) -> bool:
        """Whether this person has not had too many texts held within the hour."""
        key = f"{HELD}:{person}"
        cache.add(key, 0, 3600)
        try:
            return cache.incr(key) <= HELD_AN_HOUR
        except ValueError:  # the hour ended between the two
            return True

    def handle_no_permission(self, request: Any, view_func: Callable) -> Any:
        if saves_itself(request):
            return JsonResponse({}, status=401)  # the page keeps its text and offers to sign in
        person = request.get_signed_cookie(PERSON, default=None, max_age=settings.SESSION_COOKIE_AGE)
        typed = [(name, values) for name, values in request.POST.lists() if "password" not in name]
        fields = [(name, value) for name, values in typed for value in values]
        is_small = sum(len(value) for _, value in fields) <= HELD_LIMIT
        # What is typed under /accounts/ and in the admin is never held, no ballot, and no password anywhere.
        is_ballot = request.resolver_match.view_name in {"awards:poll-cast", "awards:ballots-open"}
        is_text = not is_ballot and not request.path.startswith(("/accounts/", "/admin/"))
        if request.method != "POST" or not (person and is_small and is_text and self.may_hold(person)):
            return super().handle_no_permission(request, view_func)
        kept = {
            "path": request.get_full_path(),
            "fields": fields,
            "files": bool(request.FILES),
            "person": person,
        }
        request.session[HELD] = kept
        return redirect(f"{reverse('account_login')}?next={reverse('resume')}")


# Passwords stay as typed; a pasted table is cleaned once its old font is known (documents/workbooks.py).
AS_SENT = ("password", "pasted_table")


class CleanTextMiddleware:
    """Cleans what was typed (base/text.py) before any form or limit sees it.

    Names of files are typed by somebody, too; macOS sends them in another Unicode form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view_func: Callable, view_args: tuple, view_kwargs: dict) -> None:
        if not (request.POST or request.FILES):
            return
        cleaned = request.POST.copy()
        for name, values in request.POST.lists():
            if not any(word in name for word in AS_SENT):
                cleaned.setlist(name, [clean_text(value) for value in values])
        request.POST = cleaned
        for _, uploads in request.FILES.lists():
            for upload in uploads:
                upload.name = one_line(clean_text(upload.name))


class DeadlockRetryMiddleware:
    """Asks a view a second time where PostgreSQL ended its transaction to let another one go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Any, exception: Exception) -> Any:
        is_deadlock = isinstance(exception, OperationalError) and sqlstate(exception) == DEADLOCK
        if not is_deadlock or getattr(request, "was_repeated", False):
            return None
        match = request.resolver_match
        uploads = [upload for _, several in request.FILES.lists() for upload in several]
        if any(map(is_gone, uploads)):
            return None
        request.was_repeated = True
        trace().refuse("")
        log.warning("a deadlock, asked once more: %s", match.view_name)  # without whose ballot it was
        for upload in uploads:
            upload.seek(0)
        return match.func(request, *match.args, **match.kwargs)


def is_gone(upload: File) -> bool:
    """Whether the first try moved a great file from where it was received to its place: it cannot be sent again."""
    return hasattr(upload, "temporary_file_path") and not Path(upload.temporary_file_path()).exists()


def sqlstate(error: Exception) -> str:
    """PostgreSQL's code of what went wrong; empty elsewhere."""
    return getattr(error.__cause__, "sqlstate", None) or ""


class ReadOnlyMiddleware:
    """In an opened archive nothing is sent but what signing in and asking after a paper need."""

    SENT = ("/accounts/", "/verify/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        is_reading = request.method in ("GET", "HEAD", "OPTIONS") or request.path.startswith(self.SENT)
        if settings.READ_ONLY and not is_reading:
            return render(request, "read_only.html", status=403)
        return self.get_response(request)
