from .boxes import boxes_of, boxes_stored
from .change import Change, shown
from .content import IndicatorResult, ReportSection, ScoreLine, fraction_of
from .correction import Correction, CorrectionItem, open_correction
from .deadline import end_of_day, is_on_time
from .evidence import Evidence, EvidenceUse, add_evidence
from .explanation import Explanation, explanation_until, may_explain, unsettled
from .merging import Conflict, Written, mark_of, merge
from .past import PastFigure
from .pledge import Pledge, PledgeSignature
from .registration import Registration, RegistrationMove, Target, TitleRequest, figure
from .report import Report, ReportMove, verdict_box
from .scores import Totals, add_up, as_handed_in, computed_points, points_fault, targets_met
from .submission import Gap, Submission
from .verification import Verdict, Verification, may_be_named, to_settle, verdicts_of
from .version import Version, differences, digest, snapshot, with_versions

__all__ = [
    "Change",
    "Conflict",
    "Correction",
    "CorrectionItem",
    "Evidence",
    "EvidenceUse",
    "Explanation",
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
    "Verdict",
    "Verification",
    "Version",
    "Written",
    "add_evidence",
    "add_up",
    "boxes_of",
    "boxes_stored",
    "as_handed_in",
    "computed_points",
    "differences",
    "digest",
    "explanation_until",
    "figure",
    "fraction_of",
    "end_of_day",
    "is_on_time",
    "mark_of",
    "may_be_named",
    "may_explain",
    "merge",
    "open_correction",
    "points_fault",
    "shown",
    "snapshot",
    "targets_met",
    "unsettled",
    "verdict_box",
    "to_settle",
    "verdicts_of",
    "with_versions",
]
