"""Demo: what the three nominees of 2023 tell of themselves, awards of earlier years, signed copies. All made up."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from awards.actions.achievements import draft_texts, write_texts
from awards.actions.conditions import Said, answer_conditions
from awards.models import Award, Decision
from blocs.models import AwardType
from documents.actions.signed_copies import keep_signed
from documents.models import IssuedDocument
from documents.signatures import signed_facts
from documents.signing import load_key, sign

TEXTS = {
    "nkt": {
        "situation": "Hội thành lập trên cơ sở hợp nhất ba hội từ năm 2018, có 9 hội cấp huyện, 118 hội cấp xã.\nKhó khăn: đối tượng cần trợ giúp đông, nguồn lực phụ thuộc vận động; cán bộ hội phần lớn kiêm nhiệm.",
        "duties": "Tập hợp, đại diện, bảo vệ quyền và lợi ích hợp pháp của người khuyết tật, nạn nhân chất độc da cam và trẻ em; vận động nguồn lực để trợ giúp.",
        "measures": "Vận động có địa chỉ, công khai từng khoản trợ giúp; giao chỉ tiêu cho từng huyện hội và sơ kết hằng quý.\nPhát động thi đua Vì nạn nhân chất độc da cam, Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo.",
        "compliance": "Quán triệt đầy đủ nghị quyết của Đảng; thực hiện quy chế dân chủ, công khai tài chính; không có đơn thư vượt cấp.",
        "party": "Chi bộ hoàn thành tốt nhiệm vụ; tổ chức công đoàn đạt vững mạnh.",
    },
    "tnxp": {
        "situation": "Hội có 10 huyện, thị hội; hội viên phần lớn trên 70 tuổi, đời sống một bộ phận còn khó khăn.",
        "duties": "Tập hợp cựu thanh niên xung phong, giữ gìn truyền thống, giúp nhau trong cuộc sống, phối hợp giải quyết chế độ, chính sách.",
        "measures": "Phong trào Cựu thanh niên xung phong làm kinh tế giỏi, Nghĩa tình đồng đội; phân công từng ủy viên phụ trách huyện hội.",
        "compliance": "Chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; phối hợp rà soát, chi trả chế độ đúng đối tượng.",
        "party": "Chi bộ hoàn thành tốt nhiệm vụ.",
    },
    "hlg": {
        "situation": "Hội có các chi hội ở sở, ngành và hội cấp huyện; hội viên là người làm công tác pháp luật.",
        "duties": "Phổ biến, giáo dục pháp luật; tham gia xây dựng chính sách, pháp luật; tư vấn, trợ giúp pháp lý, hòa giải ở cơ sở.",
        "measures": "Phối hợp với Sở Tư pháp xây dựng kế hoạch chung; mở điểm tư vấn lưu động tại xã miền núi, vùng biên giới.",
        "compliance": "Quán triệt nghị quyết; thực hành tiết kiệm, công khai kinh phí hỗ trợ; không có vi phạm.",
        "party": "Chi bộ hoàn thành xuất sắc nhiệm vụ.",
    },
}  # fmt: skip

# association, award, year, number, date; the numbers are made up
EARLIER = [
    ("nkt", "bang-khen-tinh", 2020, "287/QĐ-UBND", "2021-01-28"),
    ("nkt", "co-ubnd-tinh", 2021, "412/QĐ-UBND", "2022-02-15"),
    ("hlg", "bang-khen-tinh", 2021, "236/QĐ-UBND", "2022-01-26"),
    ("tnxp", "bang-khen-tinh", 2022, "198/QĐ-UBND", "2023-02-02"),
    ("kh", "co-ubnd-tinh", 2022, "305/QĐ-UBND", "2023-02-17"),
]


def load_earlier_awards(associations: dict, by) -> None:
    for code, award, year, number, dated in EARLIER:
        on = datetime.date.fromisoformat(dated)
        authority = "Chủ tịch Ủy ban nhân dân tỉnh Quảng Trị"
        decision = Decision.objects.create(
            number=number,
            dated=on,
            authority=authority,
            note="Dữ liệu minh họa",
            province=associations[code].province,
        )
        Award.objects.create(
            association=associations[code],
            award_type=AwardType.objects.get(code=award),
            year=year,
            decision=decision,
            carried_name=associations[code].name_on(on),
            recorded_by=by,
        )


def write_achievements(proposal, cast) -> None:
    for nomination in proposal.nominations.select_related("association", "proposal__bloc_year"):
        code = nomination.association.code
        write_texts(nomination, TEXTS[code], by=cast.staff(code))
        draft_texts(nomination, by=cast.staff(code))
        for condition in nomination.award_type.conditions.filter(judged_by="person").exclude(
            text__contains="Hội đồng tỉnh"
        ):
            note = "Theo báo cáo năm và xếp loại của chi bộ"
            said = Said(nomination, condition, is_held=True, note=note)
            answer_conditions(proposal, [said], by=cast.staff("nct"))


def certificate(name: str, on: datetime.date) -> bytes:
    """A certificate that nobody trusts, good for the demo's signature alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} (chứng thư minh họa)")])
    start = datetime.datetime.combine(on, datetime.time(), datetime.UTC)
    builder = x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
    made = builder.not_valid_before(start).not_valid_after(start + datetime.timedelta(days=3650))
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    signed = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"demo", key, signed, None, NoEncryption())


def sign_reports(proposal, by) -> None:
    """Each nominee's report comes back signed, as the dossier asks for."""
    for document in IssuedDocument.objects.about(*proposal.nominations.all()):
        issued = bytes(document.pdf)
        signer = load_key(certificate(document.signer, document.issued_on), "")
        signed = sign(issued, signer, name=document.signer)
        keep_signed(document, signed, kind="digital", signatures=signed_facts(signed, issued), by=by)
