from .dispatch import Dispatch
from .issued import (
    LETTERS,
    IssuedDocument,
    issue,
    new_code,
    next_number,
    subject_key,
    verification_address,
    withdraw,
)
from .signed import SignedCopy, keep_signed

__all__ = [
    "LETTERS",
    "Dispatch",
    "IssuedDocument",
    "SignedCopy",
    "issue",
    "keep_signed",
    "new_code",
    "next_number",
    "subject_key",
    "verification_address",
    "withdraw",
]
