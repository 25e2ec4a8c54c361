"""Who may do what to registrations, reports and the pledge; never whether it can be done now."""

from blocs.permissions import can_read_all, can_run, is_verifier

from .models import Registration, Report, Submission


def can_write(user, submission: Submission) -> bool:
    return user.acts_for(submission.association_id)


def can_submit(user, submission: Submission) -> bool:
    """The signatory; and staff, with the signed paper scanned (can_confirm)."""
    return user.acts_for(submission.association_id)


def can_confirm(user, submission: Submission) -> bool:
    """Sign it here, with a password instead of a pen."""
    return user.signs_for(submission.association_id)


def can_review(user, submission: Submission) -> bool:
    """The secretariat, but nobody their own association's; the lead's own falls to the deputy's verifier."""
    year = submission.bloc_year
    if user.acts_for(submission.association_id):
        return False
    if submission.association_id == year.lead_id:
        return is_verifier(user, year) and not year.is_handed_over
    return can_run(user, year)


def can_verify(user, report: Report) -> bool:
    """Whoever was named for this sheet or a part of it; for what nobody was named for, whoever reviews the report."""
    if not report.is_annual or user.acts_for(report.association_id) or report.bloc_year.is_handed_over:
        return False
    is_assigned, is_mine = named_for(user, report)
    if is_mine or report.bloc_year.verifiers > 1 or is_assigned:
        return is_mine
    return can_review(user, report)


def named_for(user, report: Report) -> tuple[bool, bool]:
    """Whether anybody was named to verify this sheet, and whether this person was; read from for_user()."""
    if "is_mine" not in report.__dict__:
        seen = Report.objects.for_user(user).filter(pk=report.pk).first()
        return (seen.is_assigned, seen.is_mine) if seen else (False, False)
    return report.is_assigned, report.is_mine


def can_settle(user, report: Report) -> bool:
    """Decide between two verifiers, tell the member, take the second look."""
    return report.is_annual and can_review(user, report)


def can_see_given(user, year) -> bool:
    """The page of points that members do not give themselves: who gives them, and who reads the whole year."""
    return can_read_all(user, year)


def can_give(user, year, association_id: int) -> bool:
    """As for reviewing: the secretariat, nobody their own association, the lead's by the deputy's verifier."""
    if user.acts_for(association_id) or year.is_handed_over:
        return False
    return is_verifier(user, year) if association_id == year.lead_id else can_run(user, year)


def can_assign(user, year) -> bool:
    return can_run(user, year)


def can_explain(user, report: Report) -> bool:
    return report.is_annual and user.acts_for(report.association_id)


def can_agree(user, report: Report) -> bool:
    return report.is_annual and user.signs_for(report.association_id)


def can_sign_for_bloc(user, pledge) -> bool:
    """The secretariat keeps the record of who signed."""
    return can_run(user, pledge.bloc_year)


def can_tell(user, submission: Submission) -> bool:
    """An accepted report waits for its results to be sent, in a year with explanations."""
    if not isinstance(submission, Report) or submission.state != Report.State.ACCEPTED:
        return False
    explains = submission.bloc_year.explanation_days > 0
    return explains and submission.told_at is None and can_settle(user, submission)


def can_vet(user, submission: Submission) -> bool:
    """A handed-in registration of a year that looks at targets, until the pledge is signed."""
    if not isinstance(submission, Registration) or submission.is_open or submission.is_pledged:
        return False
    return submission.bloc_year.vets_targets and can_review(user, submission)


def actions(user, submission: Submission) -> set[str]:
    """The buttons this person should see on this registration or report now."""
    offered = {
        "edit": submission.is_open and can_write(user, submission),
        "submit": submission.can_move(Submission.State.SUBMITTED) and can_submit(user, submission),
        "return": submission.can_move(Submission.State.RETURNED) and can_review(user, submission),
        "accept": submission.can_move(Submission.State.ACCEPTED) and can_review(user, submission),
        "tell": can_tell(user, submission),
        "withdraw": can_write(user, submission)
        and submission.state == "submitted"
        and not submission.bound(),
        "vet": can_vet(user, submission),
    }
    return {action for action, is_offered in offered.items() if is_offered}
