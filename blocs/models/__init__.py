from .appointment import Appointment, Service, served_years, services_of
from .award_rules import (
    AchievementForm,
    AwardCondition,
    BaseSalary,
    FormPart,
    PrizeFactor,
    achievement_form,
    prize_money,
    prizes_on,
)
from .bloc import Bloc, Membership
from .criteria import Band, CriteriaSet, Gate
from .criterion import Criterion, ThresholdStep, next_code, next_position
from .event import Event, EventAttendance
from .evidence_kind import EvidenceKind, kind_in_number, kinds_named
from .extension import EXTENDABLE, Extension
from .handover import LONGEST_OVERLAP, Handover, HandoverItem
from .law import AwardBasis, AwardType, LegalInstrument
from .member_list_import import MemberListImport
from .milestone import Milestone, lock_of, lock_years
from .outline import Content, Indicator, OutlineSection, copy_outline
from .plan import Plan
from .year import BlocYear, open_year

__all__ = [
    "AchievementForm",
    "Appointment",
    "Service",
    "served_years",
    "services_of",
    "AwardBasis",
    "AwardCondition",
    "AwardType",
    "Band",
    "BaseSalary",
    "Bloc",
    "BlocYear",
    "Content",
    "CriteriaSet",
    "Criterion",
    "EXTENDABLE",
    "Event",
    "EventAttendance",
    "EvidenceKind",
    "Extension",
    "FormPart",
    "Gate",
    "Handover",
    "HandoverItem",
    "Indicator",
    "LONGEST_OVERLAP",
    "LegalInstrument",
    "MemberListImport",
    "Membership",
    "Milestone",
    "OutlineSection",
    "Plan",
    "PrizeFactor",
    "ThresholdStep",
    "achievement_form",
    "copy_outline",
    "kind_in_number",
    "kinds_named",
    "lock_of",
    "lock_years",
    "next_code",
    "next_position",
    "open_year",
    "prize_money",
    "prizes_on",
]
