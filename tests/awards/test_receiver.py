"""A proposal in the receiver's own formats: cell by cell, key by key, element by element, against golden files."""

import base64
import csv
import datetime
import hashlib
import io
import json
import os
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

import openpyxl
import pytest
from django.urls import reverse

from awards.models import ReceiverCode
from awards.receiver import edxml
from awards.receiver.codes import KNOWN, Codes, mappings, write_codes
from awards.receiver.proposal import Delivery
from base.workflow import Refused
from members.models import User
from tests.factories import make_province, make_user, provincial_letter, provincial_proposal

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
NAMESPACE = f"{{{edxml.NAMESPACE}}}"
SENT_AT = datetime.datetime(2026, 1, 16, 8, 30)
LETTER = edxml.Document(
    number=12,
    symbol="TTr-KTĐ",
    issued_on=datetime.date(2026, 1, 15),
    place="Quảng Trị",
    type_name="Tờ trình",
    subject="Tờ trình về việc tặng Cờ thi đua & Bằng khen <2025>",
    signer="Nguyễn Văn A",
    signer_position="Chủ tịch",
    pages=3,
)
FILES = [
    edxml.Attachment("to-trinh.pdf", "Tờ trình", b"%PDF-1.7 main", "a" * 32),
    edxml.Attachment("bien-ban.pdf", "Biên bản họp", b"%PDF-1.7 minutes", "b" * 32),
]
HOI, UBND = edxml.Agency("H50.12", "Hội Chữ thập đỏ tỉnh"), edxml.Agency("H50", "Ủy ban nhân dân tỉnh")


def golden(name: str, content: bytes) -> bytes:
    """The golden file; UPDATE_GOLDEN=1 writes it anew, to be read before it is kept."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
    return path.read_bytes()


def letter_package() -> bytes:
    return edxml.package(LETTER, FILES, sender=HOI, receivers=[UBND], sent_at=SENT_AT)


def test_the_package_is_the_golden_one():
    assert letter_package() == golden("to-trinh.edxml", letter_package())


def faults(package: bytes) -> list[str]:
    """What is wrong with the structure of a package."""
    found: list[str] = []
    names: list[str] = []
    parser = expat.ParserCreate()  # without namespaces: prefixes are seen as they stand
    parser.StartElementHandler = lambda name, _: names.append(name)
    parser.Parse(package, True)
    envelope = names[1 : names.index("AttachmentEncoded")]
    found += [name for name in envelope if not name.startswith("edXML:")]
    root = ElementTree.fromstring(package)
    header = root.find(f"{NAMESPACE}edXMLEnvelope/{NAMESPACE}edXMLHeader/{NAMESPACE}MessageHeader")
    if header is None:
        return ["no header"]
    for path in (
        "From/OrganId",
        "To/OrganId",
        "Code/CodeNumber",
        "Code/CodeNotation",
        "Subject",
        "DocumentId",
    ):
        element = header.find("/".join(NAMESPACE + part for part in path.split("/")))
        if element is None or not (element.text or "").strip():
            found.append(f"{path} is empty")
    references = [
        one.text or "" for one in root.iter(f"{NAMESPACE}ContentId") if (one.text or "").startswith("cid:")
    ]
    encoded = root.findall(f"{NAMESPACE}AttachmentEncoded/{NAMESPACE}Attachment")
    kept = {
        one.findtext(f"{NAMESPACE}ContentId"): one.findtext(f"{NAMESPACE}ContentTransferEncoded")
        for one in encoded
    }
    if not references or [f"cid:{key}" for key in kept] != references:
        found.append("references and attachments differ")
    for text in kept.values():
        base64.b64decode(text or "", validate=True)
    return found


def test_every_child_of_the_envelope_has_the_prefix_and_every_reference_its_file():
    assert faults(letter_package()) == []
    assert faults(letter_package().replace(b"edXML:Subject", b"Subject")) == ["Subject"]
    assert "references and attachments differ" in faults(letter_package().replace(b"cid:b", b"cid:c"))


@pytest.fixture
def secretary(demo):
    return User.objects.get(email__startswith="soan.nct@")


@pytest.fixture
def proposal(demo):
    return provincial_proposal()


def with_agencies(proposal) -> None:
    """The codes of who sends and who takes it."""
    province = proposal.bloc_year.bloc.province
    codes = {
        ("agency", proposal.bloc_year.lead.official_name): "H50.12",
        ("agency", f"Ủy ban nhân dân {province.name}"): "H50",
        ("category", "title"): "01",
        ("category", "form"): "02",
    }
    assert write_codes(province, codes, by=make_user()) == 4


def cells_of(content: bytes) -> bytes:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        ["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)
    )
    return text.getvalue().encode()


@pytest.mark.screens
def test_the_workbook_is_the_golden_one_cell_by_cell(proposal):
    with_agencies(proposal)
    content = Delivery(proposal).workbook()

    cells = cells_of(content)
    assert cells == golden("MauTDKT.csv", cells)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "MauTDKT" and sheet["A2"].value == 1
    assert {cell.data_type for row in sheet["B2:M9"] for cell in row if cell.value} == {
        "s"
    }  # 0020 keeps its noughts


@pytest.mark.screens
def test_the_json_has_the_same_rows_and_the_papers_with_their_bytes(proposal):
    with_agencies(proposal)
    whole = json.loads(Delivery(proposal).json())

    assert whole["van_ban"]
    for paper in whole["van_ban"]:
        content = base64.b64decode(paper.pop("noi_dung_base64"), validate=True)
        assert content.startswith(b"%PDF")
        assert paper["sha256"] and (paper["loai"] != "tờ trình" or paper["so_ky_hieu"])
        paper["sha256"] = hashlib.sha256(
            b""
        ).hexdigest()  # the demo's papers are drawn anew with each change of form
    text = json.dumps(whole, ensure_ascii=False, indent=1).encode()
    assert text == golden("de-nghi.json", text)


@pytest.mark.screens
def test_the_proposal_of_the_demo_makes_a_sound_package(proposal, client, secretary):
    client.force_login(secretary)
    address = reverse("awards:receiver-file", args=[proposal.pk, "edxml"])
    page = client.get(address, follow=True).text
    assert "Chưa lập được gói edXML" in page and "Mã định danh cơ quan" in page

    with_agencies(proposal)
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="to-trinh.edxml"'
    assert faults(answer.content) == []
    root = ElementTree.fromstring(answer.content)
    letter = provincial_letter()
    assert root.findtext(f".//{NAMESPACE}DocumentId") == (
        f"H50.12,{letter.issued_on:%Y/%m/%d},{letter.number}/{letter.symbol}"
    )
    assert len(root.findall(f".//{NAMESPACE}Attachment")) > 3


@pytest.mark.screens
def test_what_has_no_code_is_said_before_the_download(proposal, client, secretary):
    client.force_login(secretary)
    page = client.get(reverse("awards:receiver", args=[proposal.pk])).text

    assert "Phân loại khen thưởng: Danh hiệu thi đua" in page
    assert "Bằng khen" not in page.split("Chưa có mã")[1].split("</div>")[0]
    with_agencies(proposal)
    page = client.get(reverse("awards:receiver", args=[proposal.pk])).text
    assert "Chưa có mã" not in page and "Tải gói edXML" in page


def test_known_codes_stand_there_and_a_province_writes_its_own_over_them(client, demo):
    other = make_province("tỉnh Hà Giang")
    officer = make_user(province=other)
    client.force_login(officer)
    address = reverse("awards:receiver-codes", args=[other.pk])
    page = client.get(address).text
    assert KNOWN["award", "co-ubnd-tinh"] in page
    boxes = {f"code-{n}": one.code for n, one in enumerate(mappings(other))}
    first = next(box for box, code in boxes.items() if code == "1668522916")

    assert "Mã chỉ gồm" in client.post(address, boxes | {first: "mã số một"}).text
    client.post(address, boxes | {first: "99"})

    assert Codes(other).of(ReceiverCode.Kind.AWARD, "co-ubnd-tinh") == "99"
    assert [*other.receiver_codes.values_list("key", "code")] == [("co-ubnd-tinh", "99")]
    assert "Không có mã nào" in client.post(address, boxes | {first: "99"}, follow=True).text


@pytest.mark.screens
def test_a_member_and_another_province_get_nothing(client, proposal):
    member = User.objects.get(email__startswith="lanhdao.tnxp@")
    stranger = make_user(province=make_province("tỉnh Hà Giang"))
    for person in (member, stranger):
        client.force_login(person)
        assert client.get(reverse("awards:receiver", args=[proposal.pk])).status_code in (403, 404)
        for file in ("workbook", "json", "edxml"):
            answer = client.get(reverse("awards:receiver-file", args=[proposal.pk, file]))
            assert answer.status_code in (403, 404)
    client.force_login(User.objects.get(email__startswith="soan.nct@"))
    assert client.get(reverse("awards:receiver-file", args=[proposal.pk, "nothing"])).status_code == 404


@pytest.mark.screens
def test_a_proposal_that_was_not_issued_makes_no_package(proposal):
    with_agencies(proposal)
    delivery = Delivery(proposal)
    delivery.papers = []

    with pytest.raises(Refused, match="Tờ trình chưa ban hành"):
        delivery.package()
