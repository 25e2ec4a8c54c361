"""Handing in with a receipt, sending back item by item, answering, comparing rounds; deadlines and extensions."""

import datetime
import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from base.workflow import Refused
from blocs.actions.extensions import extend
from blocs.models import BlocYear, Milestone
from members.models import Notice
from pledges.actions.corrections import answer_items
from pledges.deadlines import is_on_time
from pledges.merging import mark_of
from pledges.models import Report, differences, digest, snapshot
from tests.documents.pdf import read
from tests.factories import (
    Step,
    fill,
    make_province,
    make_registration,
    make_report,
    make_user,
    make_year,
    send_back,
)
from tests.pledges.test_writing import pdf_bytes

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-rat-dai"
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
DUE = datetime.datetime(2023, 12, 10, 17, tzinfo=VIETNAM)


def url(name, report, *more):
    return reverse(f"pledges:{name}", args=[report.pk, *more])


@pytest.fixture
def report():
    return fill(make_report())


@pytest.fixture
def signatory(client, report):
    user = make_user(signs_for=report.association, full_name="Lê Thị Hoa", password=PASSWORD)
    client.force_login(user)
    return user


def test_what_is_missing_is_a_link_to_its_box(client, report, signatory):
    report.sections.update(text="")
    section = report.sections.get()

    page = client.get(url("report-submit", report))

    assert f'href="{url("report-text", report)}#id_section-{section.pk}-text"' in page.text
    assert "CHƯA NỘP." in page.text
    assert "Ký và nộp" not in page.text


def test_a_signatory_confirms_with_the_password_and_gets_a_receipt(client, report, signatory):
    wrong = client.post(url("report-submit", report), {"way": "confirm", "password": "sai"})
    assert "Mật khẩu chưa đúng." in wrong.text

    receipt = client.post(url("report-submit", report), {"way": "confirm", "password": PASSWORD}, follow=True)

    version = report.versions.get()
    assert version.code in receipt.text
    assert version.sha256 in receipt.text
    assert digest(snapshot(report)) == version.sha256
    text = read(client.get(url("report-receipt", report, 1)).content).text
    assert version.code in text
    assert "Lê Thị Hoa" in text


def test_staff_hand_in_only_with_the_signed_paper(client, report):
    client.force_login(make_user(edits_for=report.association, password=PASSWORD))

    refused = client.post(url("report-submit", report), {"way": "confirm", "password": PASSWORD})
    assert refused.context["form"].errors["way"]
    assert not report.versions.exists()
    content = pdf_bytes()
    scan = SimpleUploadedFile("Bản ký.pdf", content)
    client.post(url("report-submit", report), {"way": "scan", "scan": scan})

    version = report.versions.get()
    assert version.scan_name == "Bản ký.pdf"
    saved = client.get(url("report-scan", report, 1))
    assert b"".join(saved.streaming_content) == content


def test_a_renamed_file_is_no_signed_paper(client, report, signatory):
    answer = client.post(
        url("report-submit", report), {"way": "scan", "scan": SimpleUploadedFile("ky.pdf", b"MZ")}
    )

    assert "Không mở được tệp này" in answer.text
    assert not report.versions.exists()


@pytest.mark.parametrize(
    ("actual", "previous", "words"),
    [
        (1980, 198, "gấp 10 lần so với năm trước (198)"),
        (20, 198, "chỉ bằng 1/10 so với năm trước (198)"),
        (1000, None, "gấp 10 lần so với kế hoạch (100)"),
    ],
)
def test_an_implausible_jump_is_asked_about_and_not_refused(
    client, signatory, report, actual, previous, words
):
    year = report.bloc_year
    content = year.contents.get()
    registration = make_registration(year, report.association)
    target = registration.targets.get(content=content)
    report.results.create(target=target, actual=actual, previous=previous)

    asked = client.post(url("report-submit", report), {"way": "confirm", "password": PASSWORD})
    assert words in asked.text
    assert not report.versions.exists()
    client.post(url("report-submit", report), {"way": "confirm", "password": PASSWORD, "seen": "on"})

    assert report.versions.exists()


def test_the_second_of_two_submissions_makes_no_second_version(report):
    report.submit(by=make_user())
    stale = Report.objects.get(pk=report.pk)
    stale.state = "draft"

    with pytest.raises(Refused):
        stale.submit(by=make_user())

    assert report.versions.count() == 1


def test_nothing_is_handed_in_again_until_each_item_is_answered(report):
    report.submit(by=make_user())
    line = report.lines.first()
    send_back(report, "", (f"line-{line.pk}", "Ghi rõ số"), ("", "Ký lại"))

    with pytest.raises(Refused, match="Chưa trả lời yêu cầu sửa"):
        report.submit(by=make_user())
    items = report.corrections.get().items.all()
    answer_items(report, by=make_user(), answers={item.pk: "Đã sửa" for item in items})
    report.submit(by=make_user())

    assert [version.number for version in report.versions.all()] == [1, 2]


def test_a_colleagues_answer_is_not_erased_by_an_older_page(client, report, signatory):
    report.submit(by=make_user())
    send_back(report, "", ("", "Một"), ("", "Hai"))
    first, second = report.corrections.get().items.all()
    address = url("report-answers", report)
    boxes = {i: f"item-{i.pk}-answer" for i in (first, second)}
    opened = {
        boxes[first]: "",
        boxes[second]: "",
        "read": json.dumps(dict.fromkeys(boxes.values(), mark_of(""))),
    }
    client.post(address, opened | {boxes[first]: "Của đồng nghiệp"})

    client.post(address, opened | {boxes[second]: "Của tôi"})
    clash = client.post(address, opened | {boxes[first]: "Của tôi"})

    answers = list(report.corrections.get().items.values_list("answer", flat=True))
    assert answers == ["Của đồng nghiệp", "Của tôi"]
    assert "Của đồng nghiệp" in clash.text
    assert ">Của tôi</textarea>" in clash.text.replace("\n", "")
    client.post(address, opened | {boxes[first]: "Của tôi", "read": clash.context["read"]})
    assert report.corrections.get().items.first().answer == "Của tôi"


def test_an_answer_saves_itself(client, report, signatory):
    report.submit(by=make_user())
    send_back(report, "", ("", "Một"))
    box = f"item-{report.corrections.get().items.get().pk}-answer"

    sent = {box: "Đã sửa", "read": json.dumps({box: mark_of("")})}
    saved = client.post(url("report-answers", report), sent, headers={"X-Autosave": "1"}).json()

    assert saved["saved"] == {box: mark_of("Đã sửa")}
    assert report.corrections.get().items.get().answer == "Đã sửa"


def test_answers_typed_while_a_colleague_handed_it_in_are_shown_back(client, report, signatory):
    report.submit(by=make_user())
    send_back(report, "", ("", "Một"))
    item = report.corrections.get().items.get()
    box = f"item-{item.pk}-answer"
    type(item).objects.filter(pk=item.pk).update(
        answer="Xong", answered_by=signatory, answered_at=timezone.now()
    )
    report.refresh_from_db()
    report.submit(by=signatory)
    sent = {box: "Chữ của tôi, chưa lưu", "read": json.dumps({box: mark_of("")})}

    page = client.post(url("report-answers", report), sent)

    assert "Bản này không còn chờ sửa." in page.text
    assert "Chữ của tôi, chưa lưu</textarea>" in page.text
    item.refresh_from_db()
    assert item.answer == "Xong"
    refused = client.post(url("report-answers", report), sent, headers={"X-Autosave": "1"})
    assert (refused.status_code, refused.json()["refused"]) == (409, "Bản này không còn chờ sửa.")


def test_a_return_from_an_older_page_is_asked_about_once_more(client, report):
    report.submit(by=make_user())
    client.force_login(report.bloc_year.secretary)
    stale = {"state": "submitted", "due_at": "2099-01-01T17:00", "comment": "Sửa"} | {
        "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"
    }  # fmt: skip
    report.accept(by=report.bloc_year.secretary)

    page = client.post(url("report-return", report), stale)

    assert "vừa chuyển sang “đã tiếp nhận”" in page.text
    assert Report.objects.get(pk=report.pk).state == "accepted"


def test_nothing_unseen_is_signed(client, report, signatory):
    shown = client.get(url("report-submit", report)).context["content"]
    report.write(by=make_user(), typed={f"section-{report.sections.get().pk}-text": "Sửa phút chót"})
    signed = {"way": "confirm", "password": PASSWORD}

    assert "Vừa có người sửa" in client.post(url("report-submit", report), signed | {"content": shown}).text
    shown = client.get(url("report-submit", report)).context["content"]
    client.post(url("report-submit", report), signed | {"content": shown})

    assert report.versions.count() == 1


def test_no_password_is_held_when_the_session_ran_out(client, report, signatory):
    client.get(url("report-submit", report))
    client.session.flush()

    client.post(url("report-submit", report), {"way": "confirm", "password": PASSWORD})

    assert PASSWORD not in str(dict(client.session))


def test_the_difference_between_rounds_is_old_beside_new_with_the_words_marked(client, report):
    report.submit(by=make_user())
    send_back(report)
    section = report.sections.get()
    report.write(by=make_user(), typed={f"section-{section.pk}-text": "Đã làm xong."})
    report.submit(by=make_user())
    client.force_login(report.bloc_year.secretary)

    page = client.get(url("report-version", report, 2))

    assert [(d.before, d.after) for d in differences(*report.versions.all())] == [("Đã làm.", "Đã làm xong.")]
    assert "Đã <del>làm.</del>" in page.text
    assert "Đã <ins>làm xong.</ins>" in page.text


def test_a_version_stays_readable_while_its_report_is_sent_back(client, report):
    report.submit(by=make_user())
    send_back(report)
    report.write(
        by=make_user(), typed={f"section-{report.sections.get().pk}-text": "Đang viết lại, chưa nộp"}
    )
    client.force_login(report.bloc_year.secretary)

    assert "đã được trả lại để sửa" in client.get(url("report", report), follow=True).text
    page = client.get(url("report-version", report, 1))
    assert "Đã làm." in page.text
    assert "Đang viết lại" not in page.text


def test_a_version_is_only_for_its_member_and_the_bloc(client, report):
    report.submit(by=make_user())
    year, seen = report.bloc_year, {}
    people = {
        "member": make_user(edits_for=report.association),
        "other": make_user(signs_for=year.bodies[3]),
        "secretary": year.secretary,
        "province": make_user(province=make_province()),
        "stranger": make_user(),
    }
    for name, person in people.items():
        client.force_login(person)
        seen[name] = client.get(url("report-version", report, 1)).status_code

    assert seen == {"member": 200, "other": 404, "secretary": 200, "province": 200, "stranger": 404}


def test_a_report_is_sent_back_only_as_often_as_the_year_allows(report):
    BlocYear.objects.filter(pk=report.bloc_year_id).update(return_limit=1)
    report = Report.objects.get(pk=report.pk)
    report.bloc_year.secretary = make_user()
    report.submit(by=make_user())
    send_back(report)
    report.submit(by=make_user())

    with pytest.raises(Refused, match="đủ số lần"):
        send_back(report)


def test_a_returns_window_is_its_own_whatever_the_deadline_was():
    year = make_year(until=Step.SELF_SCORING_OPENED, late_rule="refuse")
    with time_machine.travel(DUE - datetime.timedelta(hours=1), tick=False):
        Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)
        report = make_report(year, state="submitted")
        send_back(report, days=3)
    with time_machine.travel(DUE + datetime.timedelta(days=2), tick=False):
        report.submit(by=make_user())
    again = report.versions.last()

    assert not again.is_late
    assert not Report.objects.get(pk=report.pk).is_late


@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, True), (1, False)])
def test_a_year_that_refuses_what_is_late_refuses_by_the_second(seconds, taken):
    year = make_year(until=Step.SELF_SCORING_OPENED, late_rule="refuse")
    Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)
    report = fill(make_report(year))

    with time_machine.travel(DUE + datetime.timedelta(seconds=seconds), tick=False):
        if taken:
            report.submit(by=make_user())
        else:
            with pytest.raises(Refused, match="17:00 ngày 10/12/2023"):
                report.submit(by=make_user())

    assert report.versions.exists() is taken


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_an_extension_moves_one_associations_deadline_across_the_change_of_year(seconds, late):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)
    year.__dict__.pop("timeline", None)
    until = datetime.datetime(2024, 1, 1, 0, 0, tzinfo=VIETNAM)
    granted = {"until": until, "reason": "Bão lụt", "by": year.secretary}
    with time_machine.travel(DUE, tick=False):
        extend(year, association=year.bodies[2], kind=Step.SELF_SCORING_CLOSED, **granted)
    with time_machine.travel(until + datetime.timedelta(seconds=seconds), tick=False):
        extended = make_report(BlocYear.objects.get(pk=year.pk), year.bodies[2])
        fill(extended).submit(by=make_user())
        other = make_report(BlocYear.objects.get(pk=year.pk), year.bodies[3])
        fill(other).submit(by=make_user())

    assert Report.objects.get(pk=extended.pk).is_late is late
    assert Report.objects.get(pk=other.pk).is_late is True


def test_an_extension_is_granted_on_its_page_with_who_and_why(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    Milestone.objects.filter(bloc_year=year, kind=Step.SELF_SCORING_CLOSED).update(due_at=DUE)
    client.force_login(year.secretary)
    address = reverse("blocs:extensions", args=[year.pk])
    typed = {"association": year.bodies[2].pk, "kind": Step.SELF_SCORING_CLOSED, "reason": "Bão lụt"}
    member = make_user(edits_for=year.bodies[2])

    early = client.post(address, typed | {"until": "2023-12-10T16:00"})
    assert "Gia hạn phải sau hạn chung (17:00 ngày 10/12/2023)." in early.text
    assert "Bão lụt" in early.text
    past = client.post(address, typed | {"until": "2023-12-15T17:00"})
    assert "phải đến một lúc còn ở phía trước" in past.text
    far = client.post(address, typed | {"until": "2099-12-15T17:00"})
    assert "không quá một năm kể từ hôm nay" in far.text
    day = timezone.localdate() + datetime.timedelta(days=30)
    page = client.post(address, typed | {"until": f"{day:%Y-%m-%d}T17:00"}, follow=True)

    assert f"17:00 ngày {day:%d/%m/%Y}" in page.text
    assert year.extensions.get().granted_by == year.secretary
    told = Notice.objects.get(to=member)
    assert told.subject.startswith(f"ĐƯỢC GIA HẠN đến 17:00 ngày {day:%d/%m/%Y}")
    client.force_login(member)
    assert "được gia hạn" in client.get(reverse("year", args=[year.pk])).text


@given(
    st.datetimes(min_value=datetime.datetime(2000, 1, 1), max_value=datetime.datetime(2100, 1, 1)),
    st.integers(-10, 10),
)
def test_on_time_means_up_to_and_with_the_instant(naive, microseconds):
    due_at = timezone.make_aware(naive)

    assert is_on_time(due_at + datetime.timedelta(microseconds=microseconds), due_at) is (microseconds <= 0)
