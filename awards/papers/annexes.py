"""What an annex says of the Tờ trình it goes with (Decree 30/2020, Annex I, part II, 5.3)."""

import datetime

from awards.models import Proposal
from base.vietnamese import long_date, two_digits
from blocs.documents import letterhead
from blocs.models import BlocYear
from documents.models import IssuedDocument

GAP = "\u2003\u2003"


def letter_of(proposal: Proposal, day: datetime.date) -> str:
    """The Tờ trình that stands for this proposal; gaps for number and day while there is none."""
    year = proposal.bloc_year
    letter = IssuedDocument.objects.about(proposal).standing().filter(kind="to-trinh").without_bytes().first()
    if letter:
        return letter_named(year, day, letter.number, letter.issued_on)
    return letter_named(year, day, None, None)


def letter_named(year: BlocYear, day: datetime.date, number: int | None, dated: datetime.date | None) -> str:
    shown_number = two_digits(number) if number else GAP
    shown_day = long_date(dated) if dated else f"ngày {GAP} tháng {GAP} năm {day.year}"
    symbol = letterhead(year, day).symbol
    return f"Tờ trình số {shown_number}/TTr-{symbol} {shown_day} của {year.lead.name_on(day)}"
