"""Every role at every address of every object with every verb, and poisoned values in every box."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from members.models import User
from tests.test_consistency import PUBLIC, own_patterns
from tests.test_crawl import ROLES, read_to_the_end
from tests.test_forms_fuzz import Shown, shown_to
from tests.test_fuzz import targets_of

from .outcome import Outcome

VERBS = ("get", "post", "put", "patch", "delete", "options", "trace")
MARK = "<script>alert(7)</script>"
POISON = [
    MARK,
    "'\"><img src=x onerror=alert(7)>",
    "' OR 1=1; DROP TABLE members_user; --",
    "{{ 7|add:7 }}{% debug %}",
    "../../../../etc/passwd",
    '=HYPERLINK("http://evil.example")',
    "\u202egnp.exe\u2066",
    "a\r\nSet-Cookie: x=1",
    "٣" * 30,
    "á" * 20_000,
    "9" * 400,
    "-1e999",
    "NaN",
]
EVERYWHERE = [MARK, "9" * 400, "á" * 20_000, "\x00", "[]{}"]
NAMES = [
    MARK,
    "../../../../etc/passwd",
    '=HYPERLINK("http://evil.example")',
    "a\r\nSet-Cookie: x=1",
    "á" * 300,
]
FRAME = {"hidden", "radio", "checkbox", "select", "submit"}  # what a page offers, and nobody types
DRAWN = (
    "awards.views.papers.render_pdf",
    "awards.views.register.render_pdf",
    "pledges.views.versions.render_pdf",
    "documents.pdf_workers.render_pdf",
)


@contextmanager
def nothing_is_drawn() -> Iterator[None]:
    """Papers take a second each and are tried elsewhere."""
    patches = [patch(name, lambda paper: b"%PDF") for name in DRAWN]
    patches.append(patch("documents.issuing.paper_faults", lambda paper, pdf: []))
    patches.append(patch("documents.word.as_docx", lambda paper: b"PK"))
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def client_of(name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name:
        client.force_login(User.objects.get(email__startswith=f"{name}@"))
    return client


def undone(client: Client, send, *args):
    """The answer; whatever it did is undone, and the person is signed in as before."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = send(*args)
        transaction.set_rollback(True)
    client.cookies = cookies
    read_to_the_end(response)
    return response


def every_door(outcome: Outcome) -> None:
    """No answer of 500 to anybody, and nothing but the way in to nobody."""
    public = {getattr(view, "__name__", "") for view in PUBLIC}
    people = {name: client_of(name) for name in ("", *sorted(ROLES))}
    with nothing_is_drawn():
        for pattern in own_patterns():
            view = getattr(pattern.callback, "view_class", pattern.callback)
            addresses = [reverse(pattern.full_name, kwargs=target) for target in targets_of(pattern)]
            for address in addresses:
                for name, client in people.items():
                    _knock(outcome, client, name, address, is_public=view.__name__ in public)


def _knock(outcome: Outcome, client: Client, name: str, address: str, *, is_public: bool) -> None:
    for verb in VERBS:
        status = undone(client, getattr(client, verb), address).status_code
        is_well = status < 500 or address == reverse("readyz")
        if not name and not is_public:
            is_well = is_well and status in (302, 401, 403, 404, 405)
        outcome.held(is_well=is_well, otherwise=f"{name or 'nobody'} {verb} {address}: {status}")


def every_box(outcome: Outcome) -> None:
    """Poison in every text box of every form that the two who may write most are shown: no 500, nothing raw."""
    seen: set[tuple] = set()
    with nothing_is_drawn():
        for role in ("soan.ctd", "quantri"):
            client = client_of(role)
            forms = [form for form in shown_to(client) if form.shape not in seen]
            seen |= {form.shape for form in forms}
            for form in forms:
                for poison in POISON:
                    _pour(outcome, client, form, poison, _in_texts(form, poison))
                for poison in EVERYWHERE:
                    _pour(outcome, client, form, poison, _in_all_boxes(form, poison))
                if any(kind == "file" for _, kind, _ in form.fields):
                    for poison in NAMES:
                        _pour(outcome, client, form, poison, _in_files(form, poison))
            outcome.note = f"{len(seen)} forms"


def _pour(outcome: Outcome, client: Client, form: Shown, poison: str, values: dict) -> None:
    send = client.post if form.method == "POST" else client.get
    response = undone(client, lambda: send(form.action, values, follow=True))
    is_page = "html" in response.headers.get("Content-Type", "") and not response.streaming
    is_raw = is_page and (MARK in response.text or "onerror=alert(7)>" in response.text.replace("&gt;", ""))
    is_well = response.status_code < 500 and not is_raw and "Set-Cookie: x" not in str(response.headers)
    outcome.held(
        is_well=is_well, otherwise=f"{form.action} {poison[:20]!r}: {response.status_code}, raw {is_raw}"
    )


def _in_texts(form: Shown, poison: str) -> dict:
    """Poison in the boxes where one types; the rest as shown."""
    return {
        name: value if kind in FRAME or name.endswith("_FORMS") else poison
        for name, kind, value in form.fields
        if kind != "file"
    }


def _in_all_boxes(form: Shown, poison: str) -> dict:
    """Poison in what a page hides or offers for choice, too."""
    return {name: poison for name, kind, _ in form.fields if kind != "file"}


def _in_files(form: Shown, poison: str) -> dict:
    """A workbook whose name and whose every cell is poison; the rest as shown."""
    book = Workbook()
    for _ in range(5):
        book.active.append([poison[:30_000].replace("\r", "") or "x"] * 6)
    content = BytesIO()
    book.save(content)
    files = {
        name: SimpleUploadedFile(f"{poison[:120]}.xlsx", content.getvalue())
        for name, kind, _ in form.fields
        if kind == "file"
    }
    return {name: value for name, kind, value in form.fields if kind != "file"} | files
