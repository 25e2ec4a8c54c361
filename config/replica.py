"""Reading from a copy of the database: requests that only read, of people who have not just written.

A copy is a moment behind. Who writes reads from the database itself for a while, so that everybody sees their own work;
commands and the worker never read from the copy.
"""

from contextvars import ContextVar

from django.conf import settings

WROTE = "__Host-wrote" if settings.HTTPS else "wrote"  # a cookie
WHILE = 30  # seconds; a copy further behind than that is of no use
from_replica = ContextVar("from_replica", default=False)


class Router:
    def db_for_read(self, _model, **hints) -> str:
        return "replica" if from_replica.get() else "default"

    def db_for_write(self, _model, **hints) -> str:
        return "default"

    def allow_relation(self, _one, _other, **hints) -> bool:
        return True

    def allow_migrate(self, db, _app_label, **hints) -> bool:
        return db == "default"


class ReplicaMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        only_reads = request.method in ("GET", "HEAD")
        token = from_replica.set(only_reads and WROTE not in request.COOKIES)
        try:
            response = self.get_response(request)
        finally:
            from_replica.reset(token)
        if not only_reads:
            about = {"httponly": True, "samesite": "Lax", "secure": settings.HTTPS}
            response.set_cookie(WROTE, "1", max_age=WHILE, **about)
        return response
