"""The papers of a year: their kinds, which there are, how they are issued."""

from .issuing import (
    attach_signed,
    can_still_change,
    date_fault,
    final,
    issue_paper,
    law_warnings,
    require_unfiled,
    warnings,
    withdraw_paper,
)
from .kinds import DOSSIER, KINDS, OF_MEMBERS
from .of_year import (
    YearPaper,
    dossier_papers,
    draft,
    draft_day,
    issued_papers,
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
    "attach_signed",
    "can_still_change",
    "date_fault",
    "dossier_papers",
    "draft",
    "draft_day",
    "final",
    "issue_paper",
    "issued_papers",
    "law_warnings",
    "missing_papers",
    "obstacles",
    "require_unfiled",
    "subjects",
    "waiting",
    "warnings",
    "withdraw_paper",
    "year_papers",
]
