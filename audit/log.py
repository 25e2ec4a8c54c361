"""Writing the log, sealing its days, and finding where it was tampered with."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .models import AuditDay, AuditEntry
from .tracing import trace

GRACE = datetime.timedelta(minutes=10)  # after midnight; a transaction of the day before may still be open
CHUNK = 2000
SHOWN = 30  # acts of one object on its page


def record(action: str, subject: Any = None, *, what: str = "", by: Any = None) -> AuditEntry:
    """Add one act to the log, in the transaction it belongs to. `by` is who is signed in unless said otherwise."""
    request_trace = trace()
    request_trace.was_recorded, request_trace.refused = True, ""
    who = by if by is not None else request_trace.user
    return AuditEntry.objects.create(
        actor_id=who.pk if who else None,
        actor=str(who or "")[:160],
        posing=request_trace.posing[:160],
        action=action[:60],
        what=what[:400],
        subject=f"{subject._meta.label_lower}:{subject.pk}" if subject is not None else "",
        address=request_trace.address,
        request=request_trace.number,
    )


def acts_about(obj) -> list[AuditEntry]:
    """The last acts on an object, newest first: its history on its own page."""
    return list(AuditEntry.objects.filter(subject=f"{obj._meta.label_lower}:{obj.pk}")[:SHOWN])


def changes_of(form) -> str:
    """What a bound form of a model changes, old and new value by column, for the log of acts."""
    changes = []
    for name in form.changed_data:
        if name in form.cleaned_data:
            before, after = form.initial.get(name), form.cleaned_data[name]
            label = form.fields[name].label or name
            changes.append(f"{label}: “{_shown(form, name, before)}” → “{_shown(form, name, after)}”")
    return "; ".join(changes)


def _shown(form, name: str, value) -> str:
    if isinstance(value, list | tuple | set | models.QuerySet):
        return ", ".join(_shown(form, name, one) for one in value)
    queryset = getattr(form.fields[name], "queryset", None)
    if queryset is not None and value is not None and not isinstance(value, models.Model):
        value = queryset.filter(pk=value).first()
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%H:%M ngày %d/%m/%Y}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def seal_days() -> int:
    """Seal every past day that is not sealed yet, oldest first; how many."""
    sealed = 0
    while _seal_next():
        sealed += 1
    return sealed


def _seal_next() -> bool:
    before = AuditDay.objects.first()
    rest = AuditEntry.objects.filter(pk__gt=before.last if before else 0)
    oldest = rest.order_by("pk").values_list("at", flat=True).first()
    if oldest is None:
        return False
    day = timezone.localdate(oldest)
    if before and day <= before.day:  # the clock was set back
        day = before.day + datetime.timedelta(days=1)
    end = _midnight(day + datetime.timedelta(days=1))
    if timezone.now() < end + GRACE:
        return False
    later = rest.filter(at__gte=end).order_by("pk").values_list("pk", flat=True).first()
    entries = rest.filter(pk__lt=later) if later else rest
    with transaction.atomic():
        first, last, count, digest = _summed(entries, before)
        AuditDay.objects.create(day=day, first=first, last=last, count=count, digest=digest)
    return True


def _summed(entries, before: AuditDay | None) -> tuple[int, int, int, str]:
    """First and last key, number and digest of these entries after that day."""
    chain, first, last, count = hashlib.sha256((before.digest if before else "").encode()), 0, 0, 0
    for pk, digest in entries.order_by("pk").values_list("pk", "digest").iterator(CHUNK):
        chain.update(f"{pk}:{digest}\n".encode())
        first, last, count = first or pk, pk, count + 1
    return first, last, count, chain.hexdigest()


def find_tampering() -> Iterator[str]:
    """Where the log does not hold, in the reader's words; nothing where it does."""
    for entry in AuditEntry.objects.order_by("pk").iterator(CHUNK):
        if entry.digest != entry.true_digest():
            yield f"Dòng {entry.pk} ({timezone.localtime(entry.at):%d/%m/%Y %H:%M}): nội dung đã bị sửa."
    before = None
    for day in AuditDay.objects.order_by("last"):
        yield from _broken_day(day, before)
        before = day


def _broken_day(day: AuditDay, before: AuditDay | None) -> Iterator[str]:
    entries = AuditEntry.objects.filter(pk__gt=before.last if before else 0, pk__lte=day.last)
    _, _, count, digest = _summed(entries, before)
    if count != day.count:
        yield f"Ngày {day.day:%d/%m/%Y}: niêm phong {day.count} dòng, nay còn {count}."
    elif digest != day.digest:
        yield f"Ngày {day.day:%d/%m/%Y}: không khớp niêm phong."
