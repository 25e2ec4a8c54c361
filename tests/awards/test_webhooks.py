"""Other systems are told once the act stands, signed, again when they were away, and only where the settings allow."""

import datetime
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from awards import webhooks
from awards.actions.webhooks import end_webhook, make_webhook, send_again
from awards.models import Award, Decision, Webhook, WebhookDelivery
from awards.webhooks import is_allowed, queue_decided, queue_filed, send_waiting_webhooks
from base.workflow import Refused
from tests.factories import make_province, make_user, provincial_proposal

pytestmark = pytest.mark.django_db
URL = "https://he-thong.example/nhan"


class Receiver(HTTPServer):
    """A system of this machine that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[dict, bytes]] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answer(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "https://elsewhere.example/")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver(monkeypatch):
    """Where the site's calls to that address come out."""
    found = Receiver()
    real = requests.post

    def post(url, **sent):
        assert url == URL
        return real(f"http://127.0.0.1:{found.server_port}/", **sent)

    monkeypatch.setattr(webhooks.requests, "post", post)
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def proposal(demo, settings):
    settings.WEBHOOK_HOSTS = ["he-thong.example"]
    return provincial_proposal()


@pytest.fixture
def hook(proposal) -> tuple[Webhook, str]:
    province = proposal.bloc_year.bloc.province
    return make_webhook(province, name="Sở Nội vụ", url=URL, by=make_user())


def test_a_filed_proposal_is_told_with_a_signature_that_holds(proposal, hook, receiver):
    _, secret = hook
    assert queue_filed(proposal) == 1

    assert send_waiting_webhooks() == 1
    ((headers, body),) = receiver.told
    stamp, _, given = headers["X-Khoithidua-Signature"].partition(",v1=")
    moment = stamp.removeprefix("t=")
    assert given == hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    told = json.loads(body)
    assert (told["event"], told["proposal"]["id"]) == ("proposal.filed", proposal.pk)
    assert headers["X-Khoithidua-Delivery"] == str(WebhookDelivery.objects.get().number)
    assert send_waiting_webhooks() == 0 and len(receiver.told) == 1
    assert secret not in str(Webhook.objects.values()) and secret not in str(AuditEntry.objects.values())


def test_a_decision_is_told_with_its_awards(proposal, hook, receiver):
    nomination = proposal.nominations.select_related("association", "award_type").first()
    facts = {"number": "12/QĐ-UBND", "dated": datetime.date(2024, 2, 1), "authority": "Chủ tịch"}
    decision = Decision.objects.create(province=proposal.bloc_year.bloc.province, **facts)
    Award.objects.create(
        association=nomination.association,
        award_type=nomination.award_type,
        year=2023,
        decision=decision,
        nomination=nomination,
        carried_name=nomination.association.official_name,
        recorded_by=make_user(),
    )
    queue_decided(proposal, decision)
    send_waiting_webhooks()

    told = json.loads(receiver.told[0][1])
    assert told["decision"] == {"number": "12/QĐ-UBND", "dated": "2024-02-01", "authority": "Chủ tịch"}
    assert [one["association"] for one in told["awards"]] == [nomination.association.official_name]


def test_nothing_is_told_of_an_act_that_did_not_stand(proposal, hook, receiver):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue_filed(proposal)
        raise RuntimeError
    assert send_waiting_webhooks() == 0 and receiver.told == []


@pytest.mark.parametrize("status", [500, 302, 404])
def test_what_is_not_taken_is_tried_again_and_then_given_up(proposal, hook, receiver, status):
    receiver.status = status
    queue_filed(proposal)
    now = timezone.now()
    for minutes in (0, 2, 8, 40, 170, 900, 2000, 9000):
        with time_machine.travel(now + datetime.timedelta(minutes=minutes), tick=False):
            assert send_waiting_webhooks() == 0

    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.tries, len(receiver.told)) == ("failed", 6, 6)
    assert delivery.error == f"HTTP {status}"
    receiver.status = 200
    send_again(delivery, by=make_user())
    assert send_waiting_webhooks() == 1
    with pytest.raises(Refused):
        send_again(delivery, by=make_user())


def test_an_address_that_ended_or_is_not_allowed_is_not_spoken_to(proposal, hook, receiver, settings):
    queue_filed(proposal)
    settings.WEBHOOK_HOSTS = []
    assert send_waiting_webhooks() == 0
    assert WebhookDelivery.objects.get().state == "failed" and receiver.told == []
    found, _ = hook
    end_webhook(found, by=make_user())
    assert queue_filed(proposal) == 0


@pytest.mark.parametrize(
    ("url", "is_well"),
    [
        (URL, True),
        ("http://he-thong.example/", False),
        ("https://he-thong.example.evil.example/", False),
        ("https://he-thong.example@evil.example/", False),
        ("https://127.0.0.1/", False),
        ("https://HE-THONG.example:8443/a", True),
        ("file:///etc/passwd", False),
    ],
)
def test_only_https_of_a_named_host_is_allowed(settings, url, is_well):
    settings.WEBHOOK_HOSTS = ["he-thong.example"]
    assert is_allowed(url) is is_well


def test_the_page_is_for_administrators_and_shows_the_secret_once(client, settings):
    settings.WEBHOOK_HOSTS = ["he-thong.example"]
    province = make_province("tỉnh Hà Giang")
    here = reverse("awards:webhooks", args=[province.pk])
    client.force_login(make_user(province=province))
    assert client.get(here).status_code == 403

    client.force_login(make_user(province=province, administers_province=True))
    assert "he-thong.example" in client.post(here, {"name": "A", "url": "https://evil.example/"}).text
    page = client.post(here, {"name": "Sở Nội vụ", "url": URL}).text
    hook = Webhook.objects.get()
    assert hook.secret in page and hook.secret not in client.get(here).text
    stranger = reverse("awards:webhook-end", args=[make_province("tỉnh Lào Cai").pk, hook.pk])
    assert client.post(stranger).status_code in (403, 404)
    client.post(reverse("awards:webhook-end", args=[province.pk, hook.pk]))
    hook.refresh_from_db()
    assert hook.ended_at is not None
    assert [
        *AuditEntry.objects.filter(action__startswith="webhook.")
        .values_list("action", flat=True)
        .order_by("pk")
    ] == [
        "webhook.made",
        "webhook.ended",
    ]
