"""Boxes that save themselves: merged one by one, in conflict only where two typed in the same one."""

import datetime
import json

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pledges.merging import mark_of, merge
from pledges.models import Change
from tests.factories import fill, make_report, make_user, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def member(client, report):
    user = make_user(edits_for=report.association, full_name="Lê Thị Hoa")
    client.force_login(user)
    return user


def save(client, report, typed: dict, read: dict | None = None, **headers):
    """What the page's script sends."""
    body = typed | {"read": json.dumps(read or {box: mark_of("") for box in typed})}
    page = {"section": "text", "result": "figures", "line": "scores"}[next(iter(typed)).split("-")[0]]
    address = reverse(f"pledges:report-{page}", args=[report.pk])
    return client.post(address, body, headers={"X-Autosave": "1"} | headers)


def section(report):
    return f"section-{report.sections.get().pk}-text"


def line(report, code="I.1"):
    return f"line-{report.lines.get(criterion__code=code).pk}-self_points"


def test_a_box_is_saved_and_its_new_mark_comes_back(client, report, member):
    answer = save(client, report, {section(report): "Đã trao 1.980 suất quà"}).json()

    assert answer["saved"] == {section(report): mark_of("Đã trao 1.980 suất quà")}
    assert report.sections.get().text == "Đã trao 1.980 suất quà"


def test_one_wrong_box_does_not_keep_the_others_from_being_saved(client, report, member):
    answer = save(client, report, {line(report): "mười", line(report, "II.1"): "39,5"}).json()

    assert answer["errors"] == {line(report): "Hãy nhập một số, ví dụ 98,5."}
    assert list(answer["saved"]) == [line(report, "II.1")]


def test_two_people_in_two_boxes_do_not_disturb_each_other(client, report, member):
    report.write(by=make_user(), typed={line(report): 45})

    answer = save(client, report, {line(report, "II.1"): "39"}).json()

    assert answer["conflicts"] == {}
    assert report.lines.get(criterion__code="I.1").self_points == 45
    assert report.lines.get(criterion__code="II.1").self_points == 39


def test_two_people_in_one_box_see_each_other_and_nothing_is_overwritten(client, report, member):
    report.write(by=make_user(full_name="Trần Văn Nam"), typed={section(report): "Của Nam"})

    answer = save(client, report, {section(report): "Của Hoa"}).json()

    assert answer["saved"] == {}
    assert "Trần Văn Nam" in answer["conflicts"][section(report)]["html"]
    assert "Của Nam" in answer["conflicts"][section(report)]["html"]
    assert report.sections.get().text == "Của Nam"
    kept = save(client, report, {section(report): "Của Hoa"}, {section(report): mark_of("Của Nam")}).json()
    assert kept["conflicts"] == {}
    assert report.sections.get().text == "Của Hoa"


def test_an_untouched_box_of_an_old_page_does_not_undo_a_colleagues_text(client, report, member):
    report.write(by=make_user(), typed={section(report): "Mới"})
    typed = {section(report): ""}

    client.post(
        reverse("pledges:report-text", args=[report.pk]),
        typed | {"read": json.dumps({section(report): mark_of("")})},
    )

    assert report.sections.get().text == "Mới"


def test_a_box_that_holds_nought_can_be_changed_and_cleared_from_its_page(client, report, member):
    report.write(by=member, typed={line(report): 0})
    address = reverse("pledges:report-scores", args=[report.pk])

    for typed, stored in (("12", 12), ("0", 0), ("", None)):
        read = client.get(address).context["read"]
        client.post(address, {line(report): typed, "read": read})
        assert report.lines.get(criterion__code="I.1").self_points == stored


def test_a_box_of_another_report_cannot_be_written(client, report, member):
    other = make_report()

    answer = save(client, report, {f"section-{other.sections.get().pk}-text": "Lạ"}).json()

    assert answer["saved"] == {}
    assert other.sections.get().text == ""


def test_a_session_that_ran_out_answers_401_and_not_a_page(client, report):
    response = save(client, report, {section(report): "Chữ"})

    assert (response.status_code, response.json()) == (401, {})


def test_a_page_of_another_person_writes_nothing(client, report, member):
    response = save(client, report, {section(report): "Chữ"}, **{"X-Person": str(make_user().pk)})

    assert response.status_code == 409
    assert report.sections.get().text == ""


def test_a_report_handed_in_meanwhile_refuses_with_a_sentence(client, report, member):
    fill(report)
    report.submit(by=member)

    response = save(client, report, {section(report): "Thêm"}, {section(report): mark_of("Đã làm.")})

    assert response.status_code == 409
    assert "đã nộp" in response.json()["refused"]


def test_a_save_takes_at_most_twelve_queries(client, report, member):
    box = section(report)
    save(client, report, {box: "Một"})

    with CaptureQueriesContext(connection) as captured:
        save(client, report, {box: "Hai"}, {box: mark_of("Một")})

    # The test's own transaction turns BEGIN and COMMIT into savepoints.
    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) <= 12
    assert report.sections.get().text == "Hai"


def test_history_tells_who_changed_what_from_what_to_what(report):
    hoa, nam = make_user(full_name="Hoa"), make_user(full_name="Nam")
    report.write(by=hoa, typed={line(report): 45})
    report.write(by=nam, typed={line(report): 40})

    assert list(report.changes.order_by("pk").values_list("label", "before", "after", "by__full_name")) == [
        ("Tiêu chí I.1: điểm tự chấm", "", "45", "Hoa"),
        ("Tiêu chí I.1: điểm tự chấm", "45", "40", "Nam"),
    ]


def test_saves_of_one_sitting_are_one_line_of_history(report):
    hoa = make_user()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for text in ("Đ", "Đã", "Đã trao"):
            report.write(by=hoa, typed={section(report): text})
            clock.shift(datetime.timedelta(seconds=30))
        clock.shift(datetime.timedelta(minutes=10))
        report.write(by=hoa, typed={section(report): "Đã trao quà"})

    kept = report.changes.order_by("pk").values_list("before", "after")
    assert list(kept) == [("", "Đã trao"), ("Đã trao", "Đã trao quà")]


def test_verdicts_are_history_with_their_reasons():
    report = make_report(state="submitted")
    verify(report, I_1=45)

    change = report.changes.get(label="Tiêu chí I.1: điểm thẩm định")
    assert (change.before, change.after, change.reason) == ("", "45", "Thiếu minh chứng")


def test_a_member_does_not_read_verdicts_before_they_stand(client):
    report = make_report(state="submitted")
    verify(report, I_1=45)
    address = reverse("pledges:report-history", args=[report.pk])
    client.force_login(make_user(edits_for=report.association))

    assert "Thiếu minh chứng" not in client.get(address).text
    report.accept(by=make_user())
    assert "Thiếu minh chứng" in client.get(address).text


def test_nobody_rewrites_history(report):
    report.write(by=make_user(), typed={section(report): "Một"})

    with pytest.raises(TypeError):
        Change.objects.update(after="Khác")
    with pytest.raises(TypeError):
        Change.objects.all().delete()


TEXT = st.text(alphabet="ab", max_size=2)


@given(base=TEXT, stored=TEXT, typed=TEXT)
def test_no_ones_text_is_ever_overwritten_unseen(base, stored, typed):
    to_write, conflicts = merge({"box": stored}, {"box": typed}, {"box": mark_of(base)})

    if to_write:
        assert stored == base  # only what the page showed is replaced
    if typed not in (base, stored):
        assert to_write or conflicts  # and nothing typed is dropped in silence


def test_the_history_is_paged_by_what_was_saved_at_once(client, report):
    person = make_user(edits_for=report.association)
    boxes = [f"section-{one.pk}-text" for one in report.sections.all()]
    for text in ("Một", "Hai"):
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=len(text)), tick=False):
            report.write(by=make_user(), typed=dict.fromkeys(boxes, text))
    client.force_login(person)

    page = client.get(reverse("pledges:report-history", args=[report.pk]))

    saves = page.context["saves"]
    assert [len(lines) for lines in saves] == [len(boxes), len(boxes)]
    assert page.context["page_obj"].paginator.count == 2
