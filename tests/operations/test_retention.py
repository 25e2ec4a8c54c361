"""Personal data over their term are listed, and go when a second person has looked."""

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from base.workflow import Refused
from members.models import CorrectionRequest, Letter, Notice, RemovalProposal, User
from operations.privacy.retention import BY_KEY, GONE, RULES, approve, drop, listed, propose
from tests.factories import make_province, make_user

pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def people():
    return make_user(full_name="Lê Một", is_superuser=True), make_user(
        full_name="Trần Hai", is_superuser=True
    )


def letter(days: int, subject: str = "Nhắc nộp báo cáo") -> Letter:
    return Letter.objects.create(
        to=make_user(), subject=subject, body="Ông A chưa nộp", state="sent", sent_at=ago(days)
    )


def test_what_was_on_the_list_goes_when_another_lets_it_go_and_nothing_else(people, settings):
    first, second = people
    old, young = letter(731), letter(729)
    proposal = propose(BY_KEY["letters"], by=first)
    late = letter(731)

    with pytest.raises(Refused, match="không tự duyệt"):
        approve(proposal, by=first)
    assert [*listed(proposal)] == [old]
    assert approve(proposal, by=second) == 1

    for one in (old, young, late):
        one.refresh_from_db()
    assert (old.subject, old.body) == (GONE, "")
    assert young.body and late.body
    assert [
        entry.action for entry in AuditEntry.objects.filter(action__startswith="removal.").order_by("pk")
    ] == [
        "removal.proposed",
        "removal.done",
    ]
    with pytest.raises(Refused, match="đã được xử lý"):
        drop(proposal, by=first)


def test_each_kind_has_its_own_way_to_go(people):
    first, second = people
    shut = make_user(phone="0912 345 678", is_active=False, last_login=ago(400))
    busy = make_user(phone="0912 345 679", last_login=ago(400))
    notice = Notice.objects.create(to=busy, key="k", subject="Báo cáo của ông A", url="/", read_at=ago(800))
    request = CorrectionRequest.objects.create(
        person=busy, text="Sai tên", answer="Đã sửa", answered_at=ago(2000), answered_by=first
    )
    unanswered = CorrectionRequest.objects.create(person=busy, text="Sai dấu", asked_at=ago(3000))

    for key in ("phones", "notices", "corrections"):
        assert approve(propose(BY_KEY[key], by=first), by=second) == 1
    shut.refresh_from_db(), busy.refresh_from_db(), notice.refresh_from_db()

    assert (shut.phone, busy.phone) == ("", "0912 345 679")
    assert (notice.subject, notice.key) == (GONE, "k")
    assert [*CorrectionRequest.objects.all()] == [unanswered] and request != unanswered
    assert {rule.key: rule.due().count() for rule in RULES} == dict.fromkeys(BY_KEY, 0)


def test_a_term_is_a_setting_and_nought_keeps_for_ever(settings, capsys):
    letter(20)
    assert not BY_KEY["letters"].due()
    settings.RETENTION_DAYS = {"letters": 10}
    assert BY_KEY["letters"].due().count() == 1
    call_command("retention")
    assert "letters      Thư đã gửi: giữ 10 ngày, 1 dòng hết hạn" in capsys.readouterr().out
    call_command("retention", rule="letters")
    assert "Nhắc nộp báo cáo" in capsys.readouterr().out
    settings.RETENTION_DAYS = {"letters": 0}
    assert not BY_KEY["letters"].due()


def test_the_database_lets_nobody_approve_alone_and_one_proposal_stand(people):
    first, second = people
    letter(800)
    proposal = propose(BY_KEY["letters"], by=first)

    with pytest.raises(Refused, match="đang chờ"):
        propose(BY_KEY["letters"], by=second)
    decided = {"decided_by": first, "decided_at": timezone.now(), "removed": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        RemovalProposal.objects.filter(pk=proposal.pk).update(**decided)
    drop(proposal, by=first)
    assert Letter.objects.get().body
    with pytest.raises(Refused, match="Không có dữ liệu"):
        propose(BY_KEY["phones"], by=first)


def test_the_pages_show_the_list_and_ask_the_second_person(client, people):
    first, second = people
    letter(800, subject="Thư có tên ông B")
    client.force_login(first)
    here = reverse("retention-list", args=["letters"])
    assert "Thư có tên ông B" in client.get(here).text
    client.post(here)
    own = client.get(here).text
    assert "Một quản trị khác phải xem" in own and "Duyệt và xóa" not in own
    decide = reverse("removal-decide", args=[RemovalProposal.objects.get().pk])
    assert "không tự duyệt" in client.post(decide, {"approve": "1"}, follow=True).text

    client.force_login(second)
    assert "Duyệt và xóa" in client.get(here).text
    done = client.post(decide, {"approve": "1"}, follow=True).text
    assert "Đã xóa 1 dòng" in done and "Lê Một" in done
    assert client.post(decide, follow=True).text.count("đã được xử lý") == 1
    assert client.get(reverse("retention-list", args=["nothing"])).status_code == 404
    assert (
        f"<h1>{BY_KEY['letters'].name}</h1>" in client.get(reverse("retention-list", args=["letters"])).text
    )


def test_it_is_for_administrators_of_the_site(client):
    client.force_login(make_user(administers_province=True, province=make_province()))
    for address in (reverse("retention"), reverse("retention-list", args=["letters"])):
        assert client.get(address).status_code == 403
    assert client.post(reverse("removal-decide", args=[1])).status_code == 403


def test_pages_ask_the_same_number_of_queries_for_few_and_many(client, people, django_assert_max_num_queries):
    client.force_login(people[0])
    here = reverse("retention-list", args=["letters"])
    counts = []
    for _ in range(2):
        for _ in range(15):
            letter(800)
        with django_assert_max_num_queries(20) as held:
            assert client.get(here).status_code == 200
        counts.append(len(held))
    assert counts[0] == counts[1]
    assert User.objects.count() > 30
