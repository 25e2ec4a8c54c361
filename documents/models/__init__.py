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
from .signed import SignedCopy, confirm_copy, discard_copy, keep_signed

__all__ = [
    "LETTERS",
    "Dispatch",
    "IssuedDocument",
    "SignedCopy",
    "confirm_copy",
    "discard_copy",
    "issue",
    "keep_signed",
    "new_code",
    "next_number",
    "subject_key",
    "verification_address",
    "withdraw",
]
