"""One body at a time: into a bloc, out of it, into another body."""

import datetime

import pytest
from django.urls import reverse

from base.workflow import Refused
from blocs.actions.membership import dissolve
from blocs.models import Appointment, Membership
from members.models import Association, Officer, Succession
from tests.factories import Step, advance, lock_scores_of, make_association, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client):
    """A running year of a bloc whose province's administrator is signed in."""
    made = make_year(members=4, year=2023)
    client.force_login(make_user(province=made.bloc.province, administers_province=True))
    return made


def add(client, bloc, **facts):
    return client.post(
        reverse("blocs:membership-create", args=[bloc.pk]), {"joined_on": "01/01/2024"} | facts
    )


def test_a_new_association_joins_by_its_names(client, year):
    add(
        client,
        year.bloc,
        official_name="Hội Làm vườn tỉnh Quảng Trị",
        short_name="Hội Làm vườn",
        abbreviation="HLV",
    )

    joined = Membership.objects.get(association__code="hlv")
    assert joined.association.place == year.bloc.place
    assert joined.joined_on == datetime.date(2024, 1, 1)


def test_an_association_that_is_there_joins_as_it_is(client, year):
    body = make_association()

    add(client, year.bloc, association=body.pk)

    assert body.memberships.get().bloc == year.bloc


def test_a_new_association_without_its_names_is_told_beside_the_boxes(client, year):
    page = add(client, year.bloc, official_name="Hội Làm vườn")

    assert "Hội mới cần tên gọi tắt" in page.text and 'value="Hội Làm vườn"' in page.text
    assert Membership.objects.count() == 4


def test_nobody_joins_a_locked_year_by_the_page(client, year):
    advance(year, Step.SELF_SCORING_CLOSED)
    lock_scores_of(year)

    page = add(client, year.bloc, association=make_association().pk, joined_on="01/06/2023")

    assert "Điểm năm 2023 đã khóa" in page.text


def leave(client, year, body, on):
    membership = body.memberships.get()
    return client.post(
        reverse("blocs:membership-end", args=[year.bloc_id, membership.pk]), {"on": on, "note": "QĐ 12"}
    )


def test_a_member_leaves_on_a_day_and_its_past_stays(client, year):
    body = year.bodies[3]

    leave(client, year, body, "01/06/2024")

    membership = body.memberships.get()
    assert (membership.left_on, membership.note) == (datetime.date(2024, 6, 1), "QĐ 12")
    assert client.get(reverse("blocs:membership-end", args=[year.bloc_id, membership.pk])).status_code == 404


@pytest.mark.parametrize(("place", "part"), [(0, "Trưởng khối"), (1, "Phó Trưởng khối")])
def test_who_leads_a_year_does_not_leave_it(client, year, place, part):
    page = leave(client, year, year.bodies[place], "01/06/2023")

    assert f"Hội đang là {part} năm 2023" in page.text
    assert year.bodies[place].memberships.get().left_on is None


def test_a_merged_body_leaves_its_bloc_its_people_and_a_trace(client, year):
    body, into = year.bodies[3], make_association()
    chair = make_user(signs_for=body)
    facts = {"on": "01/07/2025", "successor": into.pk, "basis": "Quyết định số 12/QĐ-UBND"}

    client.post(reverse("blocs:association-dissolve", args=[body.pk]), facts)

    assert Association.objects.get(pk=body.pk).dissolved_on == datetime.date(2025, 7, 1)
    assert body.memberships.get().left_on == datetime.date(2025, 7, 1)
    assert Officer.objects.get(user=chair).until == datetime.date(2025, 7, 1)
    assert Succession.objects.get().successor == into
    assert client.get(reverse("blocs:association-dissolve", args=[body.pk])).status_code == 403


def test_a_body_that_leads_is_not_dissolved_and_nothing_of_it_is_written(client, year):
    lead = year.bodies[0]

    page = client.post(
        reverse("blocs:association-dissolve", args=[lead.pk]), {"on": "01/06/2023", "basis": "Quyết định"}
    )

    assert "Hội đang là Trưởng khối năm 2023" in page.text
    lead.refresh_from_db()
    assert lead.dissolved_on is None
    assert Appointment.objects.filter(bloc_year=year).count() == 2
    assert lead.officers.filter(until=None).exists()


def test_a_body_is_dissolved_once(year):
    body, by = year.bodies[3], year.secretary
    facts = {"on": datetime.date(2025, 7, 1), "successor": None, "basis": "Quyết định", "by": by}
    dissolve(body, **facts)

    with pytest.raises(Refused, match="trước đó"):
        dissolve(body, **facts)
