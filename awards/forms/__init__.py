from .conference import (
    AgendaFormSet,
    ConferenceForm,
    CountingForm,
    PassedOverForm,
    ProseForm,
    RollForm,
    TellerForm,
    TellerFormSet,
)
from .council import AskForm, CouncilDayForm, CouncilForm
from .decisions import DecisionCorrectionForm, DecisionForm, DecisionLineForm
from .dossier import BuildForm, PublicCommentForm, PublicNoticeForm
from .handover import HandoverForm, ItemFormSet
from .ledger import AwardForm
from .nominees import AchievementTextsForm, AnswerForm, AnswerRowForm
from .papers import (
    IssuedTogetherForm,
    IssueForm,
    IssueRowForm,
    NominationForm,
    ReplayForm,
    ReviewForm,
    ViolationForm,
)
from .votes import (
    BallotForm,
    CountForm,
    HandsForm,
    MotionForm,
    OpinionForm,
    PollForm,
    ReasonForm,
    ScoreChoiceForm,
    TallyForm,
)

__all__ = [
    "AchievementTextsForm",
    "AgendaFormSet",
    "AnswerRowForm",
    "AnswerForm",
    "AskForm",
    "AwardForm",
    "BallotForm",
    "BuildForm",
    "ConferenceForm",
    "CountingForm",
    "PassedOverForm",
    "CouncilDayForm",
    "CouncilForm",
    "CountForm",
    "DecisionCorrectionForm",
    "DecisionForm",
    "DecisionLineForm",
    "ViolationForm",
    "HandoverForm",
    "HandsForm",
    "IssueForm",
    "IssueRowForm",
    "IssuedTogetherForm",
    "ItemFormSet",
    "MotionForm",
    "NominationForm",
    "OpinionForm",
    "PollForm",
    "ProseForm",
    "PublicCommentForm",
    "PublicNoticeForm",
    "ReasonForm",
    "ReplayForm",
    "ReviewForm",
    "RollForm",
    "ScoreChoiceForm",
    "TallyForm",
    "TellerForm",
    "TellerFormSet",
]
