from .evidence import Evidence, add_evidence
from .pledge import Pledge, PledgeSignature
from .registration import Registration, RegistrationMove, Target, TitleRequest
from .report import IndicatorResult, Report, ReportMove, ReportPart, ReportSection, ScoreLine
from .scores import Totals, add_up, computed_points, points_fault, targets_met
from .submission import Outdated, Part, Submission, is_on_time, lock_of

__all__ = [
    "Evidence",
    "IndicatorResult",
    "Outdated",
    "Part",
    "Pledge",
    "PledgeSignature",
    "Registration",
    "RegistrationMove",
    "Report",
    "ReportMove",
    "ReportPart",
    "ReportSection",
    "ScoreLine",
    "Submission",
    "Target",
    "TitleRequest",
    "Totals",
    "add_evidence",
    "add_up",
    "computed_points",
    "is_on_time",
    "lock_of",
    "points_fault",
    "targets_met",
]
