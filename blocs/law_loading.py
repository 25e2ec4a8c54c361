"""Bringing the law up to what comes with this version, beside what the office has changed."""

import datetime
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import transaction

from base.vietnamese import short_date
from blocs.reference_awards import (
    ACHIEVEMENT_FORMS,
    AWARDS,
    CONDITIONS,
    HEADINGS,
    INCOMPATIBLE,
    PRIZES,
    SALARIES,
    ShippedAward,
)
from members.models import Province

from .models import (
    AchievementForm,
    AwardBasis,
    AwardCondition,
    AwardType,
    BaseSalary,
    LegalInstrument,
    PrizeFactor,
)
from .reference import (
    CHECKED_BY,
    CHECKED_ON,
    EARLIER,
    EARLIER_ARTICLES,
    INSTRUMENTS,
    NO_LONGER_SHIPPED,
    Gone,
    Shipped,
    day,
)


def load_law() -> list[str]:
    """Bring the law up to what comes with this version; what the office has changed since is left alone.

    Gives a sentence for each column that the office keeps otherwise than this version has it.
    """
    with transaction.atomic():
        for shipped in INSTRUMENTS:
            _load_instrument(shipped)
        for shipped in INSTRUMENTS:
            _join(shipped)
        for gone in NO_LONGER_SHIPPED:
            _give_to_its_province(gone)
        for award in AWARDS:
            _load_award(award)
        for one, other in INCOMPATIBLE:
            AwardType.objects.get(code=one).conflicts_with.add(AwardType.objects.get(code=other))
        load_award_rules()
    return law_differences()


def _give_to_its_province(gone: Gone) -> None:
    """Where that province is not on this site, no paper cites it."""
    untouched = LegalInstrument.objects.filter(number=gone.number, title=gone.was_titled, province=None)
    its_own = Province.objects.filter(name=gone.province).first()
    untouched.update(title=gone.title, province=its_own, cited_in_papers=its_own is not None)


CORRECTED = ("title", "issuer", "issued_on", "in_force_from", "in_force_to")
DAYS = ("issued_on", "in_force_from", "in_force_to")


def _facts(shipped: Shipped) -> dict:
    """The columns of an instrument as this version has them."""
    return {name: _value(name, getattr(shipped, name)) for name in CORRECTED}


def _value(column: str, text: str):
    return (day(text) if text else None) if column in DAYS else text


def _load_instrument(shipped: Shipped) -> None:
    facts = _facts(shipped)
    instrument, is_new = LegalInstrument.objects.get_or_create(
        number=shipped.number,
        province=None,
        defaults=facts
        | {
            "kind": shipped.kind,
            "cited_in_papers": shipped.cited_in_papers,
            "position": shipped.position,
            "source": shipped.source,
            "note": shipped.note,
            "checked_on": day(CHECKED_ON),
            "checked_by": CHECKED_BY,
        },
    )
    if is_new:
        return
    corrected = {
        column: facts[column]
        for column, text in EARLIER.get(shipped.number, {}).items()
        if getattr(instrument, column) == _value(column, text)
    }
    if instrument.checked_on is None:  # of a version that did not say
        corrected |= {"source": shipped.source, "checked_on": day(CHECKED_ON), "checked_by": CHECKED_BY}
    if corrected:
        LegalInstrument.objects.filter(pk=instrument.pk).update(**corrected)


def _join(shipped: Shipped) -> None:
    """Which instrument replaced this one, and which it amends, where nobody has said otherwise."""
    instruments = LegalInstrument.objects.filter(number=shipped.number, province=None)
    for column in ("replaced_by", "amends"):
        if number := getattr(shipped, column):
            other = LegalInstrument.objects.get(number=number, province=None)
            instruments.filter(**{column: None}).update(**{column: other})


def law_differences() -> list[str]:
    """What the office keeps otherwise than this version has it, a sentence each, for the administrator."""
    numbers = [shipped.number for shipped in INSTRUMENTS]
    kept = {i.number: i for i in LegalInstrument.objects.filter(province=None, number__in=numbers)}
    differences = []
    for shipped in INSTRUMENTS:
        instrument = kept.get(shipped.number)
        for column, value in _facts(shipped).items():
            if instrument is not None and getattr(instrument, column) != value:
                field: Any = LegalInstrument._meta.get_field(column)
                own = _told(getattr(instrument, column))
                differences.append(
                    f"{instrument}, {field.verbose_name}: đang ghi “{own}”, bản kèm phần mềm ghi “{_told(value)}”."
                )
    return differences


def _told(value) -> str:
    return short_date(value) if isinstance(value, datetime.date) else str(value or "")


def load_award_rules() -> None:
    """Forms, conditions and money; where the province has its own by now, nothing is added."""
    for shipped in ACHIEVEMENT_FORMS:
        instrument = LegalInstrument.objects.get(number=shipped.instrument)
        form, is_new = AchievementForm.objects.get_or_create(
            instrument=instrument, name=shipped.name, defaults={"confirmed_by": shipped.confirmed_by}
        )
        if is_new:
            form.award_types.set(AwardType.objects.filter(code__in=shipped.awards))
            for position, heading in enumerate(HEADINGS, 1):
                form.parts.create(position=position, **asdict(heading))
    for code, conditions in CONDITIONS.items():
        award_type = AwardType.objects.get(code=code)
        if not award_type.conditions.exists():
            for position, condition in enumerate(conditions, 1):
                AwardCondition.objects.create(award_type=award_type, position=position, **asdict(condition))
    for number, factors in PRIZES.items():
        for code, factor in factors.items():
            PrizeFactor.objects.get_or_create(
                award_type=AwardType.objects.get(code=code),
                instrument=LegalInstrument.objects.get(number=number, province=None),
                defaults={"factor": Decimal(factor)},
            )
    for salary in SALARIES:
        facts = {"amount": Decimal(salary.amount), "source": salary.source}
        BaseSalary.objects.get_or_create(since=day(salary.since), defaults=facts)


def _load_award(shipped: ShippedAward) -> None:
    facts = asdict(shipped)
    code, bases = facts.pop("code"), facts.pop("bases")
    facts["renamed_on"] = day(shipped.renamed_on) if shipped.renamed_on else None
    award_type, is_new = AwardType.objects.get_or_create(code=code, defaults=facts)
    if not is_new and shipped.earlier_name:  # of a version that did not know earlier names
        AwardType.objects.filter(code=code, name=shipped.name, earlier_name="").update(
            earlier_name=shipped.earlier_name, renamed_on=facts["renamed_on"]
        )
    for number, article in bases.items():
        instrument = LegalInstrument.objects.get(number=number, province=None)
        basis, _ = AwardBasis.objects.get_or_create(
            award_type=award_type, instrument=instrument, defaults={"article": article}
        )
        if basis.article == EARLIER_ARTICLES.get((code, number)):
            AwardBasis.objects.filter(pk=basis.pk).update(article=article)
