"""What the demo's bloc did together, and who was there."""

from datetime import date

from blocs.actions.events import call_event_roll, write_event
from blocs.models import BlocYear, Event, EventAttendance

from .clock import at

Status = EventAttendance.Status
OF_2023 = [
    ("meeting", "Giao ban khối 6 tháng đầu năm", "2023-06-29", "Đông Hà", {"dn": Status.ABSENT}),
    ("activity", "Về nguồn, dâng hương tại Thành cổ Quảng Trị", "2023-07-21", "Quảng Trị", {}),
]
OF_2024 = [
    ("meeting", "Giao ban khối quý I", "2024-03-20", "Đông Hà", {"lv": Status.EXCUSED}),
    (
        "conference",
        "Hội nghị chuyên đề đổi mới phong trào thi đua",
        "2024-06-18",
        "Đông Hà",
        {"dn": Status.ABSENT},
    ),
]


def load_events(year: BlocYear, cast, events: list[tuple]) -> None:
    """Each event on its day, called in the evening by the secretary; everybody came but those who are named."""
    by = cast.staff(year.lead.code)
    for kind, name, day, place, missing in events:
        with at(f"{day} 18:00"):
            planned = Event(kind=kind, name=name, held_on=date.fromisoformat(day), place=place)
            event = write_event(year, planned, by=by)
            roll = {
                member: {"status": missing.get(member.code, Status.PRESENT), "note": ""}
                for member in event.members()
            }
            call_event_roll(event, roll, by=by)
