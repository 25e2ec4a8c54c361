"""Who belonged to a year whose scores are locked stands, whichever way somebody tries to change it."""

import datetime

import pytest
from django.urls import reverse

from base.workflow import Refused
from blocs.models import Bloc, BlocYear, Membership
from pledges.completeness import completeness
from tests.factories import LONG_AGO, Step, lock_scores_of, make_association, make_user, make_year

pytestmark = pytest.mark.django_db
LAST_DAY = datetime.date(2023, 12, 31)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def locked():
    return lock_scores_of(make_year(until=Step.SELF_SCORING_CLOSED))


def members(year) -> set[int]:
    return set(BlocYear.objects.get(pk=year.pk).members().values_list("pk", flat=True))


def test_nobody_joins_a_locked_year_afterwards(locked):
    before, new = members(locked), make_association()

    for joined_on in (LONG_AGO, LAST_DAY):
        with pytest.raises(Refused, match="Điểm năm 2023 đã khóa"):
            Membership.objects.create(bloc=locked.bloc, association=new, joined_on=joined_on)
    Membership.objects.create(bloc=locked.bloc, association=new, joined_on=LAST_DAY + DAY)

    assert members(locked) == before and len(before) > 2


@pytest.mark.parametrize(
    "change",
    [
        {"left_on": LAST_DAY},
        {"joined_on": LAST_DAY + DAY},
        {"left_on": LONG_AGO + DAY},
    ],
)
def test_nobody_leaves_a_locked_year_afterwards(locked, change):
    held = Membership.objects.filter(association=locked.bodies[2]).get()
    for name, value in change.items():
        setattr(held, name, value)

    with pytest.raises(Refused, match="đã khóa"):
        held.save()
    with pytest.raises(Refused, match="đã khóa"):
        Membership.objects.get(pk=held.pk).delete()
    with pytest.raises(Refused, match="đã khóa"):
        held = Membership.objects.get(pk=held.pk)
        held.association = make_association()
        held.save()


def test_nobody_moves_to_another_bloc_out_of_or_into_a_locked_year(locked):
    other = lock_scores_of(make_year(until=Step.SELF_SCORING_CLOSED))
    held = Membership.objects.get(association=locked.bodies[2])
    held.bloc = other.bloc

    with pytest.raises(Refused, match="đã khóa"):
        held.save()


def test_who_leaves_after_the_locked_year_may(locked):
    held = Membership.objects.get(association=locked.bodies[2])
    held.left_on = LAST_DAY + DAY
    held.save()

    assert locked.bodies[2].pk in members(locked)


def test_an_open_year_takes_members(locked):
    open_year = make_year(members=3)
    new = make_association()
    Membership.objects.create(bloc=open_year.bloc, association=new, joined_on=LONG_AGO)

    assert new.pk in members(open_year)


def test_the_admin_says_so_beside_the_form(client, locked):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    held = Membership.objects.get(association=locked.bodies[2])
    typed = {
        "bloc": locked.bloc_id,
        "association": held.association_id,
        "joined_on": "01/01/2024",
        "note": "",
    }
    answer = client.post(reverse("admin:blocs_membership_change", args=[held.pk]), typed)

    assert "danh sách thành viên năm đó không đổi được nữa" in answer.text
    assert client.post(reverse("admin:blocs_membership_delete", args=[held.pk])).status_code == 403
    asked = {"action": "delete_selected", "_selected_action": [held.pk], "post": "yes"}
    client.post(reverse("admin:blocs_membership_changelist"), asked)
    assert Membership.objects.filter(pk=held.pk).exists()


def test_members_stand_in_the_order_of_the_decision_where_the_bloc_says_so():
    """Pages and papers read members_on; the roll and the signatures follow it."""
    year = make_year(members=4)
    names = ["Hội C", "Hội A", "Hội D", "Hội B"]
    for body, name, position in zip(year.bodies, names, (2, 1, None, 3), strict=True):
        body.official_name = body.short_name = name
        body.save()
        year.bloc.memberships.filter(association=body).update(position=position)

    def order() -> list[str]:
        return [row.association.official_name for row in completeness(BlocYear.objects.get(pk=year.pk))]

    assert order() == ["Hội A", "Hội B", "Hội C", "Hội D"]
    Bloc.objects.update(keeps_order=True)
    assert order() == ["Hội A", "Hội C", "Hội B", "Hội D"]  # who has no place comes last

    memberships = list(year.bloc.memberships.select_related("association"))
    bloc = Bloc.objects.get()
    in_order = bloc.in_order_on(year.last_day, memberships)
    assert [m.association.official_name for m in in_order] == ["Hội A", "Hội C", "Hội B", "Hội D"]
