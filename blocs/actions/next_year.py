"""A year is opened with what was chosen to begin with: a sample, or what last year had."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from audit.log import record
from blocs.models import Bloc, BlocYear, Milestone, copy_outline, open_year
from members.models import Association, User

from .sample import give_sample

RULES = "rules"


@transaction.atomic
def open_with_copies(
    bloc: Bloc,
    *,
    year: int,
    lead: Association,
    deputy: Association,
    copies: Collection[str],
    rules: Collection[str],
    by: User,
) -> BlocYear:
    """Open a year. `copies` are sample, criteria, outline, dates, rules; `rules` the columns that the last means."""
    last = bloc.years.order_by("-year").first()
    taken = {name: getattr(last, name) for name in rules} if last and RULES in copies else {}
    opened = open_year(bloc=bloc, year=year, lead=lead, deputy=deputy, **taken)
    if last is None:
        if "sample" in copies:
            give_sample(opened)
    else:
        _copy(last, opened, copies)
    record("year.opened", opened, what=f"Mở {opened}: {opened.lead}, {opened.deputy}", by=by)
    return opened


def _copy(last: BlocYear, opened: BlocYear, copies: Collection[str]) -> None:
    if "outline" in copies:
        copy_outline(last, opened)
    source = last.criteria_sets.published().order_by("-version").first()
    if "criteria" in copies and source:
        source.copy_to(opened)
    if "dates" in copies:
        copy_dates(last, opened)


def copy_dates(last: BlocYear, opened: BlocYear) -> None:
    """Each deadline at the same hour of the same day, as many years later as the years are apart."""
    for milestone in last.milestones.exclude(due_at=None):
        due_at = milestone.due_at and years_later(milestone.due_at, opened.year - last.year)
        Milestone.objects.filter(bloc_year=opened, kind=milestone.kind).update(due_at=due_at)


def years_later(moment: datetime.datetime, years: int) -> datetime.datetime:
    """The same day and hour in Vietnam; 29 February becomes the 28th where there is none."""
    local = timezone.localtime(moment)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return local.replace(year=local.year + years, day=day)
