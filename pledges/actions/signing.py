"""A report or a registration is brought to who signs it."""

from base.workflow import Refused
from members.models import User, people_of
from pledges.models import Submission, digest, snapshot
from pledges.notifications import tell_signatories


def ask_to_sign(submission: Submission, *, by: User) -> None:
    """Tell those who sign that it waits for them; once for what it says now. Refused while something is missing."""
    if not submission.is_open:
        raise Refused(f"{submission.title} đã được nộp trước đó.")
    if missing := submission.missing():
        raise Refused("Còn thiếu: " + " ".join(missing))
    signatories = people_of(submission.association_id, role="signatory")
    if not signatories:
        raise Refused("Hội chưa có lãnh đạo nào được ký tại đây.")
    tell_signatories(submission, signatories, text=digest(snapshot(submission))[:16], by=by)
