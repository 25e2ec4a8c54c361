"""Bàn giao: what is listed, when it can be recorded, and from when each side writes."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.actions.papers import issue_paper
from awards.handing_over import inventory, obstacles, successor
from awards.papers import year_papers
from base.workflow import Refused
from blocs.models import Appointment, Handover, Milestone, open_year
from blocs.permissions import can_run
from tests.documents.pdf import read
from tests.factories import Step, make_scored_year, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 1, 15)


@pytest.fixture
def year():
    """A scored year whose dossier is filed."""
    with time_machine.travel("2024-01-10 08:00+07:00", tick=False):
        scored = make_scored_year([{}, {"I.1": 40}, {"I.1": 30}])
        for step in (Step.CONFERENCE_CLOSED, Step.PROPOSAL_FILED):
            scored.reach(step, by=scored.secretary)
    scored.successor_chair = make_user(signs_for=scored.bodies[1])
    return scored


def plan(year, *items, **fields) -> Handover:
    facts = {
        "receiver": year.bodies[1],
        "held_at": datetime.datetime(2024, 1, 15, 8, 30, tzinfo=datetime.UTC),
        "place": "Đông Hà",
        "giver_name": "Hoàng Văn Thành",
        "giver_position": "Trưởng ban",
        "receiver_name": "Phan Văn Quang",
        "receiver_position": "Chủ tịch",
        "writes_begin": DAY,
        "writes_end": DAY,
    }
    planned = Handover.objects.create(bloc_year=year, **facts | fields)
    for text, is_given, note in items or [("Cờ luân lưu", True, "")]:
        planned.items.create(text=text, quantity="01", is_given=is_given, note=note)
    return planned


def issue_minutes(year) -> None:
    (sheet,) = [s for s in year_papers(year) if s.kind.code == "bien-ban-ban-giao"]
    issue_paper(sheet, year, by=year.secretary, number=sheet.subject.pk, dated=DAY, name="", position="")


def hand_over(planned: Handover) -> None:
    issue_minutes(planned.bloc_year)
    planned.hand_over(by=planned.bloc_year.secretary, missing=obstacles(planned))


def test_the_list_is_drafted_from_what_the_year_holds(year):
    listed = {item.text: item.quantity for item in inventory(year)}

    assert listed["Bộ tiêu chí chấm điểm đã công bố"] == "01 phiên bản"
    assert listed["Bản đăng ký thi đua của các đơn vị"] == "03 bản"
    assert listed["Báo cáo năm kèm bảng điểm tự chấm, thẩm định"] == "03 bản"
    assert "Báo cáo sơ kết 6 tháng của các đơn vị" not in listed


def test_the_receiver_is_next_years_lead(year):
    assert successor(year) is None

    open_year(bloc=year.bloc, year=2024, lead=year.bodies[2], deputy=year.bodies[1])

    assert successor(year) == year.bodies[2]


def test_nothing_is_handed_over_before_each_item_is_given_or_explained_and_the_minutes_are_issued(year):
    planned = plan(year, ("Cờ luân lưu", False, ""), ("Sổ sách", False, "Giao sau Tết"))

    with pytest.raises(Refused) as refusal:
        planned.hand_over(by=year.secretary, missing=obstacles(planned))

    assert "“Cờ luân lưu” chưa giao" in str(refusal.value)
    assert "Sổ sách" not in str(refusal.value)
    assert "Chưa ban hành Biên bản bàn giao." in str(refusal.value)
    assert not year.is_done(Step.HANDED_OVER)


def test_a_list_changed_after_the_minutes_wants_new_minutes(year):
    planned = plan(year)
    issue_minutes(year)

    planned.save()

    assert "ban hành bản thay thế" in obstacles(planned)[0]


def test_a_plan_binds_the_old_lead_only_once_it_is_recorded(year):
    with time_machine.travel("2024-02-01 08:00+07:00"):
        planned = plan(year)
        assert can_run(year.secretary, type(year).objects.get(pk=year.pk))

        hand_over(planned)

        assert not can_run(year.secretary, type(year).objects.get(pk=year.pk))


def test_the_old_lead_writes_until_the_day_named(year):
    with time_machine.travel("2024-01-15 09:00+07:00"):
        hand_over(plan(year, writes_end=DAY + datetime.timedelta(days=5)))

    for moment, may in (("2024-01-19 23:59+07:00", True), ("2024-01-20 00:00+07:00", False)):
        with time_machine.travel(moment):
            assert can_run(year.secretary, type(year).objects.get(pk=year.pk)) is may


def test_the_new_lead_writes_from_the_day_named(year):
    following = open_year(bloc=year.bloc, year=2024, lead=year.bodies[1], deputy=year.bodies[2])
    secretary = make_user(edits_for=year.bodies[1])
    Appointment.objects.create(bloc_year=following, user=secretary, role="secretary")
    plan(year)

    for moment, may in (("2024-01-14 23:59+07:00", False), ("2024-01-15 00:00+07:00", True)):
        secretary.__dict__.pop("_appointments", None)
        with time_machine.travel(moment):
            assert can_run(secretary, following) is may


def test_no_day_is_without_a_writer(year):
    with pytest.raises(IntegrityError), transaction.atomic():
        plan(year, writes_begin=DAY, writes_end=DAY - datetime.timedelta(days=1))


def test_the_receiving_chair_confirms_once_and_only_after_the_handover(year):
    planned = plan(year)
    with pytest.raises(Refused):
        planned.receive(by=year.successor_chair)
    hand_over(planned)

    planned.receive(by=year.successor_chair)

    planned.refresh_from_db()
    assert planned.received_by == year.successor_chair
    with pytest.raises(Refused):
        planned.receive(by=year.successor_chair)


def test_the_minutes_list_what_was_handed_over_and_the_dates(year):
    plan(year, ("Cờ luân lưu của khối", True, ""), open_tasks="Theo dõi kết quả xét cờ.")
    issue_minutes(year)

    (sheet,) = [s for s in year_papers(year) if s.kind.code == "bien-ban-ban-giao"]
    text = read(bytes(type(sheet.issued).objects.get(pk=sheet.issued.pk).pdf)).text

    assert "Cờ luân lưu của khối" in text
    assert "- Theo dõi kết quả xét cờ." in text
    assert "từ ngày 15 tháng 01 năm 2024" in text
    assert "ĐẠI DIỆN BÊN GIAO" in text
    assert "ĐẠI DIỆN BÊN NHẬN" in text


def test_the_secretariat_draws_it_up_and_the_receiver_confirms_on_pages(client, year):
    with time_machine.travel("2024-01-15 09:00+07:00"):
        client.force_login(year.secretary)
        page = client.get(reverse("awards:handover-edit", args=[year.pk]))
        typed = {
            f"items-{n}-{k}": v for n, f in enumerate(page.context["items"]) for k, v in f.initial.items()
        }
        total = len(page.context["items"].forms)
        typed |= {f"items-{n}-is_given": "on" for n in range(total - 2)}
        typed |= {f"items-{n}-form": "data" for n in (total - 2, total - 1)}
        typed |= {"items-TOTAL_FORMS": total, "items-INITIAL_FORMS": 0, "items-MAX_NUM_FORMS": 1000}
        facts = {"receiver": year.bodies[1].pk, "held_at": "2024-01-15T08:30", "place": "Đông Hà"}
        facts |= {"giver_name": "A", "giver_position": "B", "receiver_name": "C", "receiver_position": "D"}
        facts |= {"writes_begin": "2024-01-15", "writes_end": "2024-01-15"}

        wrong = client.post(page.request["PATH_INFO"], typed | facts | {"writes_end": "2024-01-14"})
        client.post(page.request["PATH_INFO"], typed | facts)
        issue_minutes(year)
        client.post(reverse("awards:handover-record", args=[year.pk]))

    assert "chậm nhất từ ngày Trưởng khối cũ thôi" in wrong.content.decode()
    planned = Handover.objects.get()
    assert planned.items.filter(is_given=True).count() == total - 2
    assert Milestone.objects.get(bloc_year=year, kind=Step.HANDED_OVER).done_at
    client.force_login(year.secretary)
    assert client.post(reverse("awards:handover-receive", args=[year.pk])).status_code == 403
    client.force_login(year.successor_chair)
    assert "Xác nhận đã nhận bàn giao" in client.get(reverse("year", args=[year.pk])).content.decode()
    assert client.post(reverse("awards:handover-receive", args=[year.pk])).status_code == 302
    assert Handover.objects.get().received_by == year.successor_chair


def test_people_of_both_sides_see_it_and_other_members_do_not(client, year):
    plan(year)

    got = []
    for body in year.bodies:
        client.force_login(make_user(edits_for=body))
        got.append(client.get(reverse("awards:handover", args=[year.pk])).status_code)

    assert got == [200, 200, 403]


def test_a_recorded_handover_is_not_edited(year):
    with time_machine.travel("2024-01-15 09:00+07:00"):
        planned = plan(year, writes_end=DAY + datetime.timedelta(days=2))
        hand_over(planned)

        with pytest.raises(Refused):
            planned.held_open()
