"""A Sentry is told where an error was, and nothing that a person typed or is."""

import json

import pytest
import sentry_sdk
from django.urls import reverse
from sentry_sdk.transport import Transport

from config.sentry import begin
from members.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class Kept(Transport):
    """Keeps what would be sent."""

    sent: list[str] = []

    def capture_envelope(self, envelope):
        self.sent += [json.dumps(item.payload.json) for item in envelope.items if item.payload.json]


@pytest.fixture
def sentry():
    Kept.sent.clear()
    begin("http://key@127.0.0.1:9/1", transport=Kept, include_source_context=False)
    yield Kept.sent
    sentry_sdk.init()


def test_an_error_is_told_without_person_or_text(client, sentry, monkeypatch):
    def broken(self, **kwargs):
        raise ValueError("hỏng")

    person = make_user(full_name="Nguyễn Thị Bí Mật", email="bi.mat@hoi.example")
    client.force_login(person)
    client.raise_request_exception = False
    monkeypatch.setattr(User, "save", broken)
    answer = client.post(reverse("members:mail") + "?q=mat-ma", {"mail": "none", "note": "chữ đã gõ"})

    assert answer.status_code == 500
    (event,) = sentry
    assert "hỏng" in json.loads(event)["exception"]["values"][-1]["value"]
    for secret in ("Bí Mật", "bi.mat", "mat-ma", "chữ đã gõ", client.session.session_key):
        assert secret not in str(json.loads(event))
