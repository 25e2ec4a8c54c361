"""The papers of a year: their kinds, which there are, how they are issued."""

from .issuing import (
    can_still_change,
    date_fault,
    final,
    law_warnings,
    require_unfiled,
    warnings,
)
from .kinds import DOSSIER, KINDS, OF_MEMBERS
from .of_year import (
    YearPaper,
    dossier_papers,
    draft,
    draft_day,
    issued_papers,
    lacking_enclosures,
    missing_papers,
    obstacles,
    subjects,
    waiting,
    year_papers,
)

__all__ = [
    "DOSSIER",
    "KINDS",
    "OF_MEMBERS",
    "YearPaper",
    "can_still_change",
    "date_fault",
    "dossier_papers",
    "draft",
    "draft_day",
    "lacking_enclosures",
    "final",
    "issued_papers",
    "law_warnings",
    "missing_papers",
    "obstacles",
    "require_unfiled",
    "subjects",
    "waiting",
    "warnings",
    "year_papers",
]
