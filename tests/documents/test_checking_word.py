"""The Word file beside a PDF: told as one with it, or not. Proves documents/checking_word.py and check_paper."""

import io

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from docx import Document
from docx.shared import Mm

from documents.checking import read_pdf
from documents.checking_word import check_word
from documents.twins import word_twin
from tests.factories import provincial_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]
WORDS, FORM = "Bản Word cùng lời văn với bản PDF", "Bản Word khổ A4, lề như bản PDF"


@pytest.fixture
def letter():
    return provincial_letter()


def broken(letter, docx: bytes) -> set[str]:
    return {verdict.rule for verdict in check_word(bytes(letter.pdf), docx) if not verdict.is_held}


def changed(docx: bytes, change) -> bytes:
    document = Document(io.BytesIO(docx))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_twin_holds_both_rules(letter):
    assert broken(letter, word_twin(letter)) == set()


def test_a_word_more_and_a_wide_margin_are_told(letter):
    twin = word_twin(letter)

    def widen(document):
        document.sections[0].left_margin = Mm(20)

    assert broken(letter, changed(twin, lambda document: document.add_paragraph("thêm"))) == {WORDS}
    assert broken(letter, changed(twin, widen)) == {FORM}


def test_a_pdf_with_somebody_elses_data_is_read_without_them(letter):
    with pikepdf.open(io.BytesIO(bytes(letter.pdf))) as file:
        file.attachments["du-lieu.json"] = b"[]"
        out = io.BytesIO()
        file.save(out)

    assert read_pdf(bytes(letter.pdf)).signs_as
    assert read_pdf(out.getvalue()).signs_as == ""


def test_the_command_compares_the_word_file_beside_the_pdf(letter, tmp_path, capsys):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(bytes(letter.pdf))
    call_command("check_paper", paper)
    assert "Bản Word" not in capsys.readouterr().out

    paper.with_suffix(".docx").write_bytes(word_twin(letter))
    call_command("check_paper", paper)
    assert f"đạt      {WORDS}" in capsys.readouterr().out

    paper.with_suffix(".docx").write_bytes(b"not Word")
    with pytest.raises(CommandError, match="Không đọc được tệp Word"):
        call_command("check_paper", paper)
