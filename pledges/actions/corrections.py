"""What a member answers to a correction, and more time for it."""

import datetime

from django.db import transaction
from django.utils import timezone

from base.vietnamese import instant
from base.workflow import Refused
from members.models import User
from pledges.merging import Conflict, Written, mark_of, merge
from pledges.models import Submission
from pledges.models.correction import (
    Correction,
    CorrectionItem,
    answer_box,
    open_correction,
)
from pledges.notifications import tell_extended


def answer_items(
    submission: Submission, *, by: User, answers: dict[int, str], read: dict[str, str] | None = None
) -> Written:
    """{item: answer} for the open return; an empty text takes an answer back.

    `read` is {box: mark} of what the page showed: what was not touched stays as it is stored, and what a colleague
    answered meanwhile is shown back. Refused unless a return is open.
    """
    with transaction.atomic():
        if refusal := submission.closed():
            raise Refused(refusal)
        correction = open_correction(type(submission).objects.select_for_update().get(pk=submission.pk))
        if correction is None:
            raise Refused("Bản này không còn chờ sửa.")
        items = {answer_box(item.pk): item for item in correction.items.select_related("answered_by")}
        typed = {answer_box(pk): answer.strip() for pk, answer in answers.items() if answer_box(pk) in items}
        stored = {box: items[box].answer for box in typed}
        marks = {box: mark_of(text) for box, text in stored.items()} if read is None else read
        to_write, conflicts = merge(stored, typed, marks)
        for box in to_write:
            stamp = {"answered_by": by, "answered_at": timezone.now()} if typed[box] else TAKEN_BACK
            CorrectionItem.objects.filter(pk=items[box].pk).update(answer=typed[box], **stamp)
    kept = {box: typed[box] if box in to_write else stored[box] for box in typed if box not in conflicts}
    return Written(
        saved={box: mark_of(text) for box, text in kept.items()},
        conflicts={box: _answer_clash(items[box], box, typed[box]) for box in conflicts},
    )


def _answer_clash(item: CorrectionItem, box: str, typed: str) -> Conflict:
    by, at = item.answered_by, item.answered_at
    return Conflict(box, item.answer, typed, mark_of(item.answer), by=by, at=at)


TAKEN_BACK = {"answered_by": None, "answered_at": None}


def extend_correction(submission: Submission, *, by: User, until: datetime.datetime, reason: str) -> None:
    """Give the member longer to mend what was returned; who, until when and why stay in the history."""
    with transaction.atomic():
        if refusal := submission.closed():
            raise Refused(refusal)
        correction = open_correction(type(submission).objects.select_for_update().get(pk=submission.pk))
        if correction is None:
            raise Refused("Bản này không còn chờ sửa.")
        if until <= max(correction.due_at, timezone.now()):
            raise Refused(f"Hạn mới phải sau hạn đang có ({instant(correction.due_at)}).")
        Correction.objects.filter(pk=correction.pk).update(due_at=until)
        returned = submission.State.RETURNED
        said = f"Gia hạn nộp lại đến {instant(until)}: {reason}"
        submission.history.create(from_state=returned, to_state=returned, by=by, comment=said)
        tell_extended(submission, reason)
