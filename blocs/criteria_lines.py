"""One line of a table of criteria, on its way from a sheet to the draft, and whether it can be kept."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from base.vietnamese import read_number

from .models import Criterion, EvidenceKind

Kind = Criterion.Kind
LONGEST: dict[str, int] = {
    field.name: field.max_length
    for field in Criterion._meta.concrete_fields
    if field.name in ("code", "text") and field.max_length
}


LONGEST_ISSUER = Criterion._meta.get_field("evidence_issuer").max_length or 0


@dataclass
class Line:
    """A line of an uploaded table as it would become a criterion. `rule` is what only our own export can say."""

    row: int
    code: str
    text: str
    points: str
    depth: int
    parent: int | None = None  # index of the line it belongs to
    kind: str = Kind.JUDGED
    needs_evidence: bool = False
    may_not_apply: bool = False
    rule: dict = field(default_factory=dict)

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    def is_sound(self) -> bool:
        """Whether it can be kept as it stands; what came back from a browser may have been changed there."""
        texts = isinstance(self.code, str) and isinstance(self.text, str) and isinstance(self.points, str)
        flags = isinstance(self.needs_evidence, bool) and isinstance(self.may_not_apply, bool)
        if not texts or not flags or self.kind not in Kind.values or points_of(self.points) is None:
            return False
        if not is_rule(self.rule):
            return False
        return 0 < len(self.code) <= LONGEST["code"] and 0 < len(self.text) <= LONGEST["text"]


RULE_CHOICES = {
    "document": Criterion.Document,
    "basis": Criterion.Basis,
    "per": Criterion.Per,
    "scorer": Criterion.Scorer,
}
RULE_WORDS = {*RULE_CHOICES, "late_points", "rate", "indicator", "steps", "evidence"}


def is_rule(rule) -> bool:
    """Whether this says, in the right form, how a criterion is computed; an empty one says nothing and is right."""
    if not isinstance(rule, dict) or set(rule) - RULE_WORDS or not _is_evidence(rule.get("evidence", {})):
        return False
    for name, choices in RULE_CHOICES.items():
        if name in rule and rule[name] not in ["", *choices.values]:
            return False
    steps, indicator = rule.get("steps", []), rule.get("indicator")
    if not isinstance(steps, list) or not all(isinstance(s, list) and len(s) == 2 for s in steps):
        return False
    if indicator is not None and not _is_name_and_unit(indicator):
        return False
    amounts = [
        rule.get("late_points", "0"),
        rule.get("rate", "0"),
        *(amount for step in steps for amount in step),
    ]
    return all(map(_is_amount, amounts))


def _is_evidence(wanted) -> bool:
    """Whether this names known kinds of evidence, of whom, and whether of the year."""
    if not isinstance(wanted, dict) or set(wanted) - {"kinds", "issuer", "of_year"}:
        return False
    kinds, issuer = wanted.get("kinds", []), wanted.get("issuer", "")
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return False
    is_short = isinstance(issuer, str) and len(issuer) <= LONGEST_ISSUER
    return (
        is_short and set(kinds) <= set(EvidenceKind.values) and isinstance(wanted.get("of_year", False), bool)
    )


def _is_name_and_unit(indicator) -> bool:
    return isinstance(indicator, list) and len(indicator) == 2 and all(isinstance(t, str) for t in indicator)


def _is_amount(text) -> bool:
    try:
        return isinstance(text, str) and 0 <= Decimal(text) < 10**15
    except InvalidOperation:
        return False


def points_of(text: str) -> Decimal | None:
    """0,5 or 15 điểm as a number of points."""
    if len(text) > 40:  # characters: no number is so long
        return None
    value = read_number(re.sub(r"\s*(điểm|đ)\s*$", "", text.strip(), flags=re.I), thousands=False)
    return value if value is not None and 0 <= value < 10_000 else None
