from .conference import (
    AgendaFormSet,
    ClosingForm,
    ConferenceForm,
    CountingForm,
    PassedOverForm,
    ProseForm,
    RollForm,
    TellerForm,
    TellerFormSet,
)
from .council import AskForm, CouncilDayForm, CouncilForm
from .counts import CountForm, TallyForm, own_count_forms
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
from .sealed import OpenedForm, SealedBallotForm, StrippedForm, TellerKeyForm
from .votes import (
    BallotForm,
    HandedForm,
    HandsForm,
    MotionForm,
    OpinionForm,
    PollForm,
    ReasonForm,
    ScoreChoiceForm,
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
    "ClosingForm",
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
    "HandedForm",
    "HandsForm",
    "IssueForm",
    "IssueRowForm",
    "IssuedTogetherForm",
    "ItemFormSet",
    "MotionForm",
    "NominationForm",
    "OpinionForm",
    "OpenedForm",
    "PollForm",
    "ProseForm",
    "PublicCommentForm",
    "PublicNoticeForm",
    "ReasonForm",
    "ReplayForm",
    "ReviewForm",
    "RollForm",
    "ScoreChoiceForm",
    "SealedBallotForm",
    "StrippedForm",
    "TallyForm",
    "own_count_forms",
    "TellerForm",
    "TellerFormSet",
    "TellerKeyForm",
]
