"""The pledge: drafted without being stored, signed on its day, a signature put right with a reason."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from pledges.completeness import completeness
from pledges.models import Pledge
from tests.factories import Step, make_registration, make_user, make_year, sign_all

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(2023, 3, 17, hour, minute))


@pytest.fixture
def year():
    return make_year()


def test_looking_at_the_proposed_text_stores_nothing(client, year):
    client.force_login(year.secretary)

    pages = [
        client.get(reverse(f"pledges:{name}", args=[year.pk])) for name in ("pledge-edit", "pledge-sign")
    ]

    assert [page.status_code for page in pages] == [200, 302]
    assert not Pledge.objects.exists()
    year.contents.create(code="IX", title="Thêm sau", commitments="- Cam kết mới")
    assert "Cam kết mới" in client.get(reverse("pledges:pledge-edit", args=[year.pk])).text


def test_targets_summed_from_some_registrations_say_from_how_many(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    client.force_login(year.secretary)
    make_registration(year, year.bodies[2])
    address = reverse("pledges:pledge-edit", args=[year.pk])

    assert f"mới cộng từ 1/{year.members().count()} bản đăng ký đã nộp" in client.get(address).text
    Pledge.draft(year)
    assert "bản đăng ký đã nộp" not in client.get(address).text


@pytest.mark.parametrize(("signed", "is_late"), [((8, 30), False), ((23, 59), False), (None, True)])
def test_a_ceremony_is_on_time_by_its_day(year, signed, is_late):
    year.milestones.filter(kind=Step.PLEDGE_SIGNED).update(due_at=at(8))
    pledge = sign_all(year)
    when = at(*signed) if signed else at(0) + datetime.timedelta(days=1)
    pledge.signatures.update(signed_at=when)
    year.refresh_from_db()

    late = {row.cells["pledge"].is_late for row in completeness(type(year).objects.get(pk=year.pk))}

    assert late == {is_late}


def test_a_recorded_signature_is_corrected_with_a_reason_and_both_values_are_kept(client, year):
    pledge = sign_all(year)
    signature = pledge.signatures.order_by("pk").last()
    before = signature.signer
    url = reverse("pledges:signature-correct", args=[year.pk, signature.pk])
    right = {"signer": "Phó Chủ tịch ký", "position": "Phó Chủ tịch", "signed_at": "17/03/2023 09:15"}
    client.force_login(year.secretary)
    assert "Hãy ghi “Lý do sửa”." in client.post(url, right | {"reason": ""}).text

    client.post(url, right | {"reason": "Ghi nhầm người"})

    signature.refresh_from_db()
    assert (signature.signer, signature.signed_at) == ("Phó Chủ tịch ký", at(9, 15))
    (act,) = AuditEntry.objects.filter(action="pledge.signature_corrected")
    assert f"“{before}, " in act.what
    assert act.what.endswith("Lý do: Ghi nhầm người")
    client.force_login(year.verifier)
    assert client.post(url, right | {"reason": "x"}).status_code == 403


def test_there_are_originals_for_every_member_the_bloc_and_the_agency(client, year):
    address = reverse("pledges:pledge-edit", args=[year.pk])
    client.force_login(year.secretary)
    context = client.get(address).context
    form, stamp = context["form"], context["stamp"]
    members = year.members().count()
    assert form["originals"].value() == members + 2

    boxes = [*form, *stamp]
    facts = {box.html_name: box.value() or "" for box in boxes}
    answer = client.post(address, facts | {"originals": members})

    assert answer.context["form"].errors["originals"]
    assert not Pledge.objects.exists()
    again = client.post(address, facts | {"originals": members + 1})
    assert again.status_code == 302, again.context["form"].errors
    assert Pledge.objects.get().originals == members + 1


def test_a_signed_pledge_has_no_button_to_save_another_text(client, year):
    sign_all(year)
    client.force_login(year.secretary)

    answer = client.get(reverse("pledges:pledge-edit", args=[year.pk]))

    assert "nội dung không sửa được nữa" in answer.text
    assert ">Lưu</button>" not in answer.text
    assert {field.disabled for field in answer.context["form"].fields.values()} == {True}


def test_members_read_that_the_pledge_is_signed_on_paper(client, year):
    sign = "Hội không phải làm gì trên phần mềm"
    pledge = Pledge.proposed(year)
    pledge.save()
    client.force_login(make_user(edits_for=year.bodies[2]))
    assert sign in client.get(reverse("pledges:pledge", args=[year.pk])).text

    client.force_login(year.secretary)
    assert sign not in client.get(reverse("pledges:pledge", args=[year.pk])).text
