"""What every paper of a bloc-year begins and ends with: letterhead, signer, legal bases."""

import datetime

from documents.papers import Letterhead, Signer

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
        lines = ("TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI", position.upper())
    else:
        collective = year.lead.identity_on(day).collective
        lines = (f"TM. {collective.upper()}", position.upper()) if collective else (position.upper(),)
    return Signer(name=name, position=position, lines=lines)


def default_signer(year: BlocYear, day: datetime.date) -> tuple[str, str]:
    """Name and position of the lead's signatory of that day, to be corrected where another signs."""
    officers = year.lead.officers.on(day).filter(role="signatory").select_related("user")
    officer = officers.order_by("pk").first()
    return (officer.user.full_name, officer.position) if officer else ("", "")


def legal_bases(day: datetime.date) -> list[str]:
    """The instruments in force that day which papers always cite, as căn cứ without their final mark."""
    instruments = LegalInstrument.objects.in_force_on(day).filter(cited_in_papers=True)
    return [f"Căn cứ {instrument.citation}" for instrument in instruments]
