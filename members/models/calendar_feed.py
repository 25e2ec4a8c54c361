"""The secret address under which a person's calendar reads the deadlines."""

import hashlib
import secrets

from django.db import models, transaction
from django.utils import timezone

from audit.log import record

from .people import User


class CalendarFeed(models.Model):
    """One address a person. Only its digest is kept: whoever reads the database cannot follow the feed."""

    person = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed", verbose_name="người")
    digest = models.CharField("mã băm", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("lập lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"

    def __str__(self) -> str:
        return f"Lịch của {self.person}"

    @classmethod
    def renew(cls, person: User) -> str:
        """Make an address in place of the one before; its secret, which is told this once."""
        token = secrets.token_urlsafe(24)
        facts = {"digest": digest_of(token), "made_at": timezone.now()}
        with transaction.atomic():
            cls.objects.update_or_create(person=person, defaults=facts)
            record("calendar.made", person, what="Lập địa chỉ lịch", by=person)
        return token

    @classmethod
    def end(cls, person: User) -> bool:
        """The address leads nowhere from now on; whether there was one."""
        with transaction.atomic():
            count, _ = cls.objects.filter(person=person).delete()
            if count:
                record("calendar.ended", person, what="Bỏ địa chỉ lịch", by=person)
        return bool(count)

    @classmethod
    def owner_of(cls, token: str) -> User | None:
        """Whose address this is; nobody's where it ended, or where the account is shut."""
        feed = cls.objects.filter(digest=digest_of(token), person__is_active=True).select_related("person")
        owned = feed.first()
        return owned.person if owned else None


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
