from .conference import (
    AgendaFormSet,
    ConferenceForm,
    ProseForm,
    RollForm,
    TellerForm,
    TellerFormSet,
)
from .papers import FindingForm, IssueForm, NominationForm, ReplayForm, ReviewForm
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
    "AgendaFormSet",
    "BallotForm",
    "ConferenceForm",
    "CountForm",
    "FindingForm",
    "HandsForm",
    "IssueForm",
    "MotionForm",
    "NominationForm",
    "OpinionForm",
    "PollForm",
    "ProseForm",
    "ReasonForm",
    "ReplayForm",
    "ReviewForm",
    "RollForm",
    "ScoreChoiceForm",
    "TallyForm",
    "TellerForm",
    "TellerFormSet",
]
