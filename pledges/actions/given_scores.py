"""Points for criteria that members do not score themselves."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from audit.log import record
from base.workflow import Refused
from blocs.models import BlocYear, Criterion, lock_of
from members.models import Association, User
from pledges.models import GivenScore, Report


@dataclass(frozen=True)
class Given:
    """What one member gets; `points` None takes back what it had."""

    association: Association
    points: Decimal | None
    note: str = ""


def give_scores(
    year: BlocYear, criterion: Criterion, given: list[Given], *, source: str, by: User
) -> list[Association]:
    """Keep the points of one criterion, and make them the verdict on sheets that are handed in; who was changed.

    Sheets handed in later begin with them. Refused once the scores are locked, and for a criterion that members score.
    """
    if not criterion.is_given:
        raise Refused(f"Tiêu chí {criterion.code} do hội tự chấm.")
    with transaction.atomic():
        if lock_of(year.pk).done_at:
            raise Refused("Điểm của năm này đã khóa, không cho điểm được nữa.")
        stored = {
            score.association_id: score
            for score in GivenScore.objects.select_for_update().filter(bloc_year=year, code=criterion.code)
        }
        changed = [
            one for one in given if _keep(year, criterion, stored.get(one.association.pk), one, source, by)
        ]
        _become_verdicts(year, criterion, changed, by)
        if changed:
            names = ", ".join(f"{one.association.short_name} {_said(one)}" for one in changed)
            record(
                "scores.given", year, what=f"{year}: cho điểm tiêu chí {criterion.code}: {names}"[:400], by=by
            )
    return [one.association for one in changed]


def _said(one: Given) -> str:
    return "thôi cho điểm" if one.points is None else f"{one.points}"


def _keep(
    year: BlocYear, criterion: Criterion, stored: GivenScore | None, one: Given, source: str, by: User
) -> bool:
    """Whether this is new, or other than what was kept."""
    if one.points is None:
        if stored:
            stored.delete()
        return stored is not None
    facts: dict[str, Any] = {"points": one.points, "note": one.note, "source": source}
    if stored and all(getattr(stored, name) == value for name, value in facts.items()):
        return False
    own: dict[str, Any] = {"bloc_year": year, "code": criterion.code, "association": one.association}
    GivenScore.objects.update_or_create(**own, defaults=facts | {"by": by})
    return True


def _become_verdicts(year: BlocYear, criterion: Criterion, changed: list[Given], by: User) -> None:
    """On a sheet that is handed in the points stand at once; what was taken back waits again."""
    reports = Report.objects.submitted().filter(
        bloc_year=year, kind=Report.Kind.ANNUAL, association__in=[one.association for one in changed]
    )
    kept = {
        score.association_id: score
        for score in GivenScore.objects.filter(bloc_year=year, code=criterion.code)
    }
    for report in reports.select_related("bloc_year", "association"):
        line = report.lines.select_related("criterion").filter(criterion__code=criterion.code).first()
        if line is None:
            continue
        score = kept.get(report.association_id)
        if score is None:
            report.unverify([line], by=by, why="Khối thôi cho điểm tiêu chí này.")
        else:
            points = min(score.points, line.criterion.max_points)
            verdict = {"verified_points": points, "verified_na": False, "reason": score.why}
            report.verify(by=by, verdicts={line.pk: verdict})
