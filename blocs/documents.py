"""What every paper of a bloc-year begins and ends with: letterhead, signer, legal bases."""

import datetime

from base.vietnamese import long_date
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


def signer(year: BlocYear, day: datetime.date, *, name: str, position: str) -> Signer:
    """The lines over the signature: TM. the collective, then the position (Decree 30/2020, Annex I, II.7)."""
    if year.header == BlocYear.Header.BLOC:
        lines: tuple[str, ...] = ("TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI", position.upper())
    else:
        collective = year.lead.identity_on(day).collective
        lines = (f"TM. {collective.upper()}", position.upper()) if collective else (position.upper(),)
    return Signer(name=name, position=position, lines=lines)


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
