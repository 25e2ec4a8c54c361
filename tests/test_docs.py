"""The docs tell the truth: diagrams show the moves as they are, links and commands exist."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from awards.models import Proposal
from pledges.models import Registration, Report

pytestmark = pytest.mark.screens  # not of the database

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"


def drawn(heading: str) -> set[tuple[str, str]]:
    section = (DOCS / "states.md").read_text(encoding="utf-8").split(f"## {heading}")[1]
    diagram = section.split("```mermaid")[1].split("```")[0]
    return set(re.findall(r"(\w+) --> (\w+)", diagram))


@pytest.mark.parametrize(
    ("heading", "workflow"),
    [("Registration and report", Registration), ("Registration and report", Report), ("Proposal", Proposal)],
)
def test_the_diagrams_show_the_moves(heading, workflow):
    moves = {(str(state), str(to)) for state, targets in workflow.MOVES.items() for to in targets}

    assert drawn(heading) == moves


@pytest.mark.parametrize(
    "doc", [Path(settings.BASE_DIR) / "README.md", *DOCS.glob("*.md")], ids=lambda doc: doc.name
)
def test_links_between_docs_lead_somewhere(doc):
    links = re.findall(r"\]\(([^)#:]+)\)", doc.read_text(encoding="utf-8"))

    assert [link for link in links if not (doc.parent / link).exists()] == []


def test_the_settings_table_names_what_the_settings_read():
    config = Path(settings.BASE_DIR) / "config"
    code = "".join((config / name).read_text() for name in ("settings.py", "stores.py"))
    read = set(re.findall(r'env\.\w+\(\s*(?:named\()?"(\w+)"', code))
    told = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "running.md").read_text(encoding="utf-8"), re.M))

    assert told == read


def test_the_guide_says_how_long_an_invitation_lasts():
    guide = (DOCS / "huong-dan/bat-dau.md").read_text(encoding="utf-8")

    assert f"dùng được một lần, trong {settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)} ngày" in guide


def test_the_limits_are_those_of_the_settings():
    text = (DOCS / "running.md").read_text(encoding="utf-8").split("## Limits")[1].split("## Commands")[0]
    rows = re.findall(r"^\| [^|]+ \| (\d+)( MB)? \| `(\w+)` \|", text, re.M)

    assert len(rows) == 6
    for number, unit, name in rows:
        assert getattr(settings, name) == int(number) * (1024 * 1024 if unit else 1), name


def test_what_is_said_to_be_held_of_a_secret_vote_names_tests_that_are_there():
    text = (DOCS / "secret-vote.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|([^|]*)\| ([^|]+) \| (yes|no|partly|seen) \| (.+) \|$", text, re.MULTILINE)
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", text))

    assert len(rows) > 25 and len(named) > 25
    assert [name for name in named if f"def {name}(" not in sources] == []
    assert [attacker for _, attacker, held, why in rows if held == "yes" and "test" not in why] == []


def test_the_release_recipe_names_what_is_there():
    recipe = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("To release, in this order:")[2]
    programs, commands = re.findall(r"`bin/([\w-]+)", recipe), re.findall(r"`manage\.py (\w+)", recipe)

    assert {"try-updates", "attack", "run"} <= set(programs) and {"advisories", "sbom"} <= set(commands)
    assert [name for name in programs if not (ROOT / "bin" / name).is_file()] == []
    assert [name for name in commands if name not in get_commands()] == []


def test_the_table_of_the_attack_is_whole():
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    table = text.partition("<!-- attack -->")[2].partition("<!-- /attack -->")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \| ([^|]+) \|", table, re.MULTILINE)
    source = (ROOT / "bench" / "attack" / "__main__.py").read_text(encoding="utf-8")
    parts = re.findall(r'^    \("([^"]+)", \w+\.\w+\),$', source, re.MULTILINE)

    assert len(parts) > 8 and [what for what, _, _ in rows] == parts
    assert [what for what, tries, outcome in rows if tries == "0" or not outcome.startswith("held")] == []


def test_the_rows_of_security_are_counted_as_they_stand_and_its_gaps_are_no_held_rows():
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    states = dict(
        re.findall(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (held|argued|open|n\.a\.) \|", text, re.MULTILINE)
    )
    counts = Counter(states.values())
    said = re.search(r"\*\*(\d+) held, (\d+) argued, (\d+) open, (\d+) not\napplicable\*\* of (\d+)", text)
    assert said is not None
    wanted = [counts[state] for state in ("held", "argued", "open", "n.a.")] + [len(states)]
    assert [int(number) for number in said.groups()] == wanted

    gaps = re.findall(r"^\d+\. \*\*([\d., ]+)\*\*( \(open\))?", text.split("## Main gaps")[1], re.MULTILINE)
    named = {row: bool(is_open) for rows, is_open in gaps for row in rows.split(", ")}
    assert named and not [row for row in named if states[row] == "held"]
    open_rows = {row for row, state in states.items() if state == "open"}
    assert open_rows == {row for row, is_open in named.items() if is_open}
