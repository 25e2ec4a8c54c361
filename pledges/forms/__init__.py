from .evidence import EvidenceForm, UseForm
from .registration import (
    PledgeForm,
    RegistrationForm,
    SignatureCorrectionForm,
    SignatureForm,
    TargetForm,
    TargetFormSet,
    TitleForm,
    TitleFormSet,
)
from .report import LineForm, SectionForm, VerdictForm, figure_form
from .rounds import (
    AnswerForm,
    CorrectionForm,
    HandInForm,
    ItemForm,
    ItemFormSet,
    LongerForm,
    ReminderForm,
    SheetForm,
)
from .verification import AssignForm, ExplanationForm, RecuseForm, ReplyForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CorrectionForm",
    "EvidenceForm",
    "ExplanationForm",
    "HandInForm",
    "ItemForm",
    "ItemFormSet",
    "LineForm",
    "LongerForm",
    "PledgeForm",
    "RegistrationForm",
    "RecuseForm",
    "ReminderForm",
    "ReplyForm",
    "SectionForm",
    "SheetForm",
    "SignatureCorrectionForm",
    "SignatureForm",
    "TargetForm",
    "TargetFormSet",
    "TitleForm",
    "TitleFormSet",
    "UseForm",
    "VerdictForm",
    "figure_form",
]
