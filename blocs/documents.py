"""What every paper of a bloc-year begins and ends with: letterhead, signer, legal bases."""

import datetime

from base.vietnamese import long_date
from documents.capacities import chief_of, is_deputy, signature_lines
from documents.papers import Letterhead, Signer
from members.models import Province

from .models import BlocYear, LegalInstrument


def letterhead(year: BlocYear, day: datetime.date) -> Letterhead:
    """Who issues the bloc's papers on that day: the lead (pattern A) or the bloc itself (pattern B)."""
    if year.header == BlocYear.Header.BLOC:
        bloc = year.bloc
        return Letterhead(bloc.parent_name, bloc.name.upper(), bloc.symbol, year.place)
    lead = year.lead.identity_on(day)
    name = lead.letterhead_name or lead.official_name.upper()
    return Letterhead(lead.parent_name.upper(), name, lead.abbreviation, year.place)


def with_years(text: str, year: int) -> str:
    """A title as papers of that year say it: a paper is read later, when “năm sau” is another year."""
    return text.replace("năm sau", f"năm {year + 1}")


def lead_of(year: BlocYear) -> str:
    """Trưởng Khối thi đua các tổ chức…: the lead's office in the bloc, with the bloc's name said once."""
    name = year.bloc.name
    return f"Trưởng {name}" if name.startswith("Khối") else f"Trưởng khối {name}"


def signer(
    year: BlocYear,
    day: datetime.date,
    *,
    name: str,
    position: str,
    capacity: str = "",
    authorisation: str = "",
) -> Signer:
    """Who signs a paper of the bloc, with the lines over the signature (documents/capacities.py).

    In the bloc's own name (pattern B) the lines give the office in the bloc and the one in the lead's body. An
    `authorisation` is the paper on which TUQ. rests; the register keeps it with the position.
    """
    _, chief_position = default_signer(year, day)
    chief = chief_of(chief_position or position)
    if year.header == BlocYear.Header.BLOC and not capacity:
        begins = "KT. TRƯỞNG KHỐI" if is_deputy(position) else "TRƯỞNG KHỐI"
        lines: tuple[str, ...] = (
            "TM. KHỐI THI ĐUA", begins, _office_in(position, year.lead.name_on(day)).upper(),
        )  # fmt: skip
    else:
        collective = year.lead.identity_on(day).collective
        lines = signature_lines(position, collective=collective, capacity=capacity, chief=chief)
    kept = f"{position} ({authorisation})" if authorisation else position
    return Signer(name=name, position=kept, lines=lines)


def _office_in(position: str, body: str) -> str:
    """Phó Trưởng ban of a Ban đại diện is its Phó Trưởng Ban đại diện: the word is not said twice."""
    is_said = position.casefold().endswith(" ban") and body.casefold().startswith("ban ")
    return f"{position[: -len(' ban')]} {body}" if is_said else f"{position} {body}"


def default_signer(year: BlocYear, day: datetime.date) -> tuple[str, str]:
    """Name and position of the lead's signatory of that day, to be corrected where another signs."""
    officers = year.lead.officers.on(day).filter(role="signatory").select_related("user")
    officer = officers.order_by("pk").first()
    return (officer.user.full_name, officer.position) if officer else ("", "")


def legal_bases(day: datetime.date, province: Province) -> list[str]:
    """The instruments in force that day which a province's papers always cite, as căn cứ without their final mark.

    A law that was amended is followed by what amended it.
    """
    in_force = (
        LegalInstrument.objects.in_force_on(day).filter(cited_in_papers=True).of_province(province.on(day))
    )
    amendments: dict[int, list[LegalInstrument]] = {}
    for instrument in in_force.exclude(amends=None).order_by("issued_on"):
        amendments.setdefault(instrument.amends_id, []).append(instrument)
    bases = []
    for instrument in in_force.filter(amends=None):
        bases.append(f"Căn cứ {instrument.citation}")
        bases += [f"Căn cứ {citation}" for citation in _joined(amendments.get(instrument.pk, []))]
    return bases


def _joined(amendments: list[LegalInstrument]) -> list[str]:
    """Amendments of one title as one citation with their days: … ngày 14 tháng 6 năm 2005 và ngày 16 …"""
    by_title: dict[tuple, list[LegalInstrument]] = {}
    for instrument in amendments:
        key = (instrument.kind, instrument.title) if instrument.is_act else (instrument.number,)
        by_title.setdefault(key, []).append(instrument)
    return [
        " và ".join([first.citation, *(long_date(other.issued_on) for other in others)])
        for first, *others in by_title.values()
    ]
