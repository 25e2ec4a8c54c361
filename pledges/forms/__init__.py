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
from .verification import ExplanationForm, RecuseForm, ReplyForm
from .versions import (
    AnswerForm,
    CorrectionExtendForm,
    CorrectionForm,
    HandInForm,
    ItemForm,
    ItemFormSet,
    ReminderForm,
    SheetForm,
)

__all__ = [
    "AnswerForm",
    "CorrectionForm",
    "EvidenceForm",
    "ExplanationForm",
    "HandInForm",
    "ItemForm",
    "ItemFormSet",
    "LineForm",
    "CorrectionExtendForm",
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
