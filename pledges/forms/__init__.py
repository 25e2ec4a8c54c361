from .evidence import EvidenceForm, UseForm
from .registration import (
    PledgeForm,
    RegistrationForm,
    ReturnForm,
    SignatureForm,
    TargetForm,
    TargetFormSet,
    TitleForm,
    TitleFormSet,
)
from .report import LineForm, SectionForm, VerdictForm, figure_form
from .rounds import AnswerForm, CorrectionForm, HandInForm, ItemForm, ItemFormSet, ReminderForm, SheetForm

__all__ = [
    "AnswerForm",
    "CorrectionForm",
    "EvidenceForm",
    "HandInForm",
    "ItemForm",
    "ItemFormSet",
    "LineForm",
    "PledgeForm",
    "RegistrationForm",
    "ReminderForm",
    "ReturnForm",
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
