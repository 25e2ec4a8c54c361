"""What every page says of one's inbox, and whom to ring."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import first_administrator
from .models import Notice


def unread_notices(request: HttpRequest) -> dict:
    """`unread_notices`, how many wait for whoever looks; counted only where a page shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": SimpleLazyObject(lambda: Notice.objects.for_user(user).unread().count())}


def is_empty_site(_request: HttpRequest) -> dict:
    """`is_empty_site`, whether nobody has an account here yet; looked up only where a page asks."""
    return {"is_empty_site": SimpleLazyObject(first_administrator.is_wanted)}


def support_contact(_request: HttpRequest) -> dict:
    """`support_contact`, whom to ring when one cannot sign in; empty where the site names nobody."""
    return {"support_contact": settings.SUPPORT_CONTACT}
