"""What comes with the software as a sample goes into a year that is new."""

import datetime

from django.db import transaction
from django.utils import timezone

from blocs.models import BlocYear, CriteriaSet, Criterion, Milestone
from blocs.reference_sample import (
    BANDS,
    BONUS_CAP,
    CALENDAR,
    CONTENTS,
    CRITERIA,
    GATES,
    INDICATORS,
    MARK,
    OUTLINE,
    STEPS,
)

CLOSES_AT = datetime.time(17)
TIE_BREAKS = ["I", "II", "III"]


@transaction.atomic
def give_sample(year: BlocYear) -> None:
    """Criteria as a draft, contents, indicators, outline and dates, all to be changed by the secretariat."""
    give_outline(year)
    give_criteria(year)
    give_calendar(year)
    year.tie_breaks = TIE_BREAKS
    year.save(update_fields=["tie_breaks"])


def give_outline(year: BlocYear) -> None:
    contents = {
        code: year.contents.create(code=code, title=title, commitments=commitments)
        for code, title, commitments in CONTENTS
    }
    for position, (code, name, unit, is_summable) in enumerate(INDICATORS, 1):
        year.indicators.create(
            content=contents[code], name=name, unit=unit, is_summable=is_summable, position=position
        )
    for position, (title, used_in, hint) in enumerate(OUTLINE, 1):
        year.outline.create(title=title, used_in=used_in, hint=hint, position=position)


def give_criteria(year: BlocYear) -> CriteriaSet:
    criteria_set = CriteriaSet.objects.create(
        bloc_year=year, version=1, scale=100, bonus_cap=BONUS_CAP, note=MARK
    )
    made: dict[str, Criterion] = {}
    for position, line in enumerate(CRITERIA, 1):
        made[line.code] = criteria_set.criteria.create(
            parent=made.get(line.parent),
            code=line.code,
            text=line.text,
            kind=line.kind,
            max_points=line.points,
            needs_evidence=line.needs_evidence,
            document=line.document,
            position=position,
        )
        if line.kind == Criterion.Kind.THRESHOLD:
            for at_least, points in STEPS:
                made[line.code].threshold_steps.create(at_least=at_least, points=points)
    for fact, outcome in GATES:
        criteria_set.gates.create(fact=fact, outcome=outcome)
    for label, at_least in BANDS:
        criteria_set.bands.create(label=label, at_least=at_least)
    return criteria_set


def give_calendar(year: BlocYear) -> None:
    for kind, (month, day, years_after) in CALENDAR.items():
        closes = datetime.datetime.combine(datetime.date(year.year + years_after, month, day), CLOSES_AT)
        Milestone.objects.filter(bloc_year=year, kind=kind).update(due_at=timezone.make_aware(closes))
