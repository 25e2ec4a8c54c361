"""A body joins a bloc, leaves it, or ceases to be."""

import datetime

from django.db import transaction

from audit.log import record
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.actions.member_list import make_association
from blocs.models import Bloc, Membership
from members.models import Association, Succession, User


@transaction.atomic
def join(
    bloc: Bloc, association: Association | None, facts: dict, *, on: datetime.date, by: User
) -> Membership:
    """Into the bloc from that day; where no association is given, one is made of the facts.

    Refused where a year whose scores are locked would have another member.
    """
    association = association or make_association(bloc, facts)
    joined = Membership.objects.create(bloc=bloc, association=association, joined_on=on)
    what = f"{bloc}: {association.official_name} vào khối từ {short_date(on)}"
    record("members.joined", association, what=what, by=by)
    return joined


@transaction.atomic
def leave(membership: Membership, *, on: datetime.date, note: str = "", by: User) -> None:
    """Out of the bloc from that day.

    Refused before the day it joined, for a party of a year still to be handed over, and where a year whose
    scores are locked would lose a member.
    """
    if on <= membership.joined_on:
        raise Refused(f"Hội vào khối từ ngày {short_date(membership.joined_on)}, hãy ghi ngày sau đó.")
    _refuse_for_a_party(membership, on)
    membership.left_on, membership.note = on, note
    membership.save()
    what = f"{membership.bloc}: {membership.association.official_name} rời khối từ {short_date(on)}"
    record("members.left", membership.association, what=what, by=by)


def _refuse_for_a_party(membership: Membership, on: datetime.date) -> None:
    """Who leads a year, or is its deputy, is of the bloc until its last day."""
    body = membership.association_id
    for year in membership.bloc.years.order_by("-year"):
        if body in (year.lead_id, year.deputy_id) and on <= year.last_day and not year.is_handed_over:
            part = "Trưởng khối" if body == year.lead_id else "Phó Trưởng khối"
            raise Refused(
                f"Hội đang là {part} năm {year.year}: bàn giao năm đó trước, hoặc chọn đơn vị khác."
            )


@transaction.atomic
def dissolve(
    association: Association, *, on: datetime.date, successor: Association | None, basis: str, by: User
) -> None:
    """The association ceases on that day: it leaves its blocs, its people's offices end, another may follow it.

    Refused where one of its blocs refuses that it leaves, or it was dissolved before.
    """
    if Association.objects.select_for_update().get(pk=association.pk).dissolved_on:
        raise Refused("Hội đã được ghi ngừng hoạt động trước đó.")
    note = basis[:200]
    for membership in association.memberships.filter(left_on=None).select_related("bloc", "association"):
        leave(membership, on=on, note=note, by=by)
    for office in association.officers.filter(until=None):
        office.end(on=on)
    if successor:
        Succession.objects.create(predecessor=association, successor=successor, on=on, basis=basis)
    Association.objects.filter(pk=association.pk).update(dissolved_on=on)
    into = f", hợp nhất vào {successor}" if successor else ""
    what = f"{association} ngừng hoạt động từ {short_date(on)}{into}"
    record("association.dissolved", association, what=what, by=by)
