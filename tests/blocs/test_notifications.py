"""Who is next is told. Proves blocs/notifications.py."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.actions.service import appoint
from blocs.models import Appointment, Handover, open_year
from members.models import Notice
from tests.factories import Step, make_user, make_year

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return [notice.subject for notice in Notice.objects.filter(to=person, read_at=None)]


def test_members_are_told_that_a_step_has_opened_and_until_when():
    year = make_year(until=Step.CRITERIA_PUBLISHED)
    due_at = timezone.make_aware(datetime.datetime(2023, 3, 15, 17))
    year.milestones.filter(kind=Step.REGISTRATION_CLOSED).update(due_at=due_at)
    editor, signatory = make_user(edits_for=year.bodies[2]), make_user(signs_for=year.bodies[3])
    stranger, gone = make_user(), make_user(edits_for=year.bodies[2])
    gone.officer_set.get().end(on=timezone.localdate())

    year.read_anew()
    year.reach(Step.REGISTRATION_OPENED, by=year.secretary)

    assert told(editor) == told(signatory) == ["ĐÃ MỞ: soạn và nộp bản đăng ký thi đua năm 2023"]
    assert "17:00 ngày 15/03/2023" in Notice.objects.get(to=editor).body
    assert told(stranger) == told(gone) == []


def test_the_heads_of_lead_and_deputy_are_asked_to_name_their_people():
    year = make_year()
    lead, deputy = make_user(signs_for=year.bodies[1]), make_user(signs_for=year.bodies[2])
    editor = make_user(edits_for=year.bodies[1])

    following = open_year(bloc=year.bloc, year=2024, lead=year.bodies[1], deputy=year.bodies[2])

    assert told(lead) == ["CẦN LÀM: cử thư ký khối năm 2024"]
    assert told(deputy) == ["CẦN LÀM: cử người thẩm định bảng điểm của Trưởng khối năm 2024"]
    appoint(following, editor, Appointment.Role.SECRETARY, by=lead)
    assert told(lead) == []
    assert told(editor)[0].startswith("ĐƯỢC PHÂN CÔNG: thư ký khối")
    assert told(deputy) != []


def test_naming_somebody_twice_tells_them_once():
    year = make_year()
    person = make_user(edits_for=year.lead)

    for _ in range(2):
        appoint(year, person, Appointment.Role.SECRETARY, by=year.secretary)

    assert len(told(person)) == 1
    assert year.appointments.filter(user=person).count() == 1


def test_the_new_lead_is_told_after_the_handover_and_opens_its_year(client):
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    receiver = year.bodies[1]
    head, other = make_user(signs_for=receiver), make_user(signs_for=year.bodies[2])
    today = timezone.localdate()
    handover = Handover.objects.create(
        bloc_year=year, receiver=receiver, held_at=timezone.now(), place="x", giver_name="a",
        giver_position="b", receiver_name="c", receiver_position="d", writes_end=today, writes_begin=today,
    )  # fmt: skip
    handover.items.create(text="Hồ sơ", quantity="01", is_given=True)
    address = reverse("blocs:year-open", args=[year.bloc_id])
    client.force_login(head)
    assert client.get(address).status_code == 403
    for step in (Step.SCORES_LOCKED, Step.CONFERENCE_CLOSED, Step.PROPOSAL_FILED):
        year.reach(step, by=year.secretary)

    handover.hand_over(by=year.secretary, missing=[])

    assert "ĐẾN LƯỢT: mở năm thi đua 2024 của Khối các hội" in told(head)
    assert client.get(address).status_code == 200
    client.force_login(other)
    assert client.get(address).status_code == 403
