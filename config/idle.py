"""A session ends after a while without use, and after a working day however much it was used."""

import time

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.dispatch import receiver

BEGUN, SEEN = "begun", "seen"  # seconds since 1970, in the session
ROUGHLY = 60  # seconds; more often than that it is not written down


@receiver(user_logged_in)
def begin(sender, request, **kwargs):
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


class Idle:
    """Signs out whoever has not been seen for IDLE_LASTS, or signed in longer ago than SESSION_COOKIE_AGE."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self.look(request, int(time.time()))
        return self.get_response(request)

    def look(self, request, now: int) -> None:
        session = request.session
        begun, seen = session.get(BEGUN, now), session.get(SEEN, now)
        if now - seen > settings.IDLE_LASTS or now - begun > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen > ROUGHLY or BEGUN not in session:
            session[BEGUN], session[SEEN] = begun, now
