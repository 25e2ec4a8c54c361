"""Debian's Chromium, and people who use it."""

import os
import shutil
import time

import pytest
from django.test import override_settings
from playwright.sync_api import Request

from tests.demo_case import in_a_thread, load_or_copy

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # The papers' fontconfig is this process's own: people's browsers have fonts without serifs.
    own_fonts = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    return browser_type_launch_args | {
        "executable_path": shutil.which("chromium"),
        "args": QUIET,
        "env": own_fonts,
    }


@pytest.fixture
def open_demo(live_server, demo_folder, demo_media, settings):
    """The demo as every connection sees it; the journey empties the database after itself."""

    def load() -> None:
        with override_settings(MEDIA_ROOT=demo_media):
            load_or_copy(demo_folder)

    in_a_thread(load)
    shutil.copytree(demo_media, settings.MEDIA_ROOT)


class Person:
    """Somebody at a browser of their own, signed in, who says yes when asked."""

    def __init__(self, browser, site: str, email: str, *, width=1366, height=768):
        self.context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        self.page, self.site = self.context.new_page(), site
        self.page.set_default_timeout(30_000)
        self.on_their_way: set[Request] = set()
        self.clicks = 0
        self.page.on("request", self.send)
        self.page.on("requestfinished", self.end)
        self.page.on("requestfailed", self.end)
        self.open("/accounts/login/")
        self.page.get_by_label("Thư điện tử").fill(email)
        self.page.get_by_label("Mật khẩu").fill("mat-khau-rat-dai")
        self.press("Đăng nhập")

    def send(self, request: Request) -> None:
        if request.is_navigation_request():
            self.on_their_way.add(request)

    def end(self, request: Request) -> None:
        self.on_their_way.discard(request)

    def wait_for_answers(self) -> None:
        """Until no form or page that was asked for is still on its way: opening another page would cut it off."""
        while self.on_their_way:
            self.page.wait_for_timeout(50)

    def open(self, path: str) -> None:
        self.wait_for_answers()
        self.page.goto(self.site + path)

    def press(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role("button", name=name, exact=True).click()
        self.agree()

    def agree(self) -> None:
        """Presses the verb of the question, where one was put."""
        if self.page.locator("dialog.question[open]").is_visible():
            self.page.locator("dialog.question [value=yes]").click()
            self.page.wait_for_timeout(200)  # the form is sent once the dialog has closed
            self.wait_for_answers()
            self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def tick(self, label: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label).check()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).locator("visible=true").first.wait_for()


@pytest.fixture
def person(browser, live_server):
    """Makes people: person(user) or person(user, width=390, height=844)."""

    people = []

    def sign_in(user, **size):
        user.set_password("mat-khau-rat-dai")
        user.save()
        people.append(Person(browser, live_server.url, user.email, **size))
        return people[-1]

    yield sign_in
    for someone in people:
        someone.context.close()
    time.sleep(0.4)  # what a page sent last is answered before the database is emptied
