"""Who verifies which sheet, and when it is done."""

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs.models import BlocYear, lock_of
from members.models import Association, User
from pledges.models import Report
from pledges.models.verification import Verdict, Verification, may_be_named


def assign(year: BlocYear, association: Association, verifier: User, *, by: User) -> Verification:
    """Name a verifier for one member. Refused for a conflict, or above the year's number."""
    with transaction.atomic():
        lock_of(year.pk)
        if verifier not in may_be_named(year, association):
            raise Refused(f"{verifier} không thẩm định được bảng của {association.short_name}.")
        active = year.verifications.active().filter(association=association)
        if active.count() >= year.verifiers:
            raise Refused(f"{association.short_name} đã đủ {year.verifiers} người thẩm định.")
        if year.verifications.filter(association=association, verifier=verifier).exists():
            raise Refused(f"{verifier} đã được phân công hoặc đã từ chối bảng này.")
        named = year.verifications.create(association=association, verifier=verifier, assigned_by=by)
        record("verification.assigned", named, what=f"Phân công thẩm định: {named}", by=by)
        return named


def unassign(verification: Verification, *, by: User) -> None:
    """Take a name back while nothing was found yet."""
    with transaction.atomic():
        lock_of(verification.bloc_year_id)
        held = Verification.objects.select_for_update().filter(pk=verification.pk).first()
        if held is None or held.frozen_at or held.verdicts.exists():
            raise Refused("Người này đã thẩm định, không thôi phân công được nữa.")
        record("verification.unassigned", held, what=f"Thôi phân công: {verification}", by=by)
        held.delete()


def freeze(report: Report, verification: Verification, *, by: User) -> bool:
    """Finish one's own sheet; once both have, what they agree on stands. Whether both have."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        held = list(
            Verification.objects.active()
            .select_for_update()
            .filter(bloc_year=verification.bloc_year_id, association=verification.association_id)
        )
        waiting = report.lines.filter(verified_points=None)
        missing = waiting.exclude(verdicts__verification=verification).count()
        if missing:
            raise Refused(f"Còn {missing} tiêu chí chưa thẩm định.")
        mine = Verification.objects.active().filter(pk=verification.pk, frozen_at=None)
        if not mine.update(frozen_at=timezone.now()):
            raise Refused("Bảng này đã chốt trước đó.")
        record("verification.finished", verification, what=f"Chốt bảng thẩm định: {verification}", by=by)
        others = [v for v in held if v.pk != verification.pk]
        both = len(others) + 1 >= report.bloc_year.verifiers and all(v.frozen_at for v in others)
        if both:
            _settle_what_agrees(report, by)
        return both


def _settle_what_agrees(report: Report, by: User) -> None:
    """Write the verdicts both verifiers share; where they differ, somebody has to decide.

    What has its result by now keeps it: a second look may have changed it since.
    """
    found: dict[int, list[Verdict]] = {}
    for verdict in Verdict.objects.filter(line__report=report, verification__recused_at=None):
        found.setdefault(verdict.line_id, []).append(verdict)
    waiting = set(report.lines.filter(verified_points=None).values_list("pk", flat=True))
    agreed = {
        line: {**verdicts[0].outcome, "reason": verdicts[0].reason or verdicts[-1].reason}
        for line, verdicts in found.items()
        if line in waiting and all(v.outcome == verdicts[0].outcome for v in verdicts)
    }
    report.verify(by=by, verdicts=agreed)
