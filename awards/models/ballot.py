"""What is counted in a vote: the ballots published at its end, the tellers' counts of paper, opinions in writing."""

from django.conf import settings
from django.db import models

from members.models import Association

from .poll import Poll, PollNominee


class TellerCount(models.Model):
    """The count of paper ballots as one person entered it. Two people's must agree before a vote is closed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="counts")
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    returned = models.PositiveSmallIntegerField("phiếu thu về")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")
    tallies = models.JSONField()  # {association: [for, against]}
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc", auto_now=True)

    class Meta:
        verbose_name = "số phiếu đã kiểm"
        verbose_name_plural = "số phiếu đã kiểm"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "entered_by"], name="teller_count_once_a_person")
        ]

    def __str__(self):
        return f"{self.poll}: {self.entered_by}"

    @property
    def said(self) -> tuple:
        """Everything that has to agree between two people."""
        return self.issued, self.returned, self.valid, sorted(self.tallies.items())


class WrittenOpinion(models.Model):
    """What an absent member answered in writing; not secret, since it is signed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="opinions")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    document = models.CharField("số, ngày văn bản", max_length=120)
    approved = models.JSONField()  # associations
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ý kiến bằng văn bản"
        verbose_name_plural = "ý kiến bằng văn bản"
        ordering = ["association__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "association"], name="opinion_once_a_member")]

    def __str__(self):
        return f"{self.association.short_name}: {self.document}"


class Ballot(models.Model):
    """A ballot as it lay in the urn, published at the closing under its code. Nothing tells whose it was.

    Where each nominee has a list of its own, what the ballot says of that one nominee, under a code of its own.
    """

    code = models.CharField("mã phiếu", max_length=14, primary_key=True)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots")
    nominee = models.ForeignKey(PollNominee, models.PROTECT, null=True, related_name="ballots")
    approved = models.JSONField()  # associations

    class Meta:
        verbose_name = "lá phiếu đã kiểm"
        verbose_name_plural = "lá phiếu đã kiểm"
        ordering = ["code"]

    def __str__(self):
        return self.code
