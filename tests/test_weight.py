"""What a page makes a slow line carry: under 60 KB of style and 40 KB of script compressed, the report under 150 KB."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db
KB = 1024


def compressed(url: str) -> int:
    path = Path(finders.find(url.removeprefix(f"/{settings.STATIC_URL.strip('/')}/")))
    return len(gzip.compress(path.read_bytes()))


def loaded(text: str, pattern: str) -> int:
    """Compressed bytes of what a page loads, modules with all that lies beside them."""
    urls = set(re.findall(pattern, text))
    beside = Path(finders.find("js/autosave/start.js")).parent.glob("*.js")
    if any(url.endswith("js/autosave/start.js") for url in urls):
        urls |= {f"/{settings.STATIC_URL.strip('/')}/js/autosave/{path.name}" for path in beside}
    return sum(compressed(url) for url in urls)


def test_a_report_page_is_light(client):
    report = make_report()
    client.force_login(make_user(edits_for=report.association))
    answer = client.get(reverse("pledges:report-scores", args=[report.pk]))
    style = loaded(answer.text, r'<link rel="stylesheet" href="([^"]+)"')
    script = loaded(answer.text, r'<script [^>]*src="([^"]+)"')

    assert 20 * KB < style < 60 * KB and 5 * KB < script < 40 * KB
    assert len(answer.content) + style + script < 150 * KB


@pytest.mark.parametrize("page", ["home", "members:associations", "search", "help"])
def test_nothing_comes_from_elsewhere(client, page):
    client.force_login(make_user())
    text = client.get(reverse(page)).text

    addresses = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(addresses) > 5
    assert [url for url in addresses if url.startswith(("http", "//"))] == []
