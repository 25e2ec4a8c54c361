"""Pages that save by themselves: what they send along, and what they are answered."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from base.text import read_json
from pledges.merging import Written


def marks_in(data) -> dict[str, str]:
    """The marks of what the page showed; none where they were tampered with, which makes every box a conflict."""
    try:
        marks = read_json(data.get("read", ""))
    except ValueError:
        return {}
    return {box: str(mark) for box, mark in marks.items()} if isinstance(marks, dict) else {}


def saved_by_itself(written: Written, errors: dict[str, str], **more) -> JsonResponse:
    """What the page's script needs: marks of what stands, what is wrong, and both texts of a conflict."""
    conflicts = {
        box: {"mark": c.mark, "html": render_to_string("pledges/_conflict.html", {"conflict": c})}
        for box, c in written.conflicts.items()
    }
    at = timezone.localtime().strftime("%H:%M")
    answer = {"saved": written.saved, "errors": errors, "conflicts": conflicts, "at": at}
    return JsonResponse(answer | more)
