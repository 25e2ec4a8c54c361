"""What every answer tells the browser not to do, and what the console is told."""

import io
import json
import logging
import os
import subprocess
import sys
from wsgiref.headers import Headers

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse
from pythonjsonlogger.json import JsonFormatter

from awards.views.papers import widths_apart
from base.forms import BaseFormMixin
from config.headers import add_headers
from config.logs import TraceFilter
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_nothing_is_loaded_from_elsewhere_and_nothing_written_into_a_page_runs(client):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]

    assert (
        "default-src 'self'" in policy
        and "object-src 'none'" in policy
        and "frame-ancestors 'self'" in policy
    )
    assert "unsafe" not in policy


def test_the_other_headers(client):
    answer = client.get(reverse("account_login"))

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_no_other_host_of_the_domain_can_set_our_cookies(client):
    code = """
from django.conf import settings as s
from base.middleware import PERSON
from config.replica import WROTE
from audit.tracing import HostCookie
names = [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, PERSON, WROTE, HostCookie.cookie_name]
print(*names, s.SESSION_COOKIE_SECURE)
"""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    found = subprocess.run(
        command,
        env=os.environ | {"HTTPS": "1"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    *names, secure = found.stdout.split()
    assert secure == "True" and all(name.startswith("__Host-") for name in names) and len(names) == 5


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/admin/login/", "/verify/", "/there-is-no-such-page/"]
)
def test_no_page_has_script_or_style_in_itself(client, path):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    text = client.get(path, follow=True).content.decode()

    assert "<script>" not in text and "style=" not in text and "onclick" not in text


def test_no_template_has_script_or_style_in_itself():
    templates = list((settings.BASE_DIR / "templates").rglob("*.html"))
    assert len(templates) > 100
    wrong = [
        path
        for path in templates
        if path.name != "table.html"
        and any(w in path.read_text() for w in (' style="', "<script>", " onclick="))
    ]

    assert wrong == []


def test_the_widths_of_a_preview_stand_in_a_style_of_their_own():
    html, style = widths_apart('<col style="width: 12.5%"><col style="width: 8%">', "abc")

    assert html == '<col class="w1"><col class="w2">'
    assert style == '<style nonce="abc">.w1 { width: 12.5% } .w2 { width: 8% }</style>'


def test_a_request_is_one_line_with_number_and_key_and_no_name(client):
    user = make_user(full_name="Nguyễn Thị Bí Mật")
    client.force_login(user)
    stream, log = io.StringIO(), logging.getLogger("config.requests")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter("%(message)s %(request_id)s %(user_id)s", json_ensure_ascii=False))
    handler.addFilter(TraceFilter())
    log.addHandler(handler)
    level = log.level
    log.setLevel(logging.INFO)
    try:
        client.get("/associations/?q=bi+mat", headers={"X-Request-ID": "so-12345678"})
    finally:
        log.removeHandler(handler)
        log.setLevel(level)

    line = json.loads(stream.getvalue())
    assert (line["message"], line["request_id"], line["user_id"], line["status"]) == (
        "GET /associations/",
        "so-12345678",
        user.pk,
        200,
    )
    assert "Bí Mật" not in stream.getvalue() and "bi+mat" not in stream.getvalue()


def test_what_grows_beyond_its_room_when_composed_is_refused_beside_its_field():
    form = MailLike({"name": "\u0958" * 120})

    assert not form.is_valid() and form.errors["name"] == ["Dài quá 120 ký tự."]


class MailLike(BaseFormMixin, forms.Form):
    name = forms.CharField(max_length=120)


def test_a_path_cannot_write_a_second_line_into_the_log(client, caplog):
    with caplog.at_level(logging.INFO, logger="config.requests"):
        client.get("/associations/%0A2026-11-30 INFO signed in%0D%0A")

    (line,) = [record for record in caplog.records if record.name == "config.requests"]
    assert "\n" not in line.getMessage() and "signed in" in line.getMessage()


@pytest.mark.parametrize("size", ["68157441", "-1", "much"])
def test_a_request_larger_than_any_page_sends_is_refused_unread(client, caplog, size):
    answer = client.generic("POST", reverse("documents:verify"), b"", CONTENT_LENGTH=size)

    assert answer.status_code == 413
    assert "nhiều nhất 65 MB" in answer.content.decode()
    assert "a limit was reached: POST /verify/" in caplog.text


def test_static_files_and_probes_say_what_they_are(client):
    headers = Headers([])
    add_headers(headers, "css/site.css", "/static/css/site.css")

    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get("/healthz")["Content-Type"] == "text/plain; charset=utf-8"
