"""Locking the scores of a year."""

from django.urls import reverse
from django.views.generic import View

from base.access import attempt
from blocs import permissions
from blocs.views.years import YearPart
from pledges.actions.scores import lock_scores


class ScoresLock(YearPart, View):
    allowed = staticmethod(permissions.can_run)

    def post(self, request, pk):
        def lock(by):
            lock_scores(self.parent, by=by)

        return attempt(
            request, lock, done="Đã khóa điểm của năm.", to=reverse("pledges:completeness", args=[pk])
        )
