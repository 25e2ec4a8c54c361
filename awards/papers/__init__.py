"""The papers of a year: their kinds, which there are, how they are issued."""

from .issuing import (
    can_still_change,
    date_fault,
    final,
    law_warnings,
    local_address,
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
    missing_papers,
    obstacles,
    subjects,
    unsigned_papers,
    waiting,
    year_papers,
)
from .readiness import NotYet, lone_warnings, split_by_readiness

__all__ = [
    "DOSSIER",
    "KINDS",
    "OF_MEMBERS",
    "NotYet",
    "YearPaper",
    "can_still_change",
    "date_fault",
    "dossier_papers",
    "draft",
    "draft_day",
    "final",
    "issued_papers",
    "law_warnings",
    "local_address",
    "lone_warnings",
    "missing_papers",
    "obstacles",
    "require_unfiled",
    "split_by_readiness",
    "subjects",
    "unsigned_papers",
    "waiting",
    "warnings",
    "year_papers",
]
