"""Pages that only read are read from the copy, unless whoever asks has just written."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.replica import WROTE, ReplicaMiddleware, Router
from members.models import Association


def asked_of(method: str, **cookies) -> tuple[str, HttpResponse]:
    """Where such a request reads, and its answer."""
    seen = []

    def view(request):
        seen.append(Router().db_for_read(Association))
        return HttpResponse()

    request = RequestFactory().generic(method, "/")
    request.COOKIES.update(cookies)
    answer = ReplicaMiddleware(view)(request)
    return seen[0], answer


@pytest.mark.parametrize(
    ("method", "cookies", "where"),
    [
        ("GET", {}, "replica"),
        ("HEAD", {}, "replica"),
        ("POST", {}, "default"),
        ("GET", {WROTE: "1"}, "default"),
    ],
)
def test_where_a_request_reads(method, cookies, where):
    assert asked_of(method, **cookies)[0] == where


def test_who_sends_something_reads_their_own_work_for_a_while():
    assert asked_of("POST")[1].cookies[WROTE]["max-age"] == 30
    assert WROTE not in asked_of("GET")[1].cookies


def test_commands_and_every_write_go_to_the_database_itself():
    router = Router()

    assert router.db_for_read(Association) == router.db_for_write(Association) == "default"
    assert not router.allow_migrate("replica", "members") and router.allow_migrate("default", "members")
