from .adopting import adopt, newer_criteria
from .boxes import boxes_of, boxes_stored
from .change import Change, shown
from .content import IndicatorResult, ReportSection, ScoreLine, fraction_of
from .correction import Correction, CorrectionItem, answer_items, extend_correction, open_correction
from .deadline import end_of_day, is_on_time
from .evidence import Evidence, EvidenceUse, add_evidence
from .explanation import (
    Explanation,
    agree,
    explain,
    explanation_until,
    look_again,
    may_explain,
    tell,
    unsettled,
)
from .merging import Conflict, Written, mark_of, merge
from .past import PastFigure
from .pledge import Pledge, PledgeSignature
from .registration import Registration, RegistrationMove, Target, TitleRequest, figure
from .report import Report, ReportMove, verdict_box
from .scores import Totals, add_up, as_handed_in, computed_points, points_fault, targets_met
from .submission import Gap, Submission
from .verification import (
    Verdict,
    Verification,
    assign,
    freeze,
    may_be_named,
    to_settle,
    unassign,
    verdicts_of,
)
from .version import Version, differences, digest, snapshot, with_versions

__all__ = [
    "adopt",
    "newer_criteria",
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
    "agree",
    "answer_items",
    "assign",
    "boxes_of",
    "boxes_stored",
    "as_handed_in",
    "computed_points",
    "differences",
    "digest",
    "explain",
    "explanation_until",
    "extend_correction",
    "freeze",
    "figure",
    "fraction_of",
    "end_of_day",
    "is_on_time",
    "look_again",
    "mark_of",
    "may_be_named",
    "may_explain",
    "merge",
    "open_correction",
    "points_fault",
    "shown",
    "snapshot",
    "targets_met",
    "tell",
    "unassign",
    "unsettled",
    "verdict_box",
    "to_settle",
    "verdicts_of",
    "with_versions",
]
