"""Keys by which another system reads what a person may see: shown once, for some lists, until a day."""

import datetime
import secrets

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.workflow import Refused

from .calendar_feed import digest_of
from .people import User

LONGEST = datetime.timedelta(days=366)  # that a key is good for
AT_ONCE = 10  # keys of one person


class ApiTokenQuerySet(models.QuerySet):
    def live(self):
        today = timezone.localdate()
        return self.filter(ended_at=None, ends_on__gte=today, person__is_active=True)


class ApiToken(models.Model):
    """One key. Only its digest is kept."""

    person = models.ForeignKey(User, models.PROTECT, related_name="api_tokens", verbose_name="người lập")
    name = models.CharField("dùng ở đâu", max_length=100)
    digest = models.CharField("mã băm", max_length=64, unique=True, editable=False)
    scopes = models.JSONField("danh sách được đọc")
    made_at = models.DateTimeField("lập lúc", default=timezone.now, editable=False)
    ends_on = models.DateField("dùng đến hết ngày")
    ended_at = models.DateTimeField("thu hồi lúc", null=True, editable=False)
    used_on = models.DateField("dùng gần nhất", null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "khóa API"
        verbose_name_plural = "khóa API"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.ends_on >= timezone.localdate()

    @classmethod
    def make(cls, person: User, *, name: str, scopes: list[str], ends_on: datetime.date) -> str:
        """Make a key; its secret, which is told this once. Refused beyond ten live keys of one person."""
        secret = f"ktd_{secrets.token_urlsafe(32)}"
        with transaction.atomic():
            if cls.objects.live().filter(person=person).count() >= AT_ONCE:
                raise Refused(f"Mỗi người có nhiều nhất {AT_ONCE} khóa; hãy thu hồi bớt.")
            token = cls.objects.create(
                person=person, name=name, digest=digest_of(secret), scopes=scopes, ends_on=ends_on
            )
            what = f"Lập khóa API “{name}”, đọc {', '.join(scopes)}, đến {ends_on:%d/%m/%Y}"
            record("api_token.made", token, what=what, by=person)
        return secret

    def end(self, *, by: User) -> None:
        """The key opens nothing from now on. Refused where it ended before."""
        live = ApiToken.objects.filter(pk=self.pk, ended_at=None)
        with transaction.atomic():
            if not live.update(ended_at=timezone.now()):
                raise Refused("Khóa này đã được thu hồi.")
            record("api_token.ended", self, what=f"Thu hồi khóa API “{self.name}”", by=by)

    def note_use(self) -> None:
        """Write down that it was used today, once a day."""
        today = timezone.localdate()
        if self.used_on != today:
            with transaction.atomic():
                ApiToken.objects.filter(pk=self.pk).update(used_on=today)
                record("api_token.used", self, what=f"Khóa API “{self.name}” được dùng", by=self.person)
            self.used_on = today
