"""A session ends after a while without use, and after a working day however much it was used."""

import time

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.dispatch import receiver

from audit.tracing import NOT_LOGGED

BEGUN, SEEN = "begun", "seen"  # seconds since 1970, in the session
ROUGHLY = 60  # seconds; more often than that it is not written down


@receiver(user_logged_in)
def begin(sender, request, **kwargs):
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


class IdleTimeoutMiddleware:
    """Signs out whoever has not been seen for SESSION_IDLE_TIMEOUT, or signed in longer ago than SESSION_COOKIE_AGE."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and self.is_over(request.session):
            logout(request)
        return self.get_response(request)

    def is_over(self, session) -> bool:
        now = int(time.time())
        seen, begun = session.get(SEEN, now), session.get(BEGUN, now)
        return now - seen > settings.SESSION_IDLE_TIMEOUT or now - begun > settings.SESSION_COOKIE_AGE

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Note that somebody is there; but never when a secret ballot was cast (docs/secret-vote.md)."""
        session, now = request.session, int(time.time())
        if not request.user.is_authenticated or request.resolver_match.view_name in NOT_LOGGED:
            return
        if BEGUN not in session or now - session.get(SEEN, 0) > ROUGHLY:
            session[BEGUN], session[SEEN] = session.get(BEGUN, now), now
