"""The docs tell the truth: diagrams show the moves as they are, links and commands exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from awards.models import Proposal
from pledges.models import Registration, Report

DOCS = Path(settings.BASE_DIR) / "docs"


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
    read = set(
        re.findall(
            r'env\.\w+\((?:named\()?"(\w+)"', (Path(settings.BASE_DIR) / "config/settings.py").read_text()
        )
    )
    told = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "running.md").read_text(encoding="utf-8"), re.M))

    assert told == read
