"""Whoever answers for others must have a second factor; until then only the pages that set it up are open."""

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from base.allauth_internal import get_authentication_records, get_reauthentication_flows

OPEN = ("/accounts/", "/static/", "/healthz", "/readyz", "/verify/")
ASKED = "Anh/chị cần bật xác thực hai bước cho tài khoản trước khi làm việc tiếp."
# Which parts a second factor can be asked of; the room of blocs adds the secretariat.
ASKED_OF: dict[str, Callable[[Any], bool]] = {
    "everybody": lambda _: True,
    "administrators": lambda user: user.is_staff or user.is_superuser,
    "signatories": lambda user: any(office.may_sign for office in user.offices),
    "province": lambda user: user.is_province,
}


def must_have_one(user) -> bool:
    """Whether settings.MFA_REQUIRED_FOR names a part that this person has."""
    return any(ASKED_OF[part](user) for part in settings.MFA_REQUIRED_FOR)


class SecondFactorMiddleware:
    """Sends whoever must have a second factor and has none to where it is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.is_lacking(request):
            messages.warning(request, ASKED)
            return redirect("mfa_index")
        return self.get_response(request)

    def is_lacking(self, request) -> bool:
        if not settings.MFA_REQUIRED_FOR or request.posing or request.path.startswith(OPEN):
            return False
        user = request.user
        return user.is_authenticated and must_have_one(user) and not get_adapter().is_mfa_enabled(user)


class RecentLoginRequiredMixin(View):
    """Mixed into a view: before it does anything, who is at the screen has shown not long ago who they are.

    Named after whatever looks at permission, so that nobody is asked for a password only to be turned away.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and settings.REAUTHENTICATION_TIMEOUT and not proved_lately(request):
            raise ReauthenticationRequired  # allauth asks, then goes on with what was sent
        return super().dispatch(request, *args, **kwargs)


def proved_lately(request) -> bool:
    """By signing in, or by doing so again. Who has nothing of their own to show here was vouched for from outside."""
    if not get_reauthentication_flows(request.user):
        return True
    records = get_authentication_records(request, request.user)
    return (
        bool(records) and timezone.now().timestamp() - records[-1]["at"] < settings.REAUTHENTICATION_TIMEOUT
    )
