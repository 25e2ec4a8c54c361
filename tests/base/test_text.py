"""Text that enters the product: no control characters, one Unicode form, one line break; from pages and in old rows."""

import io
import unicodedata

import pytest
from django import forms
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from awards.papers import draft, year_papers
from base.forms import BaseFormMixin
from base.middleware import CleanTextMiddleware
from base.text import clean_text, one_line, read_json
from blocs.models import BlocYear
from documents.word import as_docx


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("tên\x02hội\x0bdòng hai\ufffe\ue000", "tênhội\ndòng hai"),
        ("một\r\nhai\rba\u2028bốn\x1enăm", "một\nhai\nba\nbốn\nnăm"),
        ("\uf0b7 mục\uf0fc", "• mục✓"),
        ("Hội\u200b vie\u0302n\ufeff", "Hội viên"),
        ("giữ\ttab và\u00a0dấu cách", "giữ\ttab và\u00a0dấu cách"),
    ],
)
def test_what_cannot_be_seen_is_left_out(pasted, kept):
    assert clean_text(pasted) == kept


@given(st.text(st.characters()))
def test_cleaned_text_stays_as_it_is_and_holds_nothing_invisible(text):
    cleaned = clean_text(text)

    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(c) for c in cleaned if c not in "\n\t"} & {"Cc", "Cf", "Cs", "Co", "Cn"}


@given(st.text(st.characters()))
def test_one_line_has_no_line_break(text):
    assert len(one_line(clean_text(text)).splitlines()) <= 1


class AnyForm(BaseFormMixin, forms.Form):
    name = forms.CharField(max_length=10)
    text = forms.CharField(widget=forms.Textarea, max_length=20)
    password = forms.CharField(widget=forms.PasswordInput, strip=False)


def test_a_form_cleans_its_text_but_not_a_password():
    form = AnyForm({"name": "Hội\x02\nNCT", "text": "a\x0bb", "password": "a\x02 b"})

    assert form.is_valid()
    assert form.cleaned_data == {"name": "Hội NCT", "text": "a\nb", "password": "a\x02 b"}


def test_a_line_break_counts_once_against_a_limit(rf):
    request = rf.post("/", {"name": "a", "text": "12345\r\n" * 3 + "12", "password": "x\r\ny"})
    CleanTextMiddleware(lambda request: None).process_view(request, None, (), {})

    form = AnyForm(request.POST)

    assert form.is_valid()
    assert form.cleaned_data["text"] == "12345\n12345\n12345\n12"
    assert form.cleaned_data["password"] == "x\r\ny"


@pytest.mark.django_db
def test_word_downloads_work_for_control_characters_of_old_rows(demo):
    year = BlocYear.objects.with_parties().get(year=2023)
    year.review_sections.update(text="Từ PDF:\x02 cùng\x0bdòng hai\ufffe")
    (sheet,) = [s for s in year_papers(year) if s.kind.code == "bao-cao-tong-ket"]

    words = "\n".join(p.text for p in Document(io.BytesIO(as_docx(draft(sheet, year)))).paragraphs)

    assert "Từ PDF: cùng" in words.replace("\u00a0", " ")
    assert "\x02" not in words


@pytest.mark.parametrize(
    "text", ["Infinity", "[NaN]", '{"a": -Infinity}', "[" * 100_000 + "]" * 100_000, "", "{"]
)
def test_json_that_says_nothing_is_refused_in_one_way(text):
    with pytest.raises(ValueError, match="."):
        read_json(text)


def test_json_of_a_browser_is_cleaned_as_a_form_is():
    assert read_json('{"a\\u0002": ["b\\u0000\\r\\n", 1, null]}') == {"a": ["b\n", 1, None]}
