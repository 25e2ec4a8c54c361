"""The handover of 15 January 2024 from the lead of 2023 to that of 2024."""

import datetime

from awards.actions.papers import issue_paper
from awards.handing_over import inventory, obstacles
from awards.papers import year_papers
from blocs.models import BlocYear, Handover, HandoverItem

from .clock import at, moment
from .year import Cast

OPEN_TASKS = """Theo dõi kết quả xét Cờ thi đua của Chính phủ, Cờ thi đua của Ủy ban nhân dân tỉnh năm 2023.
Thu đủ chữ ký giao ước thi đua năm 2024 của đơn vị ký sau hội nghị.
Rà lại cách chấm các tiêu chí bị chênh nhiều giữa tự chấm và thẩm định."""


def facts(cast: Cast, receiver) -> dict:
    giver, taker = cast.head("nct"), cast.head(receiver.code)
    return {
        "held_at": moment("2024-01-15 08:30"),
        "place": "Trụ sở Ban đại diện Hội Người cao tuổi tỉnh Quảng Trị",
        "giver_name": giver.addressed_name,
        "giver_position": giver.offices[0].position,
        "receiver_name": taker.addressed_name,
        "receiver_position": taker.offices[0].position,
        "witness_name": "Ông Trần Văn Bình",
        "witness_position": "Phó Trưởng ban Ban Thi đua - Khen thưởng tỉnh",
        "open_tasks": OPEN_TASKS,
        "writes_begin": datetime.date(2024, 1, 10),
        "writes_end": datetime.date(2024, 1, 15),
    }


def hand_over(year: BlocYear, receiver, cast: Cast) -> None:
    """What was listed, printed and signed on 15 January 2024; the next lead's chair confirmed it the day after."""
    secretary = cast.staff("nct")
    with at("2024-01-15 09:00"):
        planned = Handover.objects.create(bloc_year=year, receiver=receiver, **facts(cast, receiver))
        listed = inventory(year)
        for item in listed:
            item.handover, item.is_given = planned, True
        HandoverItem.objects.bulk_create(listed)
        (sheet,) = [s for s in year_papers(year) if s.subject == planned]
        issue_paper(sheet, year, by=secretary, number=3, dated=planned.day, name="", position="")
        planned.hand_over(by=secretary, missing=obstacles(planned))
    with at("2024-01-16 08:30"):
        planned.receive(by=cast.head(receiver.code))
