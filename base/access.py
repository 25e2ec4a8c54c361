"""How a view gets hold of an object: first its visibility, then its permission, then one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.edit import FormMixin

from base.forms import CHANGED, StaleCheckForm
from base.workflow import Refused


class Visible(View):
    """Only what the user may see. The rest answers 404, so a guessed address reveals nothing."""

    request: Any  # of somebody signed in: the middleware lets nobody else through

    def get_queryset(self) -> Any:
        return super().get_queryset().for_user(self.request.user)  # type: ignore[misc]


class Allowed(Visible):
    """And only if they may do this to it. Otherwise 403."""

    allowed: Callable[[Any, Any], bool]  # taken from the app's permissions.py

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        obj = super().get_object(queryset)  # type: ignore[misc]
        if not self.allowed(self.request.user, obj):
            raise PermissionDenied
        return obj


class Own(Allowed):
    """What one's own association writes: found without asking who else may see it, which costs most of the time.

    Whoever does not act for it is refused as anywhere else.
    """

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        rows: Any = self.queryset if queryset is None else queryset  # type: ignore[attr-defined]
        own = rows.filter(association__in=self.request.user.association_ids)
        obj = own.filter(pk=self.kwargs["pk"]).first()
        if obj is None:
            return super().get_object(rows.for_user(self.request.user))
        if not self.allowed(self.request.user, obj):
            raise PermissionDenied
        return obj


class Inside(View):
    """Pages under another object: finds that object by the address, 404 or 403 like the two above.

    `inside` is its queryset, `inside_kwarg` the address's word for it; the object becomes `self.parent`.
    """

    request: Any  # of somebody signed in: the middleware lets nobody else through
    inside: Any  # a queryset with `for_user`
    inside_kwarg = "pk"
    allowed: Callable[[Any, Any], bool] | None = None
    parent: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.parent = get_object_or_404(self.inside.for_user(request.user), pk=kwargs[self.inside_kwarg])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.allowed and not self.allowed(request.user, self.parent):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StaleCheckMixin(TemplateResponseMixin, FormMixin, View):
    """Mixed into a FormView: a page opened before another person's save is not written over theirs unasked."""

    def stored(self) -> object:
        """What the page shows of the database, to be compared between opening and saving."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("stamp", StaleCheckForm(stored=self.stored()))
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form, stamp = self.get_form(), StaleCheckForm(request.POST, stored=self.stored())
        if stamp.was_changed:
            messages.warning(request, CHANGED)
            return self.render_to_response(self.get_context_data(form=form, stamp=stamp))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)


def attempt(request: HttpRequest, move: Any, *, done: str, to: Any, **details: Any) -> Any:
    """Ask for a move, say what came of it, go to that page."""
    try:
        move(by=request.user, **details)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(to)
