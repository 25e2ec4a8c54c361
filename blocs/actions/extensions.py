"""More time for a step of the year."""

import datetime

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.vietnamese import instant
from base.workflow import Refused
from blocs.models.extension import Extension
from blocs.models.milestone import lock_of
from blocs.models.year import BlocYear
from blocs.notifications import tell_extension
from members.models import Association, User


def extend(
    year: BlocYear, *, association: Association, kind: str, until: datetime.datetime, reason: str, by: User
) -> Extension:
    """Move one association's deadline later. Refused where there is none, or the new one is not later."""
    with transaction.atomic():
        if lock_of(year.pk).done_at:
            raise Refused("Điểm của năm này đã khóa, không gia hạn được nữa.")
        due_at = year.due(kind)
        if due_at is None:
            raise Refused("Mốc này chưa đặt thời hạn chung nên chưa cần gia hạn.")
        if until <= due_at:
            raise Refused(f"Gia hạn phải sau hạn chung ({instant(due_at)}).")
        if until <= timezone.now():
            raise Refused("Gia hạn phải đến một lúc còn ở phía trước.")
        granted = year.extensions.create(
            association=association, kind=kind, until=until, reason=reason, granted_by=by
        )
        record("year.extended", year, what=f"{year}: gia hạn {granted}. Lý do: {reason}", by=by)
        tell_extension(granted)
        return granted
