"""Uploads are opened beside the web process: what costs too much costs a sentence, and nothing of the machine."""

import io
import resource
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents import files, isolation
from documents.files import content_type_of
from documents.isolation import FileRefused, in_child

pytestmark = pytest.mark.screens  # not of the database


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    return buffer.getvalue()


def a_picture(size=(30, 20), kind="PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    return buffer.getvalue()


def an_office_file(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", a_pdf(), "application/pdf"),
        ("a.png", a_picture(), "image/png"),
        ("a.jpg", a_picture(kind="JPEG"), "image/jpeg"),
        ("a.docx", an_office_file(), files.DOCX),
    ],
)
def test_what_is_taken_is_told_by_its_content(name, content, kind):
    assert content_type_of(upload(name, content)) == kind


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00" * 50, b"%PDF-1.4 cut", b"PK\x03\x04 cut", b"\x89PNG\r\n\x1a\n cut"]
)
def test_a_renamed_or_broken_file_is_refused(content, caplog):
    with pytest.raises(FileRefused, match="Không mở được tệp này"):
        content_type_of(upload("bi-mat.pdf", content))
    assert "an upload was refused: Không mở được" in caplog.text and "bi-mat" not in caplog.text


def test_every_part_of_an_office_file_counts_whatever_it_is_called(monkeypatch):
    monkeypatch.setattr(files, "UNPACKED_LIMIT", 1_000_000)
    content = an_office_file(**{"khac/gi-do.bin": b"\0" * 1_100_000})

    with pytest.raises(FileRefused, match="nén quá mức"):
        files.kind_of(content)


def test_a_part_that_lies_about_its_size_is_counted(monkeypatch):
    monkeypatch.setattr(files, "UNPACKED_LIMIT", 1_000_000)
    content = bytearray(an_office_file(lon=b"\0" * 3_000_000))
    size = (3_000_000).to_bytes(4, "little")
    assert content.count(size) == 2  # in the part's own head and in the list at the end
    lying = bytes(content).replace(size, (10).to_bytes(4, "little"))

    try:
        assert files.kind_of(lying) == ""
    except FileRefused as refusal:
        assert "nén quá mức" in str(refusal)


def test_a_picture_is_measured_before_it_is_drawn():
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")

    with pytest.raises(FileRefused, match="quá nhiều điểm ảnh"):
        content_type_of(upload("a.png", content))


def spend(seconds: int) -> None:
    """Runs for ever; only a limit ends it."""
    while True:
        pass


def take(size: int) -> int:
    return len(bytearray(size))


def fail() -> None:
    raise ValueError("inside")


@pytest.mark.parametrize(("work", "amount"), [(spend, 60), (take, isolation.ROOM + 200 * 1024 * 1024)])
def test_what_costs_too_much_ends_with_a_sentence(work, amount):
    with pytest.raises(FileRefused, match="quá nhiều bộ nhớ hoặc thời gian"):
        in_child(work, amount)


def test_what_is_worked_out_comes_back_and_so_do_errors():
    assert in_child(take, 10) == 10
    with pytest.raises(ValueError, match="inside"):
        in_child(fail)


def test_a_small_pdf_that_asks_for_gigabytes_is_refused_without_them():
    bomb = zlib.compress(zlib.compress(b"\0" * 300_000_000, 9), 9)
    table = b"<</Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Filter[/FlateDecode/FlateDecode]/Length "
    head = b"%PDF-1.7\n1 0 obj\n" + table + str(len(bomb)).encode() + b">>\nstream\n"
    content = head + bomb + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(FileRefused):
        content_type_of(upload("a.pdf", content))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KB
