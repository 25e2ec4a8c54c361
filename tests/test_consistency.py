"""House rules as tests: rooms import one way, every address is guarded, files stay short, migrations are there."""

import ast
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, get_resolver
from django.utils.text import camel_case_to_spaces

from awards.models import Proposal
from awards.views.ballots import VoteCheckers
from awards.views.dossier import PublicNoticePage
from awards.views.opinion_answer import OpinionAnswer
from base.access import Inside, Visible
from base.workflow import Workflow
from blocs.views.setup import FirstAdministrator, Setup
from documents.views import Verify
from members.sign_in import oidc
from members.sign_in.impersonation import ImpersonationEnd, ImpersonationStart
from operations.own_data import OwnData, OwnDataFile
from operations.privacy.retention_views import RemovalDecision, RetentionList, RetentionPage
from operations.privacy.views import BreachSheet
from operations.security_level.views import AccountsReview, SecurityLevelPage, SecurityPaper
from operations.views import Healthz, Readyz, SystemPage
from pledges.models import Registration, Report
from portal.api.views import ListPage, OpenApi
from portal.views import pages as config_views
from portal.views.api_tokens import ApiTokenEnd, ApiTokens
from portal.views.calendar import CalendarFile, OwnCalendar, OwnCalendarEnd
from portal.views.help import Help, HelpPage
from portal.views.search import Search

pytestmark = pytest.mark.screens  # not of the database

ROOT = Path(settings.BASE_DIR)
# Each may import those before it.
ROOMS = [
    "audit", "base", "documents", "members", "blocs", "pledges", "awards", "portal", "demo", "operations", "config",
]  # fmt: skip
# What every room stands on. Another file here is to be thought over: what is it that all rooms need?
BASE = {
    "allauth_internal",
    "__init__",
    "access",
    "admin",
    "apps",
    "dates",
    "form_renderer",
    "forms",
    "middleware",
    "secrets_at_rest",
    "text",
    "trigrams",
    "vietnamese",
    "workflow",
}
# What needs no object: reached by everybody signed in, showing only what for_user() gives.
OPEN_TO_ALL = {
    config_views.Home, config_views.resume, Search, Help, HelpPage, OwnData, OwnDataFile, OwnCalendar, OwnCalendarEnd,
    ApiTokens, ApiTokenEnd, VoteCheckers,
}  # fmt: skip
ADMINISTRATORS = {  # 403 for others
    SystemPage, SecurityLevelPage, SecurityPaper, AccountsReview, BreachSheet, RetentionPage, RetentionList,
    RemovalDecision, Setup, ImpersonationStart, ImpersonationEnd,
}  # fmt: skip
# Is a paper genuine? Who is proposed? And the way in.
PUBLIC = {
    Verify,
    OpinionAnswer,
    PublicNoticePage,
    CalendarFile,
    OpenApi,
    Healthz,
    Readyz,
    oidc.login,
    oidc.callback,
    FirstAdministrator,
}


def tracked(*patterns) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_one_way(room):
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    files = tracked(f"{room}/*.py")

    wrong = {str(path): imported_rooms(path) - allowed for path in files if path.parent.name != "migrations"}

    assert len(wrong) > 4
    assert {path: rooms for path, rooms in wrong.items() if rooms} == {}


def test_nothing_joins_what_every_room_stands_on_unnoticed():
    assert {path.stem for path in tracked("base/*.py")} == BASE


def own_patterns(patterns=None, namespace=""):
    """The addresses of our rooms, each with `full_name`, by which it is reversed."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.callback.__module__.split(".")[0] in ROOMS:
                pattern.full_name = f"{namespace}:{pattern.name}" if namespace else pattern.name
                yield pattern
        else:
            yield from own_patterns(pattern.url_patterns, pattern.namespace or "")


def test_every_address_finds_its_object_through_for_user():
    unguarded = []
    for pattern in own_patterns():
        view = getattr(pattern.callback, "view_class", pattern.callback)
        guarded = isinstance(view, type) and issubclass(view, Visible | Inside | ListPage)
        if not guarded and view not in OPEN_TO_ALL | PUBLIC | ADMINISTRATORS:
            unguarded.append(pattern.name)

    assert len(list(own_patterns())) > 150
    assert unguarded == []


def test_only_public_pages_are_open_to_who_is_not_signed_in():
    public = {
        getattr(p.callback, "view_class", p.callback)
        for p in own_patterns()
        if not getattr(p.callback, "login_required", True)
    }

    of_the_api = {view for view in public if isinstance(view, type) and issubclass(view, ListPage)}
    assert len(of_the_api) > 5  # these ask for a key, or who is signed in (tests/test_api.py)
    assert public - of_the_api == PUBLIC


def test_no_file_is_longer_than_400_lines():
    files = tracked("*.py", "*.html", "*.css", "*.js")
    assert len(files) > 300
    long = {
        str(p): n
        for p in files
        if (n := len(p.read_text().splitlines())) > 400 and p.parent.name != "migrations"  # written by Django
    }

    assert long == {}


def test_no_template_line_is_longer_than_160_characters():
    templates = tracked("templates/*.html")
    assert len(templates) > 120
    long = [
        f"{path.relative_to(ROOT)}:{n}"
        for path in templates
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 160
    ]

    assert long == []


def test_text_that_keeps_its_lines_stands_on_one_line_of_its_template():
    """`prose` is white-space: pre-line: a line break of the template would be one of the page."""
    begun = re.compile(r'<(\w+)[^<>]*class="[^"]*\bprose\b[^"]*"[^<>]*>')
    found, broken = 0, []
    for path in tracked("templates/*.html"):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for tag in begun.finditer(line):
                found += 1
                if f"</{tag[1]}>" not in line[tag.end() :]:
                    broken.append(f"{path.relative_to(ROOT)}:{n}")

    assert found > 15
    assert broken == []


def test_a_labelled_cell_that_may_be_empty_holds_no_white_space():
    """On a phone a cell shows its label unless it is :empty, which white space keeps it from being."""
    cell = re.compile(r"<td\b[^>]*data-label[^>]*>(.*?)</td>", re.DOTALL)
    condition = re.compile(r"{% if (?:(?!{% (?:if|else|endif)).)*?{% endif %}", re.DOTALL)
    found, wrong = 0, []
    for path in tracked("templates/*.html"):
        for match in cell.finditer(path.read_text(encoding="utf-8")):
            found += 1
            left, before = match[1], None
            while left != before:  # what is shown only on a condition may be missing
                left, before = condition.sub("", left), left
            if (
                match[1]
                and not match[1].strip().startswith("{{")
                and match[1] != match[1].strip()
                and not left.strip()
            ):
                wrong.append(f"{path.relative_to(ROOT)}: {match[1].strip()[:60]}")

    assert found > 60
    assert wrong == []


def test_text_is_in_one_unicode_form():
    texts = tracked("*.py", "*.html", "*.md", "*.txt", "*.css", "*.js")

    assert [
        str(p) for p in texts if not unicodedata.is_normalized("NFC", p.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("workflow", [Registration, Report, Proposal])
def test_every_state_has_its_moves_and_moves_lead_to_states(workflow: type[Workflow]):
    states = set(workflow.State)

    assert set(workflow.MOVES) == states
    assert set().union(*workflow.MOVES.values()) <= states


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_signing_in_does_not_load_the_paper_maker():
    code = "import django, sys; django.setup(); import config.urls; sys.exit('weasyprint' in sys.modules)"

    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=False)

    assert ran.returncode == 0


def test_scripts_that_share_a_page_share_no_name():
    """A name declared twice by two classic scripts stops the second one; a module keeps its names to itself."""
    shared = re.compile(r"<script src=\"{% static '(js/[\w/]+\.js)' %}\"")
    pages = (ROOT / "templates").rglob("*.html")
    classic = {name for page in pages for name in shared.findall(page.read_text())} - {"js/screen.js"}
    declared = re.compile(r"^(?:const|let|class|function|async function) +(\w+)", re.MULTILINE)
    names = [name for script in classic for name in declared.findall((ROOT / "static" / script).read_text())]

    assert len(names) > 10
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_table_of_ours_has_a_name_in_vietnamese():
    """The log, the admin and what a person is given call a row by it."""
    own = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    assert len(own) > 60

    default = {
        model._meta.label for model in own if model._meta.verbose_name == camel_case_to_spaces(model.__name__)
    }
    assert default == set()
