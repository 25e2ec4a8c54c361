"""Conflicts of interest: declared before a vote, taken back while nothing was voted on since."""

from django.db import transaction

from audit.log import record
from awards.models import Conference, ConflictOfInterest
from base.workflow import Refused
from members.models import Association, User


def declare_conflict(
    conference: Conference, association: Association, *, about: Association | None, reason: str, by: User
) -> ConflictOfInterest:
    """Write down that a member is close to a nominee, or to all of them.

    Refused for a body that is no member on that day, for itself, twice, during a vote, and once the end was recorded.
    """
    with transaction.atomic():
        _require_no_vote(conference)
        if not conference.members().filter(pk=association.pk).exists():
            raise Refused(f"{association.short_name} không phải thành viên của khối trong ngày họp.")
        if about == association:
            raise Refused("Đơn vị được đề cử thì theo quy định của năm về việc tự bỏ phiếu; không cần khai.")
        own = conference.conflicts.filter(association=association)
        if own.filter(about=about).exists() or own.filter(about=None).exists():
            raise Refused("Quan hệ này đã được khai báo.")
        conflict = conference.conflicts.create(
            association=association, about=about, reason=reason, declared_by=by
        )
        record("conflict.declared", conference, what=f"{conference}: {conflict}", by=by)
    return conflict


def withdraw_conflict(conflict: ConflictOfInterest, *, by: User) -> None:
    """Take back what was declared by mistake. Refused during a vote and once the conference is closed."""
    with transaction.atomic():
        _require_no_vote(conflict.conference)
        record("conflict.withdrawn", conflict.conference, what=f"Bỏ khai báo: {conflict}", by=by)
        conflict.delete()


def _require_no_vote(conference: Conference) -> None:
    conference.held_open()
    if conference.polls.open().exists():
        raise Refused("Đang bỏ phiếu, chưa ghi được; hãy đóng bỏ phiếu trước.")
