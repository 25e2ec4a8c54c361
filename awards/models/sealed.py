"""What stands between a voter's ballot and its count where the tellers, not the server, hold the keys."""

from django.conf import settings
from django.db import models

from .conference import Conference
from .poll import Poll, VotingRight

KEY_HOLDERS = 3  # tellers with a key; any two of them open the urn


class TellerKey(models.Model):
    """The public half of a key that a teller made on a device of their own; the other half never leaves it."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="teller_keys")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người giữ khóa"
    )
    public_key = models.CharField("khóa công khai", max_length=43)
    made_at = models.DateTimeField("tạo lúc", auto_now=True)

    class Meta:
        verbose_name = "khóa của người kiểm phiếu"
        verbose_name_plural = "khóa của người kiểm phiếu"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "holder"], name="teller_key_once_a_holder"),
            models.UniqueConstraint(
                fields=["conference", "public_key"], name="teller_key_is_its_holders_own"
            ),
        ]

    def __str__(self):
        return str(self.holder)


class SealedBallot(models.Model):
    """A ballot as the voter's device sealed it, until the vote is over. Whose it is may be known, not what it says."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="sealed")
    right = models.OneToOneField(VotingRight, models.CASCADE, related_name="sealed")
    place = models.PositiveSmallIntegerField("thứ tự trong hòm")
    text = models.TextField("lá phiếu đã niêm phong")
    head = models.CharField("trạng thái hòm", max_length=43)  # digest over this ballot and all before it

    class Meta:
        verbose_name = "lá phiếu niêm phong"
        verbose_name_plural = "lá phiếu niêm phong"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["poll", "place"], name="sealed_ballot_one_a_place")]

    def __str__(self):
        return f"{self.poll}, lá phiếu thứ {self.place}"
