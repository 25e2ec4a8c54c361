"""Whether a PDF that is brought as the signed copy of an issued paper is one."""

import io
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from .isolation import FileRefused
from .signatures import signed_facts

SCANNED_SHARE = 0.6  # of a page that a picture covers before the page is taken for a scan
SAME_WORDS = 0.8  # of a page's words that the letters read from a scan must share with it
LOOK_WIDTH = 300  # pixels, where two pages are compared as pictures
PICTURE_WIDTH = 800  # pixels, where a person compares them


@dataclass(frozen=True)
class CopyFacts:
    """What a signed copy is: "digital" with its signatures, or "scan"."""

    kind: str
    signatures: list[dict]


def check_copy(pdf: bytes, issued: bytes, roots: Sequence[str] = ()) -> CopyFacts:
    """Look at what was brought as a signed copy of an issued paper.

    FileRefused, with the reason, where it is not readable, has another number of pages, is not signed, was
    changed after signing, was not signed on the issued bytes, or says something else than the issued paper.
    """
    count, wanted = page_count(pdf), page_count(issued)
    if count != wanted:
        raise FileRefused(
            f"Tệp có {count} trang, văn bản đã ban hành có {wanted} trang. Hãy kiểm tra lại bản quét."
        )
    if pdf == issued:
        raise FileRefused("Đây là tệp đã ban hành, chưa có chữ ký. Hãy chọn bản đã ký.")
    signatures = signed_facts(pdf, issued, roots)
    if signatures:
        _refuse_broken(signatures)
        _refuse_other_pages(pdf, issued)
        return CopyFacts("digital", signatures)
    _refuse_other_words(pdf, issued)
    return CopyFacts("scan", [])


def page_count(pdf: bytes) -> int:
    """Pages of a PDF; FileRefused where it cannot be read."""
    with closing(_opened(pdf)) as document:
        return len(document)


def page_picture(pdf: bytes, page: int) -> bytes:
    """One page, counted from 1, as a JPEG for a person to look at; FileRefused where there is none."""
    with closing(_opened(pdf)) as document:
        if not 1 <= page <= len(document):
            raise FileRefused("Không có trang này.")
        drawn = document[page - 1]
        buffer = io.BytesIO()
        scale = PICTURE_WIDTH / max(drawn.get_width(), 1)
        drawn.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=80)
        return buffer.getvalue()


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("Không mở được tệp PDF này, có thể tệp hỏng hoặc có mật khẩu.") from error


def _refuse_broken(signatures: list[dict]) -> None:
    for signature in signatures:
        if not signature["is_intact"]:
            raise FileRefused(f"Chữ ký của {signature['by']} không hợp lệ. {signature['verdict']}")
        if not signature["is_of_issued"]:
            raise FileRefused(
                f"Chữ ký của {signature['by']} không đặt trên tệp đã ban hành. Hãy tải tệp đã ban hành về, ký số"
                " trên chính tệp đó rồi gắn lại."
            )


def _refuse_other_pages(signed: bytes, issued: bytes) -> None:
    """What was signed must look like what was issued: pages drawn without signatures are the same pictures."""
    with closing(_opened(signed)) as ours, closing(_opened(issued)) as theirs:
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
            if _looks(one) != _looks(other):
                raise FileRefused(f"Trang {number} của tệp đã ký khác với văn bản đã ban hành.")


def _looks(page: pypdfium2.PdfPage) -> bytes:
    scale = LOOK_WIDTH / max(page.get_width(), 1)
    return bytes(page.render(scale=scale, may_draw_forms=False, draw_annots=False).buffer)


def _refuse_other_words(scan: bytes, issued: bytes) -> None:
    """A scan has no text, or what a machine read from its pictures; anything else must be the issued text."""
    with closing(_opened(scan)) as ours, closing(_opened(issued)) as theirs:
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
            words, wanted = _words(one), _words(other)
            if words and not _is_same_text(words, wanted, is_scanned=_is_scanned(one)):
                raise FileRefused(
                    f"Chữ trên trang {number} của tệp khác với văn bản đã ban hành."
                    " Hãy chọn bản quét của đúng văn bản này."
                )


def _is_same_text(words: list[str], wanted: list[str], *, is_scanned: bool) -> bool:
    if not is_scanned:
        return "".join(words) == "".join(wanted)
    shared = (Counter(words) & Counter(wanted)).total()
    return shared >= SAME_WORDS * max(len(words), len(wanted))


def _words(page: pypdfium2.PdfPage) -> list[str]:
    with closing(page.get_textpage()) as text:
        said = unicodedata.normalize("NFC", text.get_text_range()).casefold()
    return "".join(c if c.isalnum() else " " for c in said).split()


def _is_scanned(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures cover most of the page: its text then is what a machine read from them."""
    whole = page.get_width() * page.get_height()
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= SCANNED_SHARE * whole
