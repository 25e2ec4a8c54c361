"""Which uploaded files are taken as evidence: by what is in them, not by what they are called."""

import io
import logging
import warnings
import zipfile
import zlib
from pathlib import PurePath
from typing import Any

import pikepdf
from django.conf import settings
from PIL import Image, UnidentifiedImageError

from .active_content import refuse_active_office, refuse_active_pdf
from .clamd import Verdict, scanned
from .isolation import FileRefused, in_child

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
}  # MPO: what many phones call a JPEG
OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
ENDINGS = {
    ".pdf": {PDF},
    ".docx": {DOCX},
    ".xlsx": {XLSX},
    ".jpg": {"image/jpeg"},
    ".jpeg": {"image/jpeg"},
    ".png": {"image/png"},
}
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # .doc and .xls, and what Word encrypts
UNPACKED_LIMIT = 200 * 1024 * 1024  # bytes an office file may hold once unpacked
PIXELS_LIMIT = 100_000_000  # of a picture; the largest that telephones make
PARTS_LIMIT = 5000  # files in an office file
KINDS = "PDF, DOCX, XLSX, JPG hoặc PNG"
log = logging.getLogger(__name__)


def _pdf(file: Any) -> str:
    try:
        with pikepdf.open(file) as pdf:
            if not pdf.pages:
                return ""
            refuse_active_pdf(pdf)
    except pikepdf.PasswordError as error:
        raise FileRefused("Tệp PDF có mật khẩu, không đọc được. Hãy bỏ mật khẩu rồi tải lại.") from error
    except pikepdf.PdfError:
        return ""
    return PDF


def _office(file: Any) -> str:
    if file.read(8) == OLD_OFFICE:
        raise FileRefused(
            "Tệp Word, Excel đời cũ hoặc có mật khẩu. Hãy lưu lại dạng DOCX, XLSX không mật khẩu."
        )
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_parts(archive)
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error):
        return ""
    return next((kind for part, kind in OFFICE.items() if part in names), "")


def _refuse_parts(archive: zipfile.ZipFile) -> None:
    """FileRefused where the parts are locked, unpack to too much whatever they say of it, or act when opened."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("Tệp có mật khẩu, không đọc được. Hãy bỏ mật khẩu rồi tải lại.")
    announced = sum(entry.file_size for entry in entries)
    if announced > UNPACKED_LIMIT or len(entries) > PARTS_LIMIT or unpacked_size(archive) > UNPACKED_LIMIT:
        raise FileRefused("Tệp nén quá mức, mở ra sẽ rất lớn. Hãy xuất lại thành PDF rồi tải lên.")
    refuse_active_office(archive)


def unpacked_size(archive: zipfile.ZipFile) -> int:
    """Bytes that all parts really unpack to, whatever they say of themselves; counted no further than the limit."""
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while piece := part.read(1 << 20):
                total += len(piece)
                if total > UNPACKED_LIMIT:
                    return total
    return total


def _picture(file: Any) -> str:
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(file, formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > PIXELS_LIMIT:
                raise FileRefused("Ảnh có quá nhiều điểm ảnh. Hãy giảm kích thước ảnh rồi tải lên.")
            kind = PICTURES[image.format or ""]
            image.verify()
    except Image.DecompressionBombError as error:
        raise FileRefused("Ảnh có quá nhiều điểm ảnh. Hãy giảm kích thước ảnh rồi tải lên.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return ""
    return kind


def kind_of(content: bytes) -> str:
    """The MIME type of a file by what is in it, or nothing. FileRefused with the reason for one that is not taken."""
    for recognise in (_pdf, _office, _picture):
        if kind := recognise(io.BytesIO(content)):
            return kind
    return ""


def content_type_of(upload: Any, kinds: str = KINDS) -> str:
    """The MIME type of an uploaded file, found by opening it in a process of its own; FileRefused with the reason.

    `kinds` is how the sentence calls what is taken here. What is refused stands in the log, without its name.
    """
    try:
        return _content_type_of(upload, kinds)
    except FileRefused as refusal:
        log.warning("an upload was refused: %s", refusal)
        raise


def _content_type_of(upload: Any, kinds: str) -> str:
    limit = settings.EVIDENCE_FILE_LIMIT
    if not upload.size:
        raise FileRefused("Tệp rỗng.")
    if upload.size > limit:
        raise FileRefused(f"Tệp lớn quá {limit // 1024 // 1024} MB. Hãy giảm dung lượng hoặc tách tệp.")
    _scan_for_viruses(upload)
    upload.seek(0)
    kind = in_child(kind_of, upload.read())
    upload.seek(0)
    if not kind:
        raise FileRefused(f"Không mở được tệp này. Chỉ nhận {kinds}.")
    return _with_right_ending(upload.name, kind, kinds)


def _scan_for_viruses(upload: Any) -> None:
    """Ask the ClamAV daemon that CLAMAV names, if any. A daemon that does not answer lets nothing through."""
    if not settings.CLAMAV:
        return
    upload.seek(0)
    verdict = scanned(settings.CLAMAV, upload.file)
    if verdict == Verdict.FOUND:
        raise FileRefused("Tệp có mã độc nên không được nhận. Hãy quét vi-rút máy của anh/chị.")
    if verdict != Verdict.CLEAN:
        raise FileRefused("Chưa quét được vi-rút lúc này nên chưa nhận tệp. Hãy thử lại sau ít phút.")


def _with_right_ending(name: str, kind: str, kinds: str) -> str:
    ending = PurePath(name).suffix.lower()
    if kind not in ENDINGS.get(ending, set()):
        raise FileRefused(
            f"Tên tệp kết thúc bằng “{ending or 'không có đuôi'}” nhưng nội dung là loại khác. Chỉ nhận {kinds}."
        )
    return kind
