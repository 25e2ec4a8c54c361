"""Where a box of a report or a registration is written, and what a return can point at."""

import datetime

from django.urls import reverse

from pledges.box_names import BoxName, box_name
from pledges.models import Submission

PAGES = {  # the page of a box of a report, by the first word of its name
    "section": "text",
    "result": "figures",
    "line": "scores",
    "evidence": "evidence",
    "item": "answers",
}
BOXES = {"section": "text", "result": "actual", "line": "self_points"}  # the box to go to in a row
LABEL = 90  # characters of a row's label in a list to choose from


def box_url(submission: Submission, field: str) -> str:
    """The address of the box that is missing something."""
    kind, _, rest = field.partition("-")
    if kind == "year":
        return submission.bloc_year.get_absolute_url()
    if submission._meta.model_name == "registration" and kind != "item":
        return f"{submission.url('edit')}#id_{field}"
    url = submission.url(PAGES[kind])
    return f"{url}?line={rest}" if kind == "evidence" else f"{url}#id_{field}"


def gap_links(submission: Submission, gaps: list) -> list[tuple[str, str]]:
    """Each gap with the address of its box."""
    return [(gap, box_url(submission, gap.field)) for gap in gaps]


def rounds_of(submission: Submission, history: list) -> list[tuple[str, datetime.datetime]]:
    """(address, when) of each version that is kept, oldest first; `submission` comes with_versions()."""
    handed_in = [move.at for move in history if move.to_state == submission.State.SUBMITTED]
    kept = handed_in[-submission.kept :] if submission.kept else []
    page = f"pledges:{submission._meta.model_name}-version"
    return [(reverse(page, args=[submission.pk, n]), at) for n, at in enumerate(kept, 1)]


def places(submission: Submission) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a return can point at: every row, under its heading."""
    groups: dict[str, list] = {}
    for row in submission.said():
        groups.setdefault(row["group"], []).append((row["key"], row["label"][:LABEL]))
    return list(groups.items())


def place_of(submission: Submission, row: str) -> str:
    """Where a row is written; the first part for the whole."""
    if submission._meta.model_name == "registration":
        return submission.url("edit")
    name = BoxName.parse(row)
    if name is None or name.kind not in BOXES:
        page = "evidence" if name and name.kind == "evidence" else "text"
        return reverse(f"pledges:report-{page}", args=[submission.pk])
    return box_url(submission, box_name(name.kind, name.pk, BOXES[name.kind]))
