"""What acts when it is opened: scripts, commands, programs. What is taken as evidence has none, for others open it."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pikepdf

from .isolation import FileRefused

SCRIPT = "Tệp PDF có kịch bản hoặc lệnh chạy chương trình. Hãy in tệp ra PDF lại (Print to PDF) rồi tải lên."
MACRO = "Tệp có chứa macro. Hãy lưu lại dưới dạng không có macro rồi tải lên."
PROGRAM = "Tệp có đính kèm chương trình. Hãy bỏ phần đính kèm rồi tải lên."
TEMPLATE = "Tệp Word lấy mẫu từ địa chỉ bên ngoài. Hãy lưu lại thành tệp mới rồi tải lên."

ACTIONS = {"/JavaScript", "/Launch"}
DEEPEST = 40  # dictionaries within dictionaries of one object
NESTED = 3  # files within files
PROGRAMS = frozenset(
    {
        ".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh",
        ".hta", ".jar", ".lnk", ".msi", ".sh", ".reg", ".iso", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm",
    }
)  # fmt: skip
# How Windows, Linux and macOS programs and scripts begin.
BEGINNINGS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
PACKAGE = "Ole10Native".encode("utf-16-le")  # an object of Office that holds any file
REMOTE_TEMPLATE = re.compile(rb"<[^>]*attachedTemplate[^>]*Target=[\"'](?:https?:|\\\\|//)", re.IGNORECASE)


def refuse_active_pdf(pdf: pikepdf.Pdf) -> None:
    """FileRefused where a PDF runs a script or a command, or carries a program."""
    for dictionary in _dictionaries(pdf):
        if "/JS" in dictionary or str(dictionary.get("/S", "")) in ACTIONS:
            raise FileRefused(SCRIPT)
        for name, content in _attachments(dictionary):
            _refuse_program(name, content, NESTED)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of a PDF, also those written within others."""
    for whole in pdf.objects:
        waiting = [(whole, 0)]
        while waiting:
            one, depth = waiting.pop()
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
                inner: list[Any] = list(one.values())
            else:
                inner = list(one) if isinstance(one, pikepdf.Array) else []
            if depth < DEEPEST:
                waiting += [(part, depth + 1) for part in inner if not _stands_alone(part)]


def _stands_alone(part: Any) -> bool:
    """A number or a name, or an object that comes by itself."""
    return not isinstance(part, pikepdf.Object) or part.is_indirect


def _attachments(dictionary: Any) -> Iterator[tuple[str, bytes]]:
    files = dictionary.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return
    name = str(dictionary.get("/UF", dictionary.get("/F", "")))
    for stream in files.values():
        if isinstance(stream, pikepdf.Stream):
            yield name, _bytes_of(stream)


def _bytes_of(stream: Any) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def refuse_active_office(archive: zipfile.ZipFile, nested: int = NESTED) -> None:
    """FileRefused where an office file has macros, carries a program, or takes its template from elsewhere."""
    for entry in archive.infolist():
        name = entry.filename.lower()
        if name.endswith("vbaproject.bin") or "/activex/" in f"/{name}":
            raise FileRefused(MACRO)
        if name.endswith("settings.xml.rels") and REMOTE_TEMPLATE.search(archive.read(entry)):
            raise FileRefused(TEMPLATE)
        content = archive.read(entry) if "embeddings/" in name else _beginning(archive, entry)
        _refuse_program(name, content, nested)


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        return part.read(8)


def _refuse_program(name: str, content: bytes, nested: int) -> None:
    """FileRefused for a program, for an object that holds any file, and for a packed file with either in it."""
    if PurePath(name.lower()).suffix in PROGRAMS or content.startswith(BEGINNINGS) or PACKAGE in content:
        raise FileRefused(PROGRAM)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    if not nested:
        raise FileRefused(PROGRAM)
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        refuse_active_office(inner, nested - 1)
