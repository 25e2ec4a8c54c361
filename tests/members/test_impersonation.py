"""An administrator looks as another: announced, logged, reading only, and never as another administrator."""

import pytest
from django.urls import reverse

from audit.models import AuditEntry
from tests.factories import Step, make_registration, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = make_user(full_name="Quản trị Một", is_staff=True, is_superuser=True)
    client.force_login(admin)
    return admin


@pytest.fixture
def member():
    year = make_year(until=Step.REGISTRATION_OPENED)
    user = make_user(full_name="Người Của Hội", edits_for=year.bodies[2])
    user.paper = make_registration(year, year.bodies[2], state="draft")
    return user


def test_it_is_announced_and_logged_and_ends(client, admin, member):
    client.post(reverse("pose-as", args=[member.pk]))
    page = client.get("/").content.decode()

    assert "đang xem trang như <strong>Người Của Hội</strong>" in page
    assert client.get("/admin/").status_code == 302  # as the member, who has no business there
    assert AuditEntry.objects.first().what == "Xem trang như Người Của Hội"
    client.post(reverse("pose-end"))
    assert "đang xem trang như" not in client.get("/").content.decode()
    assert AuditEntry.objects.first().action == "posing.ended"


def test_nothing_is_done_in_anothers_name(client, admin, member):
    client.post(reverse("pose-as", args=[member.pk]))
    before = AuditEntry.objects.count()

    answer = client.post(reverse("members:mail"), {"mail": "none"})
    assert answer.status_code == 403 and "chỉ đọc" in answer.content.decode()
    assert client.get(member.paper.get_absolute_url()).status_code == 200
    member.refresh_from_db()
    assert (member.mail, AuditEntry.objects.count()) == ("daily", before)


def test_only_administrators_and_never_as_one_of_them(client, admin, member):
    other = make_user(is_superuser=True)
    assert client.post(reverse("pose-as", args=[other.pk])).status_code == 404
    client.force_login(member)
    assert client.post(reverse("pose-as", args=[admin.pk])).status_code == 403
    assert client.post(reverse("pose-end")).status_code == 403


def test_a_right_that_was_lost_ends_it(client, admin, member):
    client.post(reverse("pose-as", args=[member.pk]))
    type(admin).objects.filter(pk=admin.pk).update(is_superuser=False)

    assert "đang xem trang như" not in client.get("/").content.decode()


def test_a_duty_of_the_other_does_not_stop_the_look(client, admin, member, settings):
    client.post(reverse("pose-as", args=[member.pk]))
    settings.MFA_REQUIRED_FOR = ["signatories"]
    member.officer_set.update(role="signatory")

    assert client.get("/").status_code == 200
