"""Files made to cost much, or to act when they are opened."""

import io
import resource
import struct
import time
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, String
from PIL import Image

from documents.files import content_type_of
from documents.isolation import CPU_SECONDS, FileRefused
from documents.workbooks import SheetRefused, read_book

from .outcome import Outcome

LONGEST = CPU_SECONDS + 10  # seconds for one file
GROWTH = 300 * 1024  # KiB that this process may grow by: what is large is opened in another


def office(parts: dict[str, bytes], main: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {main: b"<x/>", **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf_that(change) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def runs(pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launches(pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def attaches(pdf) -> None:
    pdf.attachments["a.exe"] = b"MZ\x90\x00" + bytes(60)


def a_thousandfold_stream() -> bytes:
    """A PDF whose one stream unpacks to three hundred megabytes, twice packed."""
    bomb = zlib.compress(zlib.compress(b"\0" * 300_000_000, 9), 9)
    table = b"<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Filter[/FlateDecode/FlateDecode]/Length "
    head = b"%PDF-1.7\n1 0 obj\n" + table + str(len(bomb)).encode() + b">>\nstream\n"
    return head + bomb + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def a_picture_of(width: int, height: int) -> bytes:
    """A PNG whose head says that it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def a_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def entities() -> bytes:
    lines = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "a">' + lines + b"]><worksheet>&e11;</worksheet>"
    return office({"xl/worksheets/sheet1.xml": text}, main="xl/workbook.xml")


# (name, content): none of them may be taken.
REFUSED = {
    "a program called PDF": lambda: ("a.pdf", b"MZ\x90\x00" * 5000),
    "a picture called PDF": lambda: ("a.pdf", a_picture()),
    "a script in a PDF": lambda: ("a.pdf", pdf_that(runs)),
    "a command in a PDF": lambda: ("a.pdf", pdf_that(launches)),
    "a program attached to a PDF": lambda: ("a.pdf", pdf_that(attaches)),
    "a stream of 300 MB in a PDF": lambda: ("a.pdf", a_thousandfold_stream()),
    "a gigabyte in a DOCX": lambda: ("a.docx", office({"word/media/a.bin": b"\0" * 1_000_000_000})),
    "6,000 parts in a DOCX": lambda: ("a.docx", office({f"word/{n}.xml": b"" for n in range(6000)})),
    "a macro in a DOCX": lambda: ("a.docx", office({"word/vbaProject.bin": b"x"})),
    "a picture of 60,000 × 60,000": lambda: ("a.png", a_picture_of(60_000, 60_000)),
    "an empty file": lambda: ("a.pdf", b""),
    "11 MB": lambda: ("a.pdf", b"%PDF-1.4" + bytes(11 * 1024 * 1024)),
    "a deep PDF": lambda: ("a.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 2_000_000),
}
TABLES = {
    "entities in an XLSX": entities,
    "200,000 nested rows": lambda: office(
        {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + b"<row>" * 200_000}, main="xl/workbook.xml"
    ),
    "no workbook at all": lambda: b"PK\x03\x04" + bytes(1000),
}


def every_bomb(outcome: Outcome) -> None:
    """Each is refused with a sentence, soon, and this process stays small."""
    for name, made in REFUSED.items():
        _throw(outcome, name, made())
    for name, table in TABLES.items():
        content = table()
        before, began = _size(), time.perf_counter()
        try:
            read_book(SimpleUploadedFile("a.xlsx", content))
            said = ""
        except SheetRefused as refusal:
            said = str(refusal)
        _judge(outcome, name, said, before, began)


def _throw(outcome: Outcome, name: str, made: tuple[str, bytes]) -> None:
    called, content = made
    before, began = _size(), time.perf_counter()
    try:
        content_type_of(SimpleUploadedFile(called, content))
        said = ""
    except FileRefused as refusal:
        said = str(refusal)
    _judge(outcome, name, said, before, began)


def _judge(outcome: Outcome, name: str, said: str, before: int, began: float) -> None:
    took, growth = time.perf_counter() - began, _size() - before
    is_well = bool(said) and took < LONGEST and growth < GROWTH
    outcome.held(is_well=is_well, otherwise=f"{name}: {said!r}, {took:.1f} s, {growth} KiB")


def _size() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
