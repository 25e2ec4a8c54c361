from .change import Change
from .content import IndicatorResult, ReportSection, ScoreLine, fraction_of
from .correction import Correction, CorrectionItem, open_correction
from .evidence import Evidence, EvidenceUse
from .explanation import Explanation, explanation_until, may_explain
from .given import GivenScore
from .past import PastFigure
from .pledge import Pledge, PledgeSignature
from .registration import Registration, RegistrationMove, Target, TitleRequest, figure
from .report import Report, ReportMove, verdict_box
from .sample import EvidenceSample, SampleObjection
from .submission import Submission
from .target_remark import TargetRemark
from .verification import Verdict, Verification, may_be_named, requests_on, to_settle, verdicts_of
from .version import Version, Withdrawal, differences, digest, snapshot, with_versions

__all__ = [
    "Change",
    "Correction",
    "CorrectionItem",
    "Evidence",
    "EvidenceSample",
    "EvidenceUse",
    "Explanation",
    "GivenScore",
    "IndicatorResult",
    "PastFigure",
    "Pledge",
    "PledgeSignature",
    "Registration",
    "RegistrationMove",
    "Report",
    "ReportMove",
    "ReportSection",
    "SampleObjection",
    "ScoreLine",
    "Submission",
    "Target",
    "TargetRemark",
    "TitleRequest",
    "Verdict",
    "Verification",
    "Version",
    "Withdrawal",
    "differences",
    "digest",
    "explanation_until",
    "figure",
    "fraction_of",
    "may_be_named",
    "may_explain",
    "open_correction",
    "requests_on",
    "snapshot",
    "verdict_box",
    "to_settle",
    "verdicts_of",
    "with_versions",
]
