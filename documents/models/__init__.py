from .dispatch import Dispatch
from .issued import (
    LETTERS,
    IssuedDocument,
    new_code,
    next_number,
    subject_key,
    verification_address,
)
from .signed import SignedCopy

__all__ = [
    "LETTERS",
    "Dispatch",
    "IssuedDocument",
    "SignedCopy",
    "new_code",
    "next_number",
    "subject_key",
    "verification_address",
]
