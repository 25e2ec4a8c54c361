"""Tables saved as text. Proves documents/csv_tables.py."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.csv_tables import read_csv
from documents.workbooks import SheetRefused

pytestmark = pytest.mark.screens  # not of the database


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_csv_is_read_in_every_encoding_of_an_office(encoding):
    text = "STT;Tên đơn vị;Email\n1;Hội Người cao tuổi;a@hoi.vn\n"
    content = decomposed(text).encode(encoding) if encoding == "cp1258" else text.encode(encoding)

    (table,) = read_csv(SimpleUploadedFile("ds.csv", content))

    assert table.rows == [["STT", "Tên đơn vị", "Email"], ["1", "Hội Người cao tuổi", "a@hoi.vn"]]


def decomposed(text: str) -> str:
    """As Windows-1258 has letters: tones apart, circumflex, breve and horn not."""
    made = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            letter.encode("cp1258")
            made.append(letter)
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            kept = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
            made.append(unicodedata.normalize("NFC", base + "".join(kept)))
            made += [mark for mark in marks if mark not in kept]
    return "".join(made)


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"PK\x03\x04\0\0"])
def test_what_is_no_csv_is_refused_with_a_sentence(content):
    with pytest.raises(SheetRefused, match="Không đọc được bảng"):
        read_csv(SimpleUploadedFile("ds.csv", content))


def test_a_csv_with_commas_in_its_addresses_is_cut_at_its_semicolons():
    text = "Tên hội;Địa chỉ\nHội A;Số 1, đường X, phường Y, tỉnh Z\nHội B;Số 2, ngõ 3, đường X, phường Y\n"

    (table,) = read_csv(SimpleUploadedFile("ds.csv", text.encode()))

    assert table.rows[1] == ["Hội A", "Số 1, đường X, phường Y, tỉnh Z"]
