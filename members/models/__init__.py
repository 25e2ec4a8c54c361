from .association import Association, FormerName, Identity, Succession
from .notice import Letter, Notice, notify, settle
from .people import Officer, User, invite, signatories_of

__all__ = [
    "Association",
    "FormerName",
    "Identity",
    "Letter",
    "Notice",
    "Officer",
    "Succession",
    "User",
    "notify",
    "settle",
    "invite",
    "signatories_of",
]
