"""What holds for every request, whoever sends it."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from members.models import Letter
from members.outbox import send_waiting
from tests.factories import make_report, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.screens]


def test_a_request_that_no_page_of_ours_sent_changes_nothing():
    report = make_report()
    person = make_user(signs_for=report.association)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    address = reverse("members:mail")

    assert browser.post(address, {"mail": "none"}).status_code == 403
    person.refresh_from_db()
    assert person.mail != "none"

    browser.get(reverse("members:notices"))
    token = browser.cookies["csrftoken"].value
    assert browser.post(address, {"mail": "none", "csrfmiddlewaretoken": token}).status_code == 302
    person.refresh_from_db()
    assert person.mail == "none"


def test_who_is_shut_out_is_out_at_the_next_request(client):
    person = make_user()
    client.force_login(person)
    assert client.get(reverse("home")).status_code == 200

    person.close(by=make_user(is_superuser=True))

    answer = client.get(reverse("home"))
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("proxies", "wanted"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")])
def test_a_forged_address_is_believed_of_known_proxies_only(client, settings, proxies, wanted):
    """Each proxy adds whom it was asked by at the end; what stands before that anybody can have written."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forged = {"X-Forwarded-For": "10.9.9.9, 203.0.113.9, 198.51.100.7"}
    client.post(reverse("account_login"), {"login": "ai@hoi.example", "password": "nham"}, headers=forged)

    assert str(AuditEntry.objects.get(action="sign_in.refused").address) == wanted


def test_a_line_break_in_a_subject_makes_no_second_header():
    letter = Letter.objects.create(
        to=make_user(), subject="Nhắc nộp\r\nBcc: ke-trom@hoi.example", body="Nội dung"
    )

    assert send_waiting() == 0

    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED and mail.outbox == []
