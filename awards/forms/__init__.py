from .conference import (
    AgendaFormSet,
    ConferenceForm,
    ProseForm,
    RollForm,
    TellerForm,
    TellerFormSet,
)
from .handover import HandoverForm, ItemFormSet
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
    "HandoverForm",
    "HandsForm",
    "IssueForm",
    "ItemFormSet",
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
