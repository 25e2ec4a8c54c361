"""What is kept of a report or of a registration: its changes, its versions, its returns."""

from django.db import models
from django.db.models import Q


class Owned(models.Model):
    """A row that belongs to one report or to one registration, never to both."""

    report = models.ForeignKey(
        "pledges.Report", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    registration = models.ForeignKey(
        "pledges.Registration", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False) ^ Q(registration__isnull=False), name="%(class)s_of_one"
            )
        ]

    @property
    def submission(self):
        return self.report if self.report_id else self.registration
