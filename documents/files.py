"""Which uploaded files are taken as evidence: by what is in them, not by what they are called."""

import zipfile
from pathlib import PurePath

import pikepdf
from clamav_client import get_scanner
from clamav_client.clamd import ClamdError
from django.conf import settings
from PIL import Image, UnidentifiedImageError

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
KINDS = "PDF, DOCX, XLSX, JPG hoặc PNG"


class FileRefused(Exception):
    """Why a file is not taken, for the person who chose it."""


def _pdf(file) -> str:
    try:
        with pikepdf.open(file) as pdf:
            if not len(pdf.pages):
                return ""
    except pikepdf.PasswordError as error:
        raise FileRefused("Tệp PDF có mật khẩu, không đọc được. Hãy bỏ mật khẩu rồi tải lại.") from error
    except pikepdf.PdfError:
        return ""
    return PDF


def _office(file) -> str:
    if file.read(8) == OLD_OFFICE:
        raise FileRefused(
            "Tệp Word, Excel đời cũ hoặc có mật khẩu. Hãy lưu lại dạng DOCX, XLSX không mật khẩu."
        )
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    if is_locked:
        raise FileRefused("Tệp có mật khẩu, không đọc được. Hãy bỏ mật khẩu rồi tải lại.")
    if unpacked > UNPACKED_LIMIT:
        raise FileRefused("Tệp nén quá mức, mở ra sẽ rất lớn. Hãy xuất lại thành PDF rồi tải lên.")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused("Tệp có chứa macro. Hãy lưu lại dưới dạng không có macro rồi tải lên.")
    return next((kind for part, kind in OFFICE.items() if part in names), "")


def _picture(file) -> str:
    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as image:
            kind = PICTURES[image.format]
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""
    return kind


def content_type_of(upload, kinds: str = KINDS) -> str:
    """The MIME type of an uploaded file, found by opening it; FileRefused with the reason.

    `kinds` is how the sentence calls what is taken here.
    """
    limit = settings.EVIDENCE_FILE_LIMIT
    if not upload.size:
        raise FileRefused("Tệp rỗng.")
    if upload.size > limit:
        raise FileRefused(f"Tệp lớn quá {limit // 1024 // 1024} MB. Hãy giảm dung lượng hoặc tách tệp.")
    _scan_for_viruses(upload)
    for look in (_pdf, _office, _picture):
        upload.seek(0)
        if found := look(upload.file):
            upload.seek(0)
            return _with_right_ending(upload.name, found, kinds)
    raise FileRefused(f"Không mở được tệp này. Chỉ nhận {kinds}.")


def _scan_for_viruses(upload) -> None:
    """Ask the ClamAV daemon that CLAMAV names, if any. A daemon that does not answer lets nothing through."""
    if not settings.CLAMAV:
        return
    upload.seek(0)
    daemon = get_scanner({"backend": "clamd", "address": settings.CLAMAV, "timeout": 60}).client
    try:
        verdict, _ = daemon.instream(upload.file)["stream"]
    except (OSError, ClamdError, KeyError):
        verdict = "ERROR"
    if verdict == "FOUND":
        raise FileRefused("Tệp có mã độc nên không được nhận. Hãy quét vi-rút máy của anh/chị.")
    if verdict != "OK":
        raise FileRefused("Chưa quét được vi-rút lúc này nên chưa nhận tệp. Hãy thử lại sau ít phút.")


def _with_right_ending(name: str, found: str, kinds: str) -> str:
    ending = PurePath(name).suffix.lower()
    if found not in ENDINGS.get(ending, set()):
        raise FileRefused(
            f"Tên tệp kết thúc bằng “{ending or 'không có đuôi'}” nhưng nội dung là loại khác. Chỉ nhận {kinds}."
        )
    return found
