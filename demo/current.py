"""The year that is running today, half way, so that whoever tries the site finds work that is neither over nor late.

The papers of 2023 stay as they happened. 2024 stops where the public record stops, and is not awaited any more.
"""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from blocs.models import AwardType, Bloc, BlocYear, Milestone, copy_outline, open_year
from members.models import User
from pledges.actions.corrections import answer_items
from pledges.models import Report

from . import year
from .clock import at

Step = Milestone.Kind
LEAD, DEPUTY = "ctd", "tnxp"
FROM_TODAY = {  # days
    Step.CRITERIA_PUBLISHED: -172,
    Step.REGISTRATION_OPENED: -168,
    Step.REGISTRATION_CLOSED: -140,
    Step.PLEDGE_SIGNED: -130,
    Step.INTERIM_REPORTS: 12,
    Step.SELF_SCORING_OPENED: 70,
    Step.SELF_SCORING_CLOSED: 100,
    Step.VERIFICATION: 114,
    Step.SCORES_LOCKED: 120,
    Step.CONFERENCE_CLOSED: 130,
    Step.PROPOSAL_FILED: 136,
    Step.HANDED_OVER: 150,
}
INTERIM_IN = ["nct", "nkt", "hlg", "kh", "dy"]  # handed in, the last two wait to be accepted
INTERIM_BEGUN = ["tnxp", "nm"]


@transaction.atomic
def load_current_year() -> BlocYear | None:
    """Open today's year beside 2023 and 2024, once; None where it is there or the demo is not."""
    today = timezone.localdate()
    bloc = Bloc.objects.filter(is_demo=True).first()
    if bloc is None or bloc.years.filter(year__gte=today.year).exists():
        return None
    associations = {association.code: association for association in bloc.members_on(today)}
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(is_demo=True)}
    cast = year.Cast(associations, people, AwardType.objects.get(code="co-ubnd-tinh"))
    last = bloc.years.get(year=2024)
    stop(last, cast)
    opened = open_current(bloc, last, cast, today)
    run_current(opened, cast, today)
    return opened


def hour(today: datetime.date, days: int, clock: str) -> str:
    """So many days from today, as the demo's clock reads it."""
    return f"{today + datetime.timedelta(days=days)} {clock}"


def stop(last: BlocYear, cast: year.Cast) -> None:
    """What was sent back in 2024 is mended, its interim reports are over, and no later deadline is left in it."""
    for report in Report.objects.filter(bloc_year=last, state=Report.State.RETURNED):
        code = report.association.code
        with at("2024-07-03 09:00"):
            items = report.corrections.latest("pk").items.all()
            answers = {item.pk: "Đã đối chiếu, ghi nguồn số liệu." for item in items}
            answer_items(report, by=cast.staff(code), answers=answers)
            report.submit(by=cast.head(code))
            report.accept(by=year.reviewer(last, cast, code))
    with at("2024-07-10 08:00"):
        last.reach(Step.INTERIM_REPORTS, by=cast.staff(last.lead.code))
    last.milestones.filter(done_at=None).update(due_at=None)


def open_current(bloc: Bloc, last: BlocYear, cast: year.Cast, today: datetime.date) -> BlocYear:
    secretary = cast.staff(LEAD)
    with at(hour(today, -175, "08:00")):
        opened = open_year(
            bloc=bloc,
            year=today.year,
            lead=cast.associations[LEAD],
            deputy=cast.associations[DEPUTY],
            tie_breaks=last.tie_breaks,
        )
        year.set_deadlines(opened, {kind: hour(today, days, "17:00") for kind, days in FROM_TODAY.items()})
        year.appoint(opened, cast)
        copy_outline(last, opened)
        criteria_set = last.criteria_sets.latest("version").copy_to(opened)
    with at(hour(today, -172, "09:00")):
        criteria_set.publish(by=secretary)
    with at(hour(today, -168, "08:00")):
        opened.reach(Step.REGISTRATION_OPENED, by=secretary)
    return opened


def run_current(opened: BlocYear, cast: year.Cast, today: datetime.date) -> None:
    secretary = cast.staff(LEAD)
    for n, code in enumerate(cast.associations):
        year.register(opened, cast, code, hour(today, -160 + n % 12, f"09:{n:02}"), factor=Decimal("1.1"))
    with at(hour(today, -139, "08:00")):
        opened.reach(Step.REGISTRATION_CLOSED, by=secretary)
    year.sign_pledge(opened, cast, hour(today, -132, "09:00"), late={}, by=secretary)
    for n, code in enumerate([*INTERIM_IN, *INTERIM_BEGUN]):
        when = hour(today, -6 + n % 4, f"10:{n:02}")
        report = year.write_report(opened, cast, code, Report.Kind.INTERIM, when, share=Decimal("1.08"))
        if code in INTERIM_IN:
            with at(when):
                report.submit(by=cast.head(code))
        if code in INTERIM_IN[:3]:
            report.accept(by=year.reviewer(opened, cast, code))
