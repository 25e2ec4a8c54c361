"""Every page is closed unless it says otherwise, and a session that ran out costs nobody their text."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.urls import reverse

HELD = "held_post"
HELD_LIMIT = 1_000_000  # characters; a session is no place for more


class SignInRequired(LoginRequiredMiddleware):
    """Sends whoever is not signed in to sign-in and back; what they were sending is held in the session."""

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        if sum(len(value) for _, value in fields) > HELD_LIMIT:
            return super().handle_no_permission(request, view_func)
        request.session[HELD] = {
            "path": request.get_full_path(),
            "fields": fields,
            "files": bool(request.FILES),
        }
        return redirect(f"{reverse('account_login')}?next={reverse('resume')}")
