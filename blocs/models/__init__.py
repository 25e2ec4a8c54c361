from .appointment import Appointment
from .bloc import Bloc, Membership
from .criteria import Band, CriteriaSet, Gate
from .criterion import Criterion, ThresholdStep, next_position
from .extension import EXTENDABLE, Extension, extend
from .handover import LONGEST_OVERLAP, Handover, HandoverItem
from .law import AwardBasis, AwardType, LegalInstrument
from .milestone import Milestone
from .outline import Content, Indicator, OutlineSection, copy_outline
from .year import BlocYear, open_year

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
    "Handover",
    "HandoverItem",
    "Indicator",
    "LONGEST_OVERLAP",
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
