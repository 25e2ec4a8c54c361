from .api_token import ApiToken
from .association import Association, FormerName, Identity, Succession
from .calendar_feed import CalendarFeed
from .correction_request import CorrectionRequest
from .notice import Letter, Notice
from .people import (
    FORMS_OF_ADDRESS,
    Officer,
    User,
    delegates_of,
    invite,
    officers_of,
    people_named_for,
    people_of,
    signatories_of,
)
from .province import Province, kin_of
from .removal_proposal import RemovalProposal
from .second_factor import SecondFactor

__all__ = [
    "FORMS_OF_ADDRESS",
    "ApiToken",
    "Association",
    "CalendarFeed",
    "CorrectionRequest",
    "FormerName",
    "Identity",
    "Letter",
    "Notice",
    "Officer",
    "Province",
    "RemovalProposal",
    "SecondFactor",
    "Succession",
    "User",
    "invite",
    "kin_of",
    "officers_of",
    "people_named_for",
    "people_of",
    "delegates_of",
    "signatories_of",
]
