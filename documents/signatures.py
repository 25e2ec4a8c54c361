"""Digital signatures read from a PDF that comes back signed: by whom, when, whether anything was changed since."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from base.vietnamese import exact_instant

from .isolation import FileRefused


@dataclass(frozen=True)
class Signature:
    """What one signature of a PDF says, in the reader's words.

    `is_time_proven`: the time comes from a time-stamp token, not from the clock of whoever signed. `covers`: what this
    one was put on, so that several of one agency are told apart.
    """

    by: str
    at: str
    is_intact: bool
    is_trusted: bool
    verdict: str
    is_time_proven: bool = False
    covers: str = ""


def root_files() -> list[str]:
    """The certificates in the folder that SIGNATURE_ROOTS names: those whose issue of certificates is trusted."""
    if not settings.SIGNATURE_ROOTS:
        return []
    files = Path(settings.SIGNATURE_ROOTS).iterdir()
    return sorted(str(file) for file in files if file.suffix in {".pem", ".crt", ".cer"})


def signed_facts(pdf: bytes, issued: bytes, roots: Sequence[str] = ()) -> list[dict]:
    """Each signature of a PDF, and whether it was put on the issued bytes. FileRefused where unreadable."""
    is_of_issued = pdf.startswith(issued)
    return [asdict(one) | {"is_of_issued": is_of_issued} for one in signatures(pdf, roots)]


def signatures(pdf: bytes, roots: Sequence[str] = ()) -> list[Signature]:
    """Every signature of a PDF, judged by the root certificates in these files. FileRefused where unreadable.

    Nothing is fetched from the network.
    """
    try:
        embedded = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        read = [_read(one, roots) for one in embedded]
    except Exception as error:  # a stranger's file: the library fails in more ways than it names
        raise FileRefused("Không đọc được chữ ký số trong tệp PDF này.") from error
    return [replace(one, covers=_covers(read[:number])) for number, one in enumerate(read)]


def _covers(before: list[Signature]) -> str:
    """The document, and the signatures that stood on it then: each is put on the whole file as it was."""
    if not before:
        return "Ký lên văn bản, khi chưa có chữ ký nào"
    names = ", ".join(one.by for one in before)
    return f"Ký lên văn bản và {len(before)} chữ ký có trước ({names})"


def _trust(roots: Sequence[str]) -> ValidationContext:
    return ValidationContext(trust_roots=list(load_certs_from_pemder(list(roots))), allow_fetching=False)


def _read(embedded: Any, roots: Sequence[str]) -> Signature:
    subject = embedded.signer_cert.subject
    name = str(subject.native.get("common_name", subject.human_friendly))
    claimed = embedded.self_reported_timestamp
    try:
        status = validate_pdf_signature(embedded, _trust(roots), ts_validation_context=_trust(roots))
    except SignatureValidationError as error:
        return Signature(
            by=name,
            at=_moment(claimed),
            is_intact=False,
            is_trusted=False,
            verdict=f"Không kiểm tra được chữ ký: {error}",
        )
    # What comes after signing may be further signatures and nothing else.
    allowed = status.docmdp_ok or status.modification_level is None
    intact = bool(status.intact and status.valid and allowed)
    stamped = status.timestamp_validity
    is_time_proven = bool(stamped and stamped.intact and stamped.valid)
    at = stamped.timestamp if stamped and is_time_proven else claimed
    return Signature(
        name,
        _moment(at),
        intact,
        status.trusted,
        _verdict(intact=intact, trusted=status.trusted),
        is_time_proven,
    )


def _moment(at: Any) -> str:
    return exact_instant(at) if at else ""


def _verdict(*, intact: bool, trusted: bool) -> str:
    if not intact:
        return "Tệp đã bị thay đổi sau khi ký, hoặc chữ ký hỏng."
    if trusted:
        return "Nguyên vẹn từ khi ký; chứng thư do tổ chức được tin cậy cấp."
    return "Nguyên vẹn từ khi ký; chưa xác minh được tổ chức cấp chứng thư."
