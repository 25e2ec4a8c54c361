"""Every kind of page that each role is led to, looked at by axe for WCAG 2.2 AA, light and dark; key pages as pictures.

The pictures go to var/screens, at both widths; nothing compares them.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import resolve, reverse

from members.models import User
from tests.running_case import go_on
from tests.test_crawl import DRAWN, links_of

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
AXE = (Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text()
ROLES = ["", "soan.tnxp", "lanhdao.tnxp", "soan.hlg", "soan.ctd", "tinh", "quantri"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = {
    "home", "year", "search", "help", "help-page", "account_login", "mfa_index", "members:notices",
    "members:associations", "members:association", "blocs:blocs", "blocs:bloc", "blocs:law", "blocs:criteria-list",
    "blocs:criteria", "blocs:outline", "blocs:milestones", "blocs:rules", "pledges:registrations",
    "pledges:registration", "pledges:pledge", "pledges:completeness", "pledges:report", "pledges:report-text",
    "pledges:report-figures", "pledges:report-scores", "pledges:report-evidence", "pledges:report-submit",
    "pledges:report-verify", "awards:ranking", "awards:pictures", "awards:rank-explained", "awards:conference",
    "awards:proposals", "awards:proposal", "awards:papers", "awards:ledger", "awards:handover", "system",
}  # fmt: skip
RUN = """async ([rules]) => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`);
}"""


def pages_for(client: Client) -> list[tuple[str, str]]:
    """(kind, address) of the pages that links lead to, the first of each kind."""
    to_visit, seen, found = [reverse("home"), reverse("search") + "?q=luat+gia"], set(), {}
    while to_visit:
        url = to_visit.pop(0)
        if url in seen:
            continue
        seen.add(url)
        kind = resolve(url.split("?")[0]).view_name
        if kind in found:
            continue
        response = client.get(url)
        if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
            found[kind] = url
            to_visit += [link for link in sorted(links_of(response)) if not DRAWN.search(link)]
        response.close()  # of a file, which nobody reads here
    return list(found.items())


def looked_at(page, url: str, schemes: tuple[str, ...]) -> list[str]:
    """What axe finds wrong: in light all rules, in dark the contrast."""
    page.goto(url)
    page.evaluate(AXE)
    wrong = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        rules = RULES if scheme == "light" else ["color-contrast"]
        wrong += [f"{scheme} {line}" for line in page.evaluate(RUN, [rules])]
    page.emulate_media(color_scheme="light")
    return wrong


def keep_pictures(page, name: str) -> None:
    folder = settings.BASE_DIR / "var" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1366, "height": 768})


def too_wide(page) -> bool:
    """Whether the page must be pushed sideways on a telephone."""
    page.set_viewport_size({"width": 390, "height": 844})
    wide = page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
    page.set_viewport_size({"width": 1366, "height": 768})
    return wide


def test_every_page_is_accessible_and_fits_a_telephone(browser, live_server, open_demo):
    go_on()
    wrong, kept, looked_at_in_dark = [], set(), set()
    for role in ROLES:
        client, context = Client(), browser.new_context(viewport={"width": 1366, "height": 768})
        pages = [("account_login", "/accounts/login/"), ("documents:verify", "/verify/")]
        if role:
            client.force_login(User.objects.get(email__startswith=f"{role}@"))
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
            pages = pages_for(client)
        page = context.new_page()
        for kind, url in pages:
            # The colours of a kind of page are the same for everybody: in dark it is looked at once.
            schemes = ("light",) if kind in looked_at_in_dark else ("light", "dark")
            looked_at_in_dark.add(kind)
            wrong += [f"{role} {url} {line}" for line in looked_at(page, live_server.url + url, schemes)]
            if too_wide(page):
                wrong.append(f"{role} {url} wider than a telephone")
            if kind in KEY and kind not in kept:
                kept.add(kind)
                keep_pictures(page, kind.replace(":", "-"))
        context.close()

    assert not wrong, "\n".join(wrong)
    assert len(kept) >= 30
    assert len(looked_at_in_dark) >= 60


def admin_addresses(client: Client) -> list[str]:
    """Its index, and of each table the list, the first row and the form for a new one, where there is one."""
    addresses = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model.objects.order_by("pk").first()
        tried = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        tried += [reverse(f"{name}_change", args=[first.pk])] if first else []
        addresses += [url for url in tried if client.get(url).status_code == 200]
    return addresses


def test_the_lists_and_forms_of_the_admin_are_accessible(browser, live_server, open_demo):
    client, context = Client(), browser.new_context(viewport={"width": 1366, "height": 768})
    client.force_login(User.objects.get(email__startswith="quantri@"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page, wrong = context.new_page(), []
    addresses = admin_addresses(client)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(live_server.url + address)
            page.evaluate(AXE)
            wrong += [f"{scheme} {address} {line}" for line in page.evaluate(RUN, [RULES])]
    context.close()

    assert len(addresses) > 40
    assert not wrong, "\n".join(wrong)
