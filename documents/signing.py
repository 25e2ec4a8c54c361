"""Digital signatures: put on a paper with a PKCS#12 certificate, and read from a PDF that comes back signed.

A private key lives in memory while one paper is signed; it is never written anywhere.
"""

import io
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from django.conf import settings
from PIL import Image
from pyhanko import stamp
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from . import checking
from .files import FileRefused
from .vietnamese import exact_instant

ROOM = 24 / 25.4 * 72  # points between the signer's capacity and name, as in static/css/paper.css
WIDTH = 150  # points of the signature's picture


@dataclass(frozen=True)
class Signature:
    """What one signature of a PDF says, in the reader's words."""

    by: str
    at: str
    is_intact: bool
    is_trusted: bool
    verdict: str

    def as_dict(self) -> dict:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def page_count(pdf: bytes) -> int:
    """Pages of a PDF; FileRefused where it cannot be read."""
    try:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("Không mở được tệp PDF này, có thể tệp hỏng hoặc có mật khẩu.") from error


def look_at_copy(pdf: bytes, issued: bytes) -> tuple[str, list[dict]]:
    """What was brought as a signed copy of an issued paper: "digital" with its signatures, or "scan".

    FileRefused where it is not readable, has another number of pages, or is nothing but the unsigned paper.
    """
    pages, wanted = page_count(pdf), page_count(issued)
    if pages != wanted:
        raise FileRefused(
            f"Tệp có {pages} trang, văn bản đã ban hành có {wanted} trang. Hãy kiểm tra lại bản quét."
        )
    if pdf == issued:
        raise FileRefused("Đây là tệp đã ban hành, chưa có chữ ký. Hãy chọn bản đã ký.")
    found = signed_facts(pdf, issued)
    return ("digital", found) if found else ("scan", [])


def signed_facts(pdf: bytes, issued: bytes) -> list[dict]:
    """Each signature of a PDF, and whether it was put on the very bytes that were issued."""
    is_of_issued = pdf.startswith(issued)
    return [one.as_dict() | {"is_of_issued": is_of_issued} for one in signatures(pdf)]


def trust() -> ValidationContext:
    """The roots that SIGNATURE_ROOTS names, a folder of certificates; nothing is fetched from the network."""
    folder = Path(settings.SIGNATURE_ROOTS) if settings.SIGNATURE_ROOTS else None
    files = sorted(str(p) for p in folder.iterdir() if p.suffix in {".pem", ".crt", ".cer"}) if folder else []
    return ValidationContext(trust_roots=list(load_certs_from_pemder(files)), allow_fetching=False)


def signatures(pdf: bytes) -> list[Signature]:
    """Every signature of a PDF: by whom, when, whether the file was changed since. FileRefused where unreadable."""
    try:
        embedded = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        return [_read(one) for one in embedded]
    except Exception as error:  # a stranger's file: the library fails in more ways than it names
        raise FileRefused("Không đọc được chữ ký số trong tệp PDF này.") from error


def _read(embedded) -> Signature:
    name = embedded.signer_cert.subject.native.get("common_name", embedded.signer_cert.subject.human_friendly)
    at = embedded.self_reported_timestamp
    try:
        status = validate_pdf_signature(embedded, trust())
    except SignatureValidationError as error:
        return Signature(str(name), _moment(at), False, False, f"Không kiểm tra được chữ ký: {error}")
    allowed = (
        status.docmdp_ok or status.modification_level is None
    )  # changes after signing are further signatures only
    intact = bool(status.intact and status.valid and allowed)
    return Signature(str(name), _moment(at), intact, status.trusted, _verdict(intact, status.trusted))


def _moment(at) -> str:
    return exact_instant(at) if at else ""


def _verdict(intact: bool, trusted: bool) -> str:
    if not intact:
        return "Tệp đã bị thay đổi sau khi ký, hoặc chữ ký hỏng."
    if trusted:
        return "Nguyên vẹn từ khi ký; chứng thư do tổ chức được tin cậy cấp."
    return "Nguyên vẹn từ khi ký; chưa xác minh được tổ chức cấp chứng thư."


def load_key(p12: bytes, password: str) -> SimpleSigner:
    """The certificate and key of a PKCS#12 file; FileRefused where file or password is wrong."""
    try:
        return SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=password.encode())
    except ValueError as error:
        raise FileRefused(
            "Không mở được tệp chứng thư: sai mật khẩu, hoặc không phải tệp .p12, .pfx."
        ) from error


def sign(pdf: bytes, signer: SimpleSigner, *, name: str, picture: bytes | None = None) -> bytes:
    """The paper with a PAdES signature; the picture, if there is one, between the signer's capacity and name.

    Where Decree 30/2020/NĐ-CP, Annex I, part II, 7 puts it. FileRefused where the certificate cannot sign.
    """
    place = _room_over(pdf, name) if picture else None
    field = f"ChuKy{len(signatures(pdf)) + 1}"
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        return (
            PdfSigner(
                PdfSignatureMetadata(
                    field_name=field,
                    subfilter=SigSeedSubFilter.PADES,
                    md_algorithm="sha256",
                    name=name or None,
                ),
                signer=signer,
                stamp_style=_stamp_of(picture) if place else None,
                new_field_spec=SigFieldSpec(field, on_page=place[0], box=place[1]) if place else None,
            )
            .sign_pdf(writer)
            .getvalue()
        )
    except (SigningError, ValueError) as error:
        raise FileRefused(f"Không ký được bằng chứng thư này: {error}") from error


def _stamp_of(picture: bytes) -> stamp.TextStampStyle:
    with Image.open(io.BytesIO(picture)) as opened:
        drawn = PdfImage(opened.convert("RGBA"))
    layout = SimpleBoxLayoutRule(
        AxisAlignment.ALIGN_MID,
        AxisAlignment.ALIGN_MID,
        margins=Margins(2, 2, 2, 2),
        inner_content_scaling=InnerScaling.SHRINK_TO_FIT,
    )
    return stamp.TextStampStyle(
        border_width=0, stamp_text="", background=drawn, background_opacity=1, background_layout=layout
    )


def _room_over(pdf: bytes, name: str) -> tuple[int, tuple[int, int, int, int]] | None:
    """Page (from 0) and box over the signer's name on the last page, in points from below; None if it is not there."""
    seen = checking.look(pdf)
    last = len(seen.sizes)
    lines = [line for line in seen.lines if line.page == last and line.text == name and name]
    if not lines:
        return None
    line, height = lines[-1], seen.sizes[-1][1]
    middle, bottom = (line.left + line.right) / 2, height - line.top + 2
    box = (middle - WIDTH / 2, bottom, middle + WIDTH / 2, bottom + ROOM - 4)
    return last - 1, tuple(round(side) for side in box)
