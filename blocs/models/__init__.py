from .bloc import Appointment, Bloc, BlocYear, Membership, Milestone, open_year
from .criteria import Band, CriteriaSet, Criterion, Gate, ThresholdStep, next_position
from .law import AwardBasis, AwardType, LegalInstrument
from .outline import Content, Indicator, OutlineSection, copy_outline

__all__ = [
    "Appointment",
    "AwardBasis",
    "AwardType",
    "Band",
    "Bloc",
    "BlocYear",
    "Content",
    "CriteriaSet",
    "Criterion",
    "Gate",
    "Indicator",
    "LegalInstrument",
    "Membership",
    "Milestone",
    "OutlineSection",
    "ThresholdStep",
    "copy_outline",
    "next_position",
    "open_year",
]
