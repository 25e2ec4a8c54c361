"""A draft goes over to the newest criteria; what was written stays wherever its criterion is still there."""

from django.db import transaction

from base.workflow import Refused
from blocs.models import CriteriaSet, Criterion
from members.models import User
from pledges.models.change import Edit, record
from pledges.models.content import ScoreLine
from pledges.models.report import Report
from pledges.writing import store


def newer_criteria(report: Report) -> CriteriaSet | None:
    """The newest published version, where this draft is still on an older one."""
    if not report.is_annual or report.state != Report.State.DRAFT:
        return None
    newest = report.bloc_year.criteria_sets.published().order_by("-version").first()
    return newest if newest and newest.version > report.criteria.version else None


def adopt(report: Report, *, by: User) -> None:
    """Move a draft to the newest version of the criteria. Refused where there is none, or it is no draft any more.

    A line follows its criterion by the code. Points that no longer fit are emptied, lines without a criterion go; both
    are in the history with what they said.
    """
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        locked = Report.objects.select_for_update().get(pk=report.pk)
        if (newest := newer_criteria(locked)) is None:
            raise Refused("Bản đang soạn đã theo bộ tiêu chí mới nhất, hoặc báo cáo đã nộp.")
        _move_lines(locked, newest, by)
        Report.objects.filter(pk=locked.pk).update(criteria_set=newest)
    Report.start(year=report.bloc_year, association=report.association, kind=report.kind)


def _move_lines(report: Report, newest: CriteriaSet, by: User) -> None:
    twins = {criterion.code: criterion for criterion in newest.leaves}
    lines = list(report.lines.select_related("criterion"))
    gone = [line for line in lines if line.criterion.code not in twins]
    kept = [line for line in lines if line.criterion.code in twins]
    why = f"Chuyển sang bộ tiêu chí bản {newest.version}"
    edits = [edit for line in gone for edit in _emptied(line, why)]
    edits += [edit for line in kept for edit in _misfits(line, twins[line.criterion.code], why)]
    store(edits)
    record(report, by=by, edits=edits)
    for line in kept:
        ScoreLine.objects.filter(pk=line.pk).update(criterion=twins[line.criterion.code])
    ScoreLine.objects.filter(pk__in=[line.pk for line in gone]).delete()


def _emptied(line: ScoreLine, why: str) -> list[Edit]:
    empty = {"self_points": None, "not_applicable": False, "result": ""}
    return [
        Edit(line, name, getattr(line, name), value, why)
        for name, value in empty.items()
        if getattr(line, name) != value
    ]


def _misfits(line: ScoreLine, new: Criterion, why: str) -> list[Edit]:
    """Points above the new maximum, or that the machine now works out; “does not apply” where it may not be said."""
    edits = []
    if line.self_points is not None and (
        line.self_points > new.max_points or new.kind != line.criterion.kind
    ):
        edits.append(Edit(line, "self_points", line.self_points, 0 if new.is_extra else None, why))
    if line.not_applicable and not new.may_not_apply:
        edits.append(Edit(line, "not_applicable", before=True, after=False, reason=why))
    return edits
