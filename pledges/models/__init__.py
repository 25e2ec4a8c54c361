from .boxes import boxes_of, boxes_stored
from .change import Change, shown
from .content import IndicatorResult, ReportSection, ScoreLine
from .correction import Correction, CorrectionItem, answer_items, extend_correction, open_correction
from .deadline import is_on_time
from .evidence import Evidence, EvidenceUse, add_evidence
from .merging import Conflict, Written, mark_of, merge
from .past import PastFigure
from .pledge import Pledge, PledgeSignature
from .registration import Registration, RegistrationMove, Target, TitleRequest, figure
from .report import Report, ReportMove
from .scores import Totals, add_up, computed_points, points_fault, targets_met
from .submission import Gap, Submission, lock_of
from .version import Version, differences, digest, snapshot, with_versions

__all__ = [
    "Change",
    "Conflict",
    "Correction",
    "CorrectionItem",
    "Evidence",
    "EvidenceUse",
    "Gap",
    "IndicatorResult",
    "PastFigure",
    "Pledge",
    "PledgeSignature",
    "Registration",
    "RegistrationMove",
    "Report",
    "ReportMove",
    "ReportSection",
    "ScoreLine",
    "Submission",
    "Target",
    "TitleRequest",
    "Totals",
    "Version",
    "Written",
    "add_evidence",
    "add_up",
    "answer_items",
    "boxes_of",
    "boxes_stored",
    "computed_points",
    "differences",
    "digest",
    "extend_correction",
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
    "with_versions",
]
