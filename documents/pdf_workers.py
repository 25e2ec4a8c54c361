"""Papers are drawn in processes of their own: a page waits a moment for one, and does not hold the others up.

Commands and the worker draw them here and now, and so does everybody where settings.PDF_WORKERS is 0.
"""

import gc
import hashlib
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import cache as django_cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render as render_page
from django.views.generic import View

from audit.tracing import current
from documents.papers import Paper

from .processes import fork_server

PATIENCE = 0.9  # seconds
KEPT = 300  # seconds a drawing waits for whoever asked for it
PAPERS_EACH = 200  # drawn by one process before it is replaced: what the libraries hold on to is given back

_running: dict[str, Future] = {}
_turn = threading.Lock()


class PdfPending(Exception):
    """Not there yet: ask again for the same paper, and it is not begun anew."""


def render_pdf(paper: Paper) -> bytes:
    """The paper's PDF. PdfPending when it takes longer than a page should wait."""
    from documents.render import render

    nobody_waits = current.get() is None  # a command, or the worker
    if nobody_waits or not settings.PDF_WORKERS:
        return render(paper).pdf
    key = f"drawn:{hashlib.sha256(repr(paper).encode()).hexdigest()}"
    if ready := django_cache.get(key):
        return ready
    try:
        return _begun(key, paper).result(timeout=PATIENCE)
    except TooSlow as error:
        raise PdfPending from error
    except (
        BrokenProcessPool
    ):  # a drawing process was killed, as by a full memory: new ones for the next paper
        _drawers.cache_clear()
        return render(paper).pdf


def _begun(key: str, paper: Paper) -> Future:
    """The drawing of this paper that is under way, else a new one; what it brings is put into the cache."""
    with _turn:
        if key in _running:
            return _running[key]
        future = _running[key] = _drawers().submit(_draw, paper)
    future.add_done_callback(lambda done: _put_away(key, done))
    return future


def _put_away(key: str, done: Future) -> None:
    if done.exception() is None:
        django_cache.set(key, done.result(), KEPT)
    with _turn:
        _running.pop(key, None)


@cache
def _drawers() -> ProcessPoolExecutor:
    """Forked from a process that has read the libraries and nothing else."""
    return ProcessPoolExecutor(
        settings.PDF_WORKERS, mp_context=fork_server(), initializer=_begin, max_tasks_per_child=PAPERS_EACH
    )


def _begin() -> None:
    from documents.warm import leave_with_the_server

    leave_with_the_server()
    gc.freeze()  # what was read before lives as long as the process: no use in looking through it


def _draw(paper: Paper) -> bytes:
    from documents.render import render

    return render(paper).pdf


def warm_up() -> None:
    """Begin the processes, so that the first paper does not wait for them."""
    if settings.PDF_WORKERS:
        _drawers().submit(abs, 0)


class PendingPdfMixin(View):
    """Mixed into a view: while its paper is being drawn, a page says so and asks again by itself."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PdfPending:
            typed = [(name, v) for name, values in request.POST.lists() for v in values]
            fields = [field for field in typed if field[0] != "csrfmiddlewaretoken"]
            page = render_page(request, "documents/drawing.html", {"fields": fields}, status=202)
            if request.method == "GET":
                page["Refresh"] = "1"
            return page
