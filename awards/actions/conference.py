"""The conference's agenda, tellers and prose."""

import datetime
from typing import Any

from django.db import transaction
from django.forms import BaseModelFormSet

from audit.log import record
from awards.models import Conference
from base.workflow import Refused
from blocs.models import BlocYear
from documents.models import IssuedDocument
from members.models import User


def write_next_year_tasks(year: BlocYear, tasks: str, *, by: User) -> None:
    """Keep what the conference resolves for the next year; the pledge and the plan of that year begin with it."""
    with transaction.atomic():
        changed = BlocYear.objects.filter(pk=year.pk).exclude(next_year_tasks=tasks)
        if changed.update(next_year_tasks=tasks):
            record("year.next_tasks", year, what=f"{year}: sửa nhiệm vụ trọng tâm năm sau", by=by)


def _minutes_are_issued(conference: Conference) -> bool:
    return IssuedDocument.objects.about(conference).standing().filter(kind="bien-ban-hop").exists()


def write_prose(conference: Conference, *, proceedings: str, conclusion: str, by: User) -> None:
    """Change what the minutes tell in words; they stay open after the closing, until they are issued."""
    with transaction.atomic():
        locked = Conference.objects.select_for_update().get(pk=conference.pk)
        if (locked.proceedings, locked.conclusion) == (proceedings, conclusion):
            return
        if _minutes_are_issued(conference):
            raise Refused("Biên bản đã ban hành, lời văn không sửa được nữa.")
        Conference.objects.filter(pk=conference.pk).update(proceedings=proceedings, conclusion=conclusion)
        record("conference.prose", conference, what=f"{conference}: sửa lời văn biên bản", by=by)


def write_reasons(conference: Conference, reasons: dict[tuple[int, int], str], *, by: User) -> None:
    """Why who ranks before a nominee is not proposed: {(award, association): reason}; an empty one takes it back.

    One that stands in issued minutes is not changed any more. One that nobody wrote before they were issued can still
    be written: the Tờ trình waits for it.
    """
    with transaction.atomic():
        Conference.objects.select_for_update().get(pk=conference.pk)
        written = {
            (one.award_type_id, one.association_id): one.reason for one in conference.passed_over.all()
        }
        changed = {key: reason for key, reason in reasons.items() if written.get(key, "") != reason}
        if any(key in written for key in changed) and _minutes_are_issued(conference):
            raise Refused("Biên bản đã ban hành, lý do đã ghi trong đó không sửa được nữa.")
        for (award_type, association), reason in changed.items():
            place: dict[str, Any] = {"award_type_id": award_type, "association_id": association}
            if reason:
                conference.passed_over.update_or_create(**place, defaults={"reason": reason})
            else:
                conference.passed_over.filter(**place).delete()
        if changed:
            record("conference.reasons", conference, what=f"{conference}: ghi lý do không đề nghị", by=by)


def write_agenda(
    conference: Conference,
    agenda: BaseModelFormSet,
    tellers: BaseModelFormSet,
    *,
    counting: dict[str, datetime.time | None] | None = None,
    by: User,
) -> None:
    """Save the agenda and the teller team from their checked formsets. Refused once the conference is closed.

    Nobody joins or leaves the teller team while a vote is open: it might be somebody of a nominee.
    """
    with transaction.atomic():
        conference.held_open()
        if tellers.has_changed() and conference.polls.open().exists():
            raise Refused("Đang mở bỏ phiếu, không đổi ban kiểm phiếu được; đóng bỏ phiếu trước.")
        for formset, what in ((agenda, "chương trình, ghi chép"), (tellers, "ban kiểm phiếu")):
            if formset.has_changed():
                formset.save()
                record("conference.agenda", conference, what=f"{conference}: sửa {what}", by=by)
        if counting and Conference.objects.filter(pk=conference.pk).exclude(**counting).update(**counting):
            record("conference.agenda", conference, what=f"{conference}: ghi giờ kiểm phiếu", by=by)
