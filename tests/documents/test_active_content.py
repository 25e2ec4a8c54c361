"""Evidence that does something when it is opened is refused; evidence that only shows something is taken."""

import io
import zipfile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from documents.files import DOCX, PDF, XLSX, kind_of
from documents.isolation import FileRefused

pytestmark = pytest.mark.screens  # not of the database
PROGRAM = b"MZ\x90\x00" + bytes(60)
TEMPLATE = '<Relationship Type="x/attachedTemplate" Target="{}" TargetMode="External"/>'


def saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def pdf_with(change) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    return saved(pdf)


def office(parts: dict[str, bytes | str], main="word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {main: "<x/>", **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def opens_a_script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launches_on_a_page(pdf):
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe")))
    pdf.pages[0].Annots = Array([link])


def runs_when_a_page_is_shown(pdf):
    pdf.pages[0].AA = Dictionary(
        O=pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"x()")))
    )


def keeps_a_named_script(pdf):
    action = Dictionary(S=Name.JavaScript, JS=String("x()"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def attaches(name: str, content: bytes):
    def change(pdf):
        pdf.attachments[name] = content

    return change


def links_to_a_page(pdf):
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.vn"))
    )
    pdf.pages[0].Annots = Array([link])


@pytest.mark.parametrize(
    "change",
    [opens_a_script, launches_on_a_page, runs_when_a_page_is_shown, keeps_a_named_script],
)
def test_a_pdf_that_runs_something_is_refused(change):
    with pytest.raises(FileRefused, match="kịch bản hoặc lệnh chạy chương trình"):
        kind_of(pdf_with(change))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.png", PROGRAM),
        ("chay.exe", b"anything"),
        ("goi.zip", office({"a/b.bat": "dir"})),
        (
            "sach.xlsx",
            office({"xl/embeddings/x.docx": office({"word/embeddings/y.bin": PROGRAM})}, "xl/workbook.xml"),
        ),
        (
            "long.zip",
            office({"embeddings/1": office({"embeddings/2": office({"embeddings/3": office({})})})}),
        ),
    ],
)
def test_a_pdf_that_carries_a_program_is_refused(name, content):
    with pytest.raises(FileRefused, match="đính kèm chương trình"):
        kind_of(pdf_with(attaches(name, content)))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/vbaProject.bin": "x"}, "macro"),
        ({"word/activeX/activeX1.bin": "x"}, "macro"),
        ({"word/embeddings/so-lieu.xlsm": "x"}, "đính kèm chương trình"),
        ({"word/embeddings/oleObject1.bin": "\x01Ole10Native".encode("utf-16-le")}, "đính kèm chương trình"),
        ({"word/embeddings/a.xlsx": office({"xl/vbaProject.bin": "x"}, "xl/workbook.xml")}, "macro"),
        ({"word/media/image1.png": PROGRAM}, "đính kèm chương trình"),
        (
            {"word/_rels/settings.xml.rels": TEMPLATE.format("https://xau.example/a.dotm")},
            "lấy mẫu từ địa chỉ",
        ),
    ],
)
def test_an_office_file_that_acts_is_refused(parts, sentence):
    with pytest.raises(FileRefused, match=sentence):
        kind_of(office(parts))


def test_what_only_shows_something_is_taken():
    chart = {"word/embeddings/so-lieu.xlsx": office({"xl/sheet1.xml": "<x/>"}, "xl/workbook.xml")}
    own_template = {"word/_rels/settings.xml.rels": TEMPLATE.format(r"file:///C:\Users\A\Normal.dotm")}
    assert kind_of(office(chart | own_template)) == DOCX
    assert kind_of(office({}, "xl/workbook.xml")) == XLSX
    assert kind_of(pdf_with(links_to_a_page)) == PDF
    assert kind_of(pdf_with(attaches("data.json", b'{"a": 1}'))) == PDF
    assert kind_of(pdf_with(attaches("so-lieu.docx", office({})))) == PDF
