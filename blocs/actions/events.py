"""The bloc's events: called, held, taken back."""

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs.models import BlocYear, Event, lock_of
from members.models import Association, User

LOCKED = "Điểm của năm này đã khóa, hoạt động và điểm danh không sửa được nữa."


def write_event(year: BlocYear, event: Event, *, by: User) -> Event:
    """Keep an event, new or changed. Refused once the scores are locked, and for another day after its roll."""
    with transaction.atomic():
        _require_unlocked(year)
        before = Event.objects.select_for_update().filter(pk=event.pk).first()
        if before and before.is_called and before.held_on != event.held_on:
            raise Refused("Đã điểm danh, không đổi ngày được nữa; hãy xóa điểm danh trước.")
        event.bloc_year = year
        event.save()
        record(
            "event.written", event, what=f"{'Sửa' if before else 'Ghi'} hoạt động của khối: {event}", by=by
        )
    return event


def call_event_roll(event: Event, roll: dict[Association, dict], *, by: User) -> None:
    """{association: {status, note}} of the members of that day. Refused before the day, for others, after the lock."""
    with transaction.atomic():
        _require_unlocked(event.bloc_year)
        if event.held_on > timezone.localdate():
            raise Refused("Chưa đến ngày, chưa điểm danh được.")
        called = {association.pk for association in event.members()}
        strangers = [association.short_name for association in roll if association.pk not in called]
        if strangers:
            raise Refused(f"Không phải thành viên của khối trong ngày ấy: {', '.join(strangers)}.")
        for association, facts in roll.items():
            event.attendances.update_or_create(association=association, defaults=facts)
        Event.objects.filter(pk=event.pk).update(called_at=timezone.now(), called_by=by)
        present = event.attendances.filter(status="present").count()
        record("event.roll", event, what=f"Điểm danh {event}: {present}/{len(called)} đơn vị dự", by=by)


def delete_event(event: Event, *, by: User) -> None:
    """Take an event back with its roll. Refused once the scores are locked."""
    with transaction.atomic():
        _require_unlocked(event.bloc_year)
        record("event.deleted", event, what=f"Xóa hoạt động của khối: {event}", by=by)
        event.delete()


def _require_unlocked(year: BlocYear) -> None:
    if lock_of(year.pk).done_at:
        raise Refused(LOCKED)
