"""The Word file of an issued paper. Proves documents/twins.py and the page that gives it."""

import io

import pytest
from django.urls import reverse
from docx import Document

from documents.models import IssuedDocument
from documents.twins import paper_of, word_twin
from members.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [p.text for table in document.tables for cell in table._cells for p in cell.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells]).replace("\u00a0", " ")


def test_every_issued_paper_has_its_word_file_with_number_day_and_signer():
    papers = list(IssuedDocument.objects.all())
    assert len(papers) == 27
    for document in papers:
        words = words_of(word_twin(document))
        assert "DỰ THẢO" not in words
        paper = paper_of(bytes(document.pdf))
        assert not paper.number_line or paper.number_line in words
        assert document.signer in words
        assert (paper.about_line or paper.type_name) in words
        for block in paper.blocks:
            texts = [cell for row in block.rows for cell in row] if hasattr(block, "rows") else [block.text]
            assert texts and [text for text in texts if text.replace("\u00a0", " ") not in words] == []


def test_whoever_reads_the_paper_downloads_it_as_word(client, year):
    document = IssuedDocument.objects.get(kind="bien-ban-hop")
    client.force_login(User.objects.get(email__startswith="soan.nct@"))

    answer = client.get(reverse("awards:paper-twin", args=[year.pk, document.pk]))

    assert answer.headers["Content-Disposition"].endswith('.docx"')
    assert "Số: 01/BB-BĐD" in words_of(answer.content)
