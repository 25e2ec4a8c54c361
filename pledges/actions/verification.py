"""Who verifies which sheet, and when it is done."""

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs.models import Appointment, BlocYear, lock_of
from members.models import Association, User
from pledges.models import Report
from pledges.models.verification import Verdict, Verification, is_fully_named, may_be_named
from pledges.parts import covered, criteria_in_force, paths_of


def assign(
    year: BlocYear, association: Association, verifier: User, *, by: User, part: str = ""
) -> Verification:
    """Name a verifier for one member's sheet, or for one content or criterion of it.

    Refused for a conflict, for a part that does not exist, and above the year's number for any criterion of it.
    """
    with transaction.atomic():
        lock_of(year.pk)
        if verifier not in may_be_named(year, association):
            raise Refused(f"{verifier} không thẩm định được bảng của {association.short_name}.")
        taken_in = _leaves(year, part)
        only_asks = (
            year.cross_check_asks and not Appointment.objects.filter(bloc_year=year, user=verifier).exists()
        )
        verifications = list(year.verifications.filter(association=association))
        for one in verifications:
            if one.verifier_id == verifier.pk and _leaves(year, one.part) & taken_in:
                raise Refused(f"{verifier} đã được phân công hoặc đã từ chối bảng này.")
        deciding = [one for one in verifications if one.recused_at is None and not one.only_asks]
        active = [] if only_asks else [_leaves(year, one.part) for one in deciding]
        full = [code for code in sorted(taken_in) if sum(code in own for own in active) >= year.verifiers]
        if full:
            which = f", tiêu chí {full[0]}" if part else ""
            raise Refused(f"{association.short_name}{which} đã đủ {year.verifiers} người thẩm định.")
        named = year.verifications.create(
            association=association, verifier=verifier, part=part, only_asks=only_asks, assigned_by=by
        )
        record("verification.assigned", named, what=f"Phân công thẩm định: {named}", by=by)
        return named


def assign_to_several(
    year: BlocYear, associations: list[Association], verifier: User, *, by: User, part: str = ""
) -> tuple[list[Verification], list[str]]:
    """Name one person for several members; who was named, and the sentence of each refusal."""
    named, refused = [], []
    for association in associations:
        try:
            named.append(assign(year, association, verifier, by=by, part=part))
        except Refused as refusal:
            refused.append(f"{association.short_name}: {refusal}")
    return named, refused


def _leaves(year: BlocYear, part: str) -> set[str]:
    """The leaves of a part by the criteria in force; before there are any, the sheet as one."""
    newest = criteria_in_force(year)
    leaves = covered([part], paths_of(newest)) if newest else {""}
    if not leaves or part and newest is None:
        raise Refused(f"Bộ tiêu chí không có phần “{part}”.")
    return leaves


def unassign(verification: Verification, *, by: User) -> None:
    """Take a name back while nothing was found yet."""
    with transaction.atomic():
        lock_of(verification.bloc_year_id)
        locked = Verification.objects.select_for_update().filter(pk=verification.pk).first()
        if locked is None or locked.frozen_at or locked.verdicts.exists():
            raise Refused("Người này đã thẩm định, không thôi phân công được nữa.")
        record("verification.unassigned", locked, what=f"Thôi phân công: {verification}", by=by)
        locked.delete()


def freeze(report: Report, verification: Verification, *, by: User) -> bool:
    """Finish one's own sheet; once both have, what they agree on stands. Whether both have."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        verifications = list(
            Verification.objects.deciding()
            .select_for_update()
            .filter(bloc_year=verification.bloc_year_id, association=verification.association_id)
        )
        if verification.only_asks:
            raise Refused("Anh/chị chỉ đề nghị: mỗi dòng đã lưu là đã gửi, không cần chốt.")
        own = covered([verification.part], paths_of(report.criteria))
        waiting = report.lines.filter(verified_points=None, criterion__code__in=own)
        missing = waiting.exclude(verdicts__verification=verification).count()
        if missing:
            raise Refused(f"Còn {missing} tiêu chí chưa thẩm định.")
        mine = Verification.objects.active().filter(pk=verification.pk, frozen_at=None)
        if not mine.update(frozen_at=timezone.now()):
            raise Refused("Bảng này đã chốt trước đó.")
        record("verification.finished", verification, what=f"Chốt bảng thẩm định: {verification}", by=by)
        others = [v for v in verifications if v.pk != verification.pk]
        both = all(v.frozen_at for v in others) and is_fully_named(report, verifications)
        if both:
            _settle_what_agrees(report, by)
        return both


def _settle_what_agrees(report: Report, by: User) -> None:
    """Write the verdicts both verifiers share; where they differ, somebody has to decide.

    What has its result by now keeps it: a second look may have changed it since.
    """
    by_line: dict[int, list[Verdict]] = {}
    deciding = {"verification__recused_at": None, "verification__only_asks": False}
    for verdict in Verdict.objects.filter(line__report=report, **deciding):
        by_line.setdefault(verdict.line_id, []).append(verdict)
    waiting = set(report.lines.filter(verified_points=None).values_list("pk", flat=True))
    agreed = {
        line: {**verdicts[0].outcome, "reason": verdicts[0].reason or verdicts[-1].reason}
        for line, verdicts in by_line.items()
        if line in waiting
        and len(verdicts) >= report.bloc_year.verifiers
        and all(v.outcome == verdicts[0].outcome for v in verdicts)
    }
    report.verify(by=by, verdicts=agreed)
