from .association import Association, FormerName, Identity, Succession
from .notice import Letter, Notice
from .people import Officer, User, invite, people_of, signatories_of

__all__ = [
    "Association",
    "FormerName",
    "Identity",
    "Letter",
    "Notice",
    "Officer",
    "Succession",
    "User",
    "invite",
    "people_of",
    "signatories_of",
]
