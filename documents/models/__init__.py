from .dispatch import Dispatch
from .issued import (
    LETTERS,
    IssuedDocument,
    is_address_local,
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
    "is_address_local",
    "new_code",
    "next_number",
    "subject_key",
    "verification_address",
]
