"""Signed copies of issued papers: which are taken, which are refused, and what is told of them."""

import datetime
import io
import re

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper

from awards.papers import can_still_change
from documents.actions.signed_copies import keep_signed
from documents.models import IssuedDocument
from documents.signatures import signatures, signed_facts
from documents.signing import load_key, sign
from documents.views import find as find_copy
from tests.factories import provincial_letter, provincial_proposal

from .pdf import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "quiet_cache")]


@pytest.fixture(scope="module")
def p12() -> bytes:
    """A certificate of its own, as an office's test token would be."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hoàng Văn Thành")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = builder.not_valid_before(now - datetime.timedelta(days=1))
    made = made.not_valid_after(now + datetime.timedelta(days=9)).add_extension(usage, critical=True)
    certificate = made.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"k", key, certificate, None, BestAvailableEncryption(b"mk"))


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (300, 120), (0, 0, 180, 160)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_signature_names_its_signer_and_a_change_after_it_shows(p12):
    pdf = bytes(provincial_letter().pdf)

    signed = sign(pdf, load_key(p12, "mk"), name="Hoàng Văn Thành", picture=picture())
    twice = sign(signed, load_key(p12, "mk"), name="")

    (one,) = signatures(signed)
    assert (one.by, one.is_intact, one.is_trusted) == ("Hoàng Văn Thành", True, False)
    assert [s.is_intact for s in signatures(twice)] == [True, True]
    assert [s.covers for s in signatures(twice)] == [
        "Ký lên văn bản, khi chưa có chữ ký nào",
        "Ký lên văn bản và 1 chữ ký có trước (Hoàng Văn Thành)",
    ]
    assert [fact["is_of_issued"] for fact in signed_facts(twice, pdf)] == [True, True]
    other = bytes(IssuedDocument.objects.get(kind="bien-ban-hop").pdf)
    assert [fact["is_of_issued"] for fact in signed_facts(twice, other)] == [False, False]
    broken = signed.replace(b"/Title", b"/Titel", 1)
    assert [s.is_intact for s in signatures(broken)] == [False]


def test_a_signed_copy_is_kept_and_verified_by_its_file(client, year, secretary, p12):
    document = provincial_letter()
    client.force_login(secretary)
    key = SimpleUploadedFile("k.p12", p12)

    client.post(
        reverse("awards:paper-sign", args=[year.pk, document.pk]),
        {"key": key, "password": "mk", "name": document.signer},
    )

    copy = document.signed_copies.get()
    assert copy.kind == "digital"
    page = client.get(reverse("awards:paper-about", args=[year.pk, document.pk])).content.decode()
    assert "Ký trên đúng tệp đã ban hành" in page
    client.logout()
    file = SimpleUploadedFile("a.pdf", bytes(copy.pdf))
    answer = client.post(reverse("documents:verify"), {"file": file}).content.decode()
    assert "Trùng từng byte với bản ký số của văn bản này" in answer
    assert "Hoàng Văn Thành" in answer
    assert "theo máy của người ký" in answer and "khi chưa có chữ ký nào" in answer


def test_a_wrong_password_is_said_beside_the_certificate(client, year, secretary, p12):
    document = provincial_letter()
    client.force_login(secretary)

    page = client.post(
        reverse("awards:paper-sign", args=[year.pk, document.pk]),
        {"key": SimpleUploadedFile("k.p12", p12), "password": "sai", "name": "A"},
    ).content.decode()

    assert "sai mật khẩu" in page
    assert not document.signed_copies.exists()


def scan(pages: int) -> bytes:
    buffer = io.BytesIO()
    sheet = Image.new("RGB", (200, 280), "white")
    sheet.save(buffer, "PDF", save_all=True, append_images=[sheet] * (pages - 1))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ not a pdf", "Không mở được tệp này"),
        (scan(9), "Tệp có 9 trang"),
        (None, "chưa có chữ ký"),
    ],
    ids=["renamed program", "other pages", "unsigned"],
)
def test_what_is_no_signed_copy_is_refused_with_the_reason(client, year, secretary, content, said):
    document = provincial_letter()
    client.force_login(secretary)
    file = SimpleUploadedFile("ban ky.pdf", content or bytes(document.pdf))

    page = client.post(reverse("awards:copy-add", args=[year.pk, document.pk]), {"file": file})

    assert said in page.content.decode()
    assert not document.signed_copies.exists()


def attach(client, year, document, content) -> str:
    """Bring a signed copy; the page that answers."""
    url = reverse("awards:copy-add", args=[year.pk, document.pk])
    file = SimpleUploadedFile("bản ký.pdf", content)
    return client.post(url, {"file": file}, follow=True).content.decode()


def test_a_scan_is_shown_beside_the_paper_before_it_counts(client, year, secretary):
    document = provincial_letter()
    content = scan(len(read(bytes(document.pdf)).pages))
    client.force_login(secretary)

    page = attach(client, year, document, content)

    copy = document.signed_copies.get()
    assert (copy.kind, copy.signatures, copy.is_valid) == ("scan", [], False)
    compare = reverse("awards:copy-compare", args=[year.pk, document.pk, copy.pk])
    pictures = re.findall(r'src="(\S+\.jpg)"', page)
    assert len(pictures) == 2 * len(read(bytes(document.pdf)).pages)
    assert {client.get(src).headers["Content-Type"] for src in pictures} == {"image/jpeg"}
    found, kept = find_copy(copy.sha256)
    assert (found, kept) == (None, None)

    client.post(compare, {"confirm": "1"})

    copy.refresh_from_db()
    assert copy.is_valid
    url = reverse("awards:copy", args=[year.pk, document.pk, copy.pk])
    assert client.get(url).content == content
    assert client.post(compare, {"discard": "1"}).status_code == 404


def test_a_scan_of_something_else_is_thrown_away(client, year, secretary):
    document = provincial_letter()
    client.force_login(secretary)
    attach(client, year, document, scan(len(read(bytes(document.pdf)).pages)))
    copy = document.signed_copies.get()

    client.post(reverse("awards:copy-compare", args=[year.pk, document.pk, copy.pk]), {"discard": "1"})

    assert not document.signed_copies.exists()


def changed_in_the_middle(pdf: bytes) -> bytes:
    """One byte of a packed stream of the issued part is another."""
    at = pdf.index(b"stream\n") + 60
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def rewritten(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file, io.BytesIO() as out:
        file.save(out)
        return out.getvalue()


def turned(pdf: bytes) -> bytes:
    """A signed file whose first page was turned afterwards, in an update at its end."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("spoil", [changed_in_the_middle, rewritten, turned])
def test_a_signed_copy_that_was_changed_is_refused_with_the_reason(client, year, secretary, p12, spoil):
    document = provincial_letter()
    signed = sign(bytes(document.pdf), load_key(p12, "mk"), name="")
    client.force_login(secretary)

    page = attach(client, year, document, spoil(signed))

    assert "Chữ ký của Hoàng Văn Thành không hợp lệ" in page or "khác với văn bản đã ban hành" in page
    assert not document.signed_copies.exists()


def test_a_signature_on_another_paper_is_refused(client, year, secretary, p12):
    document = provincial_letter()
    draft_of_it = rewritten(bytes(document.pdf))
    client.force_login(secretary)

    page = attach(client, year, document, sign(draft_of_it, load_key(p12, "mk"), name=""))

    assert "không đặt trên tệp đã ban hành" in page
    assert not document.signed_copies.exists()


def test_what_was_changed_and_then_signed_is_refused(client, year, secretary, p12):
    document = provincial_letter()
    client.force_login(secretary)

    page = attach(client, year, document, sign(turned(bytes(document.pdf)), load_key(p12, "mk"), name=""))

    assert "Trang 1 của tệp đã ký khác với văn bản đã ban hành" in page
    assert not document.signed_copies.exists()


def test_another_paper_with_as_many_pages_is_no_scan(client, year, secretary):
    reports = IssuedDocument.objects.filter(kind="bao-cao-thanh-tich")
    by_pages: dict[int, list] = {}
    for document in reports:
        by_pages.setdefault(len(read(bytes(document.pdf)).pages), []).append(document)
    one, other = next(pair for pair in by_pages.values() if len(pair) > 1)[:2]
    client.force_login(secretary)

    page = attach(client, year, one, rewritten(bytes(other.pdf)))

    assert "khác với văn bản đã ban hành" in page
    assert one.signed_copies.filter(kind="scan").count() == 0


def test_nothing_is_attached_after_filing_unless_the_province_asks(client, year, secretary, p12):
    document = provincial_letter()
    proposal = provincial_proposal()
    signed = sign(bytes(document.pdf), load_key(p12, "mk"), name="")
    now = timezone.now()
    year.proposals.update(state="filed", filed_at=now, filed_by=secretary)
    client.force_login(secretary)

    refused = attach(client, year, document, signed)
    year.proposals.update(state="asked")
    attach(client, year, document, signed)

    assert "Hồ sơ đã gửi" in refused
    assert document.signed_copies.count() == 1
    assert can_still_change(document.kind, proposal, year)


def test_a_broken_copy_of_an_earlier_version_is_not_vouched_for(client, year, secretary):
    document = provincial_letter()
    says = {
        "by": "A",
        "at": "",
        "is_intact": False,
        "is_trusted": False,
        "verdict": "Hỏng.",
        "is_of_issued": True,
    }
    copy = keep_signed(document, b"%PDF broken", kind="digital", signatures=[says], by=secretary)

    file = SimpleUploadedFile("a.pdf", b"%PDF broken")
    answer = client.post(reverse("documents:verify"), {"file": file}).content.decode()

    assert not copy.is_valid
    assert "Chữ ký trên tệp không hợp lệ" in answer
    assert "Không hợp lệ" in answer


def test_the_time_of_a_time_stamp_is_told_as_proven(p12):
    pdf = bytes(provincial_letter().pdf)
    signer = load_key(p12, "mk")
    stamper = DummyTimeStamper(
        signer.signing_cert,
        signer.signing_key,
        fixed_dt=datetime.datetime(2024, 1, 12, 3, tzinfo=datetime.UTC),
    )
    facts = PdfSignatureMetadata(field_name="S", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)

    signed = PdfSigner(facts, signer, timestamper=stamper).sign_pdf(writer).getvalue()

    (one,) = signatures(signed)
    assert (one.at, one.is_time_proven, one.is_intact) == ("10:00:00 ngày 12/01/2024", True, True)


def test_a_seal_lies_in_its_real_size_over_the_left_third_of_the_signature(p12):
    pdf = bytes(provincial_letter().pdf)
    by_person = sign(pdf, load_key(p12, "mk"), name="Hoàng Văn Thành", picture=picture())

    sealed = sign(by_person, load_key(p12, "mk"), name="Hoàng Văn Thành", picture=picture(), is_seal=True)

    with pikepdf.open(io.BytesIO(sealed)) as file:
        boxes = [[float(x) for x in field.Rect] for field in file.Root.AcroForm.Fields]
    (left, bottom, right, top), (seal_left, seal_bottom, seal_right, seal_top) = boxes
    millimetre = 72 / 25.4
    assert seal_right - seal_left == pytest.approx(36 * millimetre, abs=1)
    assert seal_top - seal_bottom == pytest.approx(36 * millimetre, abs=1)
    assert seal_right - left == pytest.approx((right - left) / 3, abs=1)
    assert seal_bottom + seal_top == pytest.approx(bottom + top, abs=2)
    assert [signature.is_intact for signature in signatures(sealed)] == [True, True]


def test_the_chair_of_the_lead_signs_under_their_own_name(client, year, secretary, p12):
    document = provincial_letter()
    chair = year.lead.officers.get(role="signatory", until=None).user
    assert chair != secretary
    client.force_login(chair)

    client.post(
        reverse("awards:paper-sign", args=[year.pk, document.pk]),
        {
            "key": SimpleUploadedFile("k.p12", p12),
            "password": "mk",
            "name": document.signer,
            "stamp": "person",
        },
    )

    assert document.signed_copies.get().added_by == chair
