from .evidence import EvidenceForm, UseForm
from .registration import (
    PledgeForm,
    RegistrationForm,
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

__all__ = [
    "AnswerForm",
    "CorrectionForm",
    "EvidenceForm",
    "HandInForm",
    "ItemForm",
    "ItemFormSet",
    "LineForm",
    "LongerForm",
    "PledgeForm",
    "RegistrationForm",
    "ReminderForm",
    "SectionForm",
    "SheetForm",
    "SignatureForm",
    "TargetForm",
    "TargetFormSet",
    "TitleForm",
    "TitleFormSet",
    "UseForm",
    "VerdictForm",
    "figure_form",
]
