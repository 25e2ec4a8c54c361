"""A person sees what is held of them, takes it along, and asks for it to be put right."""

import json

import pytest
from django.urls import reverse

from audit.log import record
from audit.models import AuditEntry
from members.models import Notice
from members.notifications import notify
from operations.own_data import A_DAY, ASKED, ask_for_correction
from operations.personal_data import own_data_of
from tests.factories import make_association, make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = make_user(signs_for=make_association(), full_name="Lê Thị Lan", phone="0233 123 456")
    client.force_login(person)
    return person


def test_the_file_holds_what_is_ones_own_and_nothing_of_another(client, person):
    other = make_user(signs_for=make_association(), full_name="Lê Thị Lan", phone="0999 999 999")
    notify([person], key="a", subject="Nộp báo cáo", url="/", body="Còn ba ngày")
    notify([other], key="b", subject="Việc riêng", url="/", body="Của người khác")
    record("report.submitted", what="Nộp báo cáo", by=person)
    record("report.submitted", what="Người kia nộp", by=other)

    answer = client.get(reverse("own-data-file"))

    assert answer["Content-Disposition"] == 'attachment; filename="du-lieu-cua-toi.json"'
    given = json.loads(answer.content)
    assert given["account"]["phone"] == "0233 123 456"
    assert {row["table"] for row in given["theirs"]} == {"members.officer", "members.notice"}
    assert [act["what"] for act in given["acts"]] == ["Đăng nhập", "Nộp báo cáo"]
    for word in ("0999", "Việc riêng", "Của người khác", "Người kia", person.password):
        assert word not in answer.text
    assert set(own_data_of(person)) == {"account", "acts", "theirs"}


def test_what_is_wrong_is_told_to_the_administrators_of_the_province_and_the_site(client, person):
    site = make_user(is_superuser=True)
    own = make_user(province=make_province(), administers_province=True)
    make_user(province=make_province("tỉnh Hà Giang"), administers_province=True)
    make_user(province=make_province())
    make_user(is_superuser=True, is_active=False)

    answer = client.post(reverse("own-data"), {"text": "Tên tôi là <b>Lê Thị Lân</b>."}, follow=True)

    assert "Đã gửi đề nghị tới quản trị." in answer.text
    assert set(Notice.objects.values_list("to", flat=True)) == {site.pk, own.pk}
    assert Notice.objects.get(to=own).url == person.get_absolute_url()
    entry = AuditEntry.objects.get(action=ASKED)
    assert entry.actor_id == person.pk and "Lân" not in entry.what
    client.force_login(own)
    assert "Tên tôi là &lt;b&gt;Lê Thị Lân&lt;/b&gt;." in client.get(person.get_absolute_url()).text


def test_the_administrator_answers_once_and_the_person_reads_it(client, person):
    administrator = make_user(province=make_province(), administers_province=True, full_name="Hồ Quản Trị")
    request = ask_for_correction(person, "Tên tôi là Lân.")
    client.force_login(administrator)
    address = reverse("members:correction-reply", args=[person.pk, request.pk])
    box = f"reply-{request.pk}-answer"
    ask_for_correction(person, "Số điện thoại cũng sai.")

    assert client.post(address, {box: ""}).text.count('id="error_1_id_reply') == 1
    assert "Đã gửi trả lời." in client.post(address, {box: "Đã sửa."}, follow=True).text
    again = client.post(address, {box: "Sửa lần nữa."}, follow=True).text

    assert "Đề nghị này đã được trả lời." in again
    request.refresh_from_db()
    assert (request.answer, request.answered_by) == ("Đã sửa.", administrator)
    assert Notice.objects.get(to=person).url == reverse("own-data")
    client.force_login(person)
    page = client.get(reverse("own-data")).text
    assert "Đã sửa." in page and page.count("Chờ quản trị") == 1
    assert {row["table"] for row in own_data_of(person)["theirs"]} > {"members.correctionrequest"}


def test_nobody_else_answers_and_no_request_of_another_is_reached(client, person):
    request = ask_for_correction(person, "Tên tôi là Lân.")
    other = make_user()
    stranger = make_user(province=make_province("tỉnh Hà Giang"), administers_province=True)
    for somebody in (person, stranger, make_user(province=make_province())):
        client.force_login(somebody)
        address = reverse("members:correction-reply", args=[person.pk, request.pk])
        assert client.post(address, {f"reply-{request.pk}-answer": "Không."}).status_code in {403, 404}
    client.force_login(make_user(is_superuser=True))
    address = reverse("members:correction-reply", args=[other.pk, request.pk])
    assert client.post(address, {f"reply-{request.pk}-answer": "Nhầm người."}).status_code == 404
    request.refresh_from_db()
    assert request.answered_at is None


def test_nothing_typed_and_too_many_requests_are_said_beside_the_box(client, person):
    make_user(is_superuser=True)
    assert "is-invalid" in client.post(reverse("own-data"), {"text": " "}).text
    for number in range(A_DAY):
        assert client.post(reverse("own-data"), {"text": f"Sửa {number}"}).status_code == 302

    answer = client.post(reverse("own-data"), {"text": "Một lần nữa"})

    assert f"Hôm nay anh/chị đã gửi {A_DAY} đề nghị." in answer.text and "Một lần nữa" in answer.text
    assert Notice.objects.count() == A_DAY


def test_the_page_shows_offices_and_leads_to_the_telephone(client, person):
    page = client.get(reverse("own-data")).text

    assert person.officer_set.get().association.short_name in page and "0233 123 456" in page
    assert reverse("members:contact") in page
    assert reverse("own-data") in client.get(reverse("mfa_index")).text
