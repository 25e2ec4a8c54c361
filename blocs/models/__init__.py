from .bloc import Appointment, Bloc, BlocYear, Membership, open_year
from .criteria import Band, CriteriaSet, Criterion, Gate, ThresholdStep, next_position
from .extension import EXTENDABLE, Extension, extend
from .law import AwardBasis, AwardType, LegalInstrument
from .milestone import Milestone
from .outline import Content, Indicator, OutlineSection, copy_outline

__all__ = [
    "Appointment",
    "AwardBasis",
    "AwardType",
    "Band",
    "Bloc",
    "BlocYear",
    "EXTENDABLE",
    "Content",
    "CriteriaSet",
    "Criterion",
    "Extension",
    "Gate",
    "Indicator",
    "LegalInstrument",
    "Membership",
    "Milestone",
    "OutlineSection",
    "ThresholdStep",
    "copy_outline",
    "extend",
    "next_position",
    "open_year",
]
