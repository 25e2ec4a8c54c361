"""Which uploaded files are taken as evidence: by what is in them, not by what they are called."""

import zipfile
from pathlib import PurePath

import pikepdf
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
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
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


def content_type_of(upload) -> str:
    """The MIME type of an uploaded file, found by opening it; FileRefused with the reason."""
    limit = settings.EVIDENCE_FILE_LIMIT
    if not upload.size:
        raise FileRefused("Tệp rỗng.")
    if upload.size > limit:
        raise FileRefused(f"Tệp lớn quá {limit // 1024 // 1024} MB. Hãy giảm dung lượng hoặc tách tệp.")
    for look in (_pdf, _office, _picture):
        upload.seek(0)
        if found := look(upload.file):
            upload.seek(0)
            return _with_right_ending(upload.name, found)
    raise FileRefused(f"Không mở được tệp này. Chỉ nhận {KINDS}.")


def _with_right_ending(name: str, found: str) -> str:
    ending = PurePath(name).suffix.lower()
    if found not in ENDINGS.get(ending, set()):
        raise FileRefused(
            f"Tên tệp kết thúc bằng “{ending or 'không có đuôi'}” nhưng nội dung là loại khác. Chỉ nhận {KINDS}."
        )
    return found
