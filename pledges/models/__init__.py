from .change import Change, shown
from .content import IndicatorResult, ReportSection, ScoreLine
from .correction import Correction, CorrectionItem, answer_items, open_correction
from .evidence import Evidence, EvidenceUse, add_evidence
from .merging import mark_of, merge
from .pledge import Pledge, PledgeSignature
from .registration import Registration, RegistrationMove, Target, TitleRequest, figure
from .report import Report, ReportMove
from .scores import Totals, add_up, computed_points, points_fault, targets_met
from .submission import Gap, Outdated, Part, Submission, is_on_time, lock_of
from .version import ReportVersion, differences, digest, snapshot
from .writing import Conflict, Written

__all__ = [
    "Change",
    "Conflict",
    "Correction",
    "CorrectionItem",
    "Evidence",
    "EvidenceUse",
    "Gap",
    "IndicatorResult",
    "Outdated",
    "Part",
    "Pledge",
    "PledgeSignature",
    "Registration",
    "RegistrationMove",
    "Report",
    "ReportMove",
    "ReportSection",
    "ReportVersion",
    "ScoreLine",
    "Submission",
    "Target",
    "TitleRequest",
    "Totals",
    "Written",
    "add_evidence",
    "add_up",
    "answer_items",
    "computed_points",
    "differences",
    "digest",
    "figure",
    "is_on_time",
    "lock_of",
    "mark_of",
    "merge",
    "open_correction",
    "points_fault",
    "shown",
    "snapshot",
    "targets_met",
]
