"""What was read from a table takes the place of a draft's criteria."""

from decimal import Decimal

from django.db import transaction

from blocs.criteria_lines import Line, points_of
from blocs.models import CriteriaSet, Criterion


@transaction.atomic
def replace_criteria(criteria_set: CriteriaSet, lines: list[Line]) -> None:
    """Put these lines in the place of everything a draft has. Refused once it is published."""
    for criterion in sorted(criteria_set.tree, key=lambda c: -c.depth):
        criterion.delete()
    indicators = {(i.name, i.unit): i for i in criteria_set.bloc_year.indicators.all()}
    made: list[Criterion] = []
    for position, line in enumerate(lines, 1):
        criterion = Criterion.objects.create(
            criteria_set=criteria_set,
            parent=made[line.parent] if line.parent is not None else None,
            code=line.code,
            text=line.text,
            kind=line.kind,
            max_points=points_of(line.points) or 0,  # sound lines have points
            needs_evidence=line.needs_evidence,
            may_not_apply=line.may_not_apply,
            position=position,
            **_computed_by(line.rule, indicators),
        )
        for at_least, points in line.rule.get("steps", []):
            criterion.threshold_steps.create(at_least=Decimal(at_least), points=Decimal(points))
        made.append(criterion)


def _computed_by(rule: dict, indicators: dict) -> dict:
    """The columns of a criterion that a rule sets; without its indicator in this year it falls back to targets."""
    if not rule:
        return {}
    named = rule.get("indicator")
    indicator = indicators.get(tuple(named)) if named else None
    basis = rule.get("basis") or Criterion.Basis.TARGETS
    has_basis = indicator or basis not in Criterion.OF_INDICATOR
    evidence = rule.get("evidence", {})
    return {
        "document": rule.get("document", ""),
        "late_points": Decimal(rule.get("late_points", "0")),
        "basis": basis if has_basis else Criterion.Basis.TARGETS,
        "indicator": indicator,
        "per": rule.get("per") or Criterion.Per.DOCUMENT,
        "rate": Decimal(rule.get("rate", "0")),
        "scorer": rule.get("scorer") or Criterion.Scorer.MEMBER,
        "evidence_kinds": evidence.get("kinds", []),
        "evidence_issuer": evidence.get("issuer", ""),
        "evidence_of_year": evidence.get("of_year", False),
    }
