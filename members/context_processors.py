"""What every page says of one's inbox."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Notice


def unread_notices(request: HttpRequest) -> dict:
    """`unread_notices`, how many wait for whoever looks; counted only where a page shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": SimpleLazyObject(lambda: Notice.objects.for_user(user).unread().count())}
