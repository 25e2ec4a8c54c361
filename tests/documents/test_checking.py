"""The checker: every paper of the real case holds every rule, and each rule is seen broken where it is."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from weasyprint import CSS, HTML

from documents import checking
from documents import render as rendering
from documents.checking import (
    COUNTRY,
    Line,
    Seen,
    _addressees,
    _bases,
    _end_mark,
    _number,
    _page_numbers,
    _zeros,
    check,
    read_pdf,
)
from documents.models import IssuedDocument
from documents.papers import Letterhead, Paper, Paragraph, Signer
from documents.render import render
from tests.factories import provincial_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]


def broken(pdf: bytes) -> set[str]:
    return {verdict.rule for verdict in check(pdf) if not verdict.is_held}


def seen(*texts: str, **fields) -> Seen:
    lines = [Line(1, text, 100, 500, 100 + 20 * n, 14, False, True) for n, text in enumerate(texts)]
    return Seen(sizes=[(595, 842)], lines=lines, **fields)


def test_every_issued_paper_of_the_real_case_holds_every_rule():
    papers = {f"{d.pk} {d.named}": broken(bytes(d.pdf)) for d in IssuedDocument.objects.all()}

    assert len(papers) == 27
    assert papers == dict.fromkeys(papers, set())


def test_a_letter_without_the_states_name_breaks_its_rules(monkeypatch):
    paper = Paper(
        "to-trinh",
        "TỜ TRÌNH",
        Letterhead("", "HỘI", "H", "Huế"),
        Signer("A", "B", ("CHỦ TỊCH",)),
        (Paragraph("Chữ"),),
    )
    pdf = render(paper).pdf
    assert broken(pdf) == set()

    found = read_pdf(pdf)
    found.lines = [replace(line, size=11.0) if COUNTRY in line.text else line for line in found.lines]
    monkeypatch.setattr("documents.checking.read_pdf", lambda pdf: found)

    assert broken(pdf) == {"Quốc hiệu cỡ 12–13, đậm"}


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("ngày 09 tháng 01 năm 2024", True),
        ("ngày 9 tháng 01 năm 2024", False),
        ("ngày 09 tháng 1 năm 2024", False),
        ("ngày 15 tháng 6 năm 2022", True),
        ("ngày 15 tháng 06 năm 2022", False),
        ("ngày 15 tháng 12 năm 2022", True),
    ],
)
def test_days_and_months_have_their_zeros(text, is_held):
    assert _zeros(seen(text)) is is_held


@pytest.mark.parametrize(
    ("text", "is_held"), [("Số: 05/TTr-BĐD", True), ("Số: 5/TTr-BĐD", False), ("Số: 05/TTr - BĐD", False)]
)
def test_numbers_have_two_digits_and_no_spaces(text, is_held):
    assert _number(seen(text)) is is_held


def test_legal_bases_end_with_their_marks():
    assert _bases(seen("Căn cứ Luật A;", "Căn cứ Nghị định B", "của Chính phủ.", "Lời nói"))
    assert not _bases(seen("Căn cứ Luật A.", "Căn cứ Nghị định B."))
    assert not _bases(seen("Căn cứ Luật A;", "Căn cứ Nghị định B;"))


def test_a_number_on_the_first_page_is_seen():
    numbered = seen("Lời")
    assert _page_numbers(numbered)

    numbered.lines.append(Line(1, "1", 295, 300, 30, 13, False, False))

    assert not _page_numbers(numbered)


def test_the_command_says_each_rule_and_fails_where_one_is_broken(tmp_path, capsys):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(bytes(provincial_letter().pdf))
    bad.write_bytes(b"not a PDF")

    call_command("check_paper", good)

    assert "đạt      Khổ giấy A4" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("check_paper", bad)


def plain(**parts) -> Paper:
    head = Letterhead("", "HỘI LUẬT GIA TỈNH QUẢNG TRỊ", "HLG", "Huế")
    facts = {"recipients": ("Như trên", "Lưu: VT"), "addressees": ("Sở Nội vụ", "Các hội")}
    return Paper("x", "BÁO CÁO", head, Signer("A", "B", ("CHỦ TỊCH",)), (Paragraph("Chữ"),), **facts | parts)


@pytest.mark.parametrize(
    ("style", "rule"),
    [
        (".short-rule { width: 90% }", "Đường kẻ dưới tên cơ quan dài 1/3–1/2 dòng chữ"),
        (".short-rule { width: 10% }", "Đường kẻ dưới tên cơ quan dài 1/3–1/2 dòng chữ"),
        (".whole-rule { width: 50% }", "Đường kẻ dưới Tiêu ngữ dài bằng dòng chữ"),
        (".recipient { font-size: 13pt }", "“Nơi nhận” cỡ 12 nghiêng đậm, danh sách cỡ 11"),
        (".capacity { font-size: 11pt }", "Quyền hạn, chức vụ người ký: chữ in hoa đậm, viết tắt đúng"),
        ("@page { margin-left: 15mm }", "Lề trái 30–35 mm, lề phải 15–20 mm"),
    ],
)
def test_a_style_that_breaks_the_decree_is_seen(monkeypatch, style, rule):
    real, configuration = rendering._style()
    other = CSS(string=style, font_config=configuration)
    monkeypatch.setattr(rendering, "_style", lambda: (real, configuration))
    document = HTML(string=rendering.as_html(plain())).render(
        stylesheets=[real, other], font_config=configuration, pdf_variant="pdf/a-3a"
    )

    assert rule in broken(document.write_pdf(pdf_variant="pdf/a-3a"))


def test_the_same_paper_as_it_is_drawn_breaks_nothing():
    assert broken(render(plain()).pdf) == set()


@pytest.mark.parametrize(
    ("lines", "is_held"),
    [
        (["Kính gửi: Sở Nội vụ."], True),
        (["Kính gửi:", "- Sở Nội vụ;", "- Các hội."], True),
        (["Kính gửi:", "- Sở Nội vụ;", "- Các hội;"], False),
        (["Kính gửi:", "- Sở Nội vụ,", "- Các hội."], False),
        (["Kính gửi:"], False),
    ],
)
def test_addressees_stand_one_on_a_line(lines, is_held):
    assert _addressees(seen(*lines)) is is_held


@pytest.mark.parametrize(
    ("texts", "is_held"),
    [
        (["Hết./.", "Nơi nhận:"], True),
        (["Hết.", "Nơi nhận:"], False),
        (["Hết."], True),
        (["./.", "./.", "Nơi nhận:"], False),
    ],
)
def test_the_end_mark_stands_once(texts, is_held):
    assert _end_mark(seen(*texts)) is is_held


@pytest.mark.parametrize(
    ("line", "is_held"), [("TM. BAN", True), ("KT. CHỦ TỊCH", True), ("TMM. BAN", False)]
)
def test_what_stands_before_the_signer_is_shortened_as_the_decree_shortens(line, is_held):
    paper = replace(plain(), signer=Signer("Nguyễn Văn A", "", lines=(line, "TRƯỞNG BAN")))

    verdict = {v.rule: v.is_held for v in check(render(paper).pdf)}
    assert verdict["Quyền hạn, chức vụ người ký: chữ in hoa đậm, viết tắt đúng"] is is_held


def head(left_end: float) -> Seen:
    lines = [
        Line(1, "HỘI LUẬT GIA TỈNH QUẢNG TRỊ", 90, left_end, 60, 12, True, False),
        Line(1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 290, 530, 60, 12, True, False),
        Line(1, "Độc lập - Tự do - Hạnh phúc", 334, 490, 76, 13, True, False),
    ]
    return Seen(sizes=[(595, 842)], lines=lines)


@pytest.mark.parametrize(("left_end", "is_held"), [(270, True), (280, False), (288, False)])
def test_the_two_heads_stand_apart(left_end, is_held):
    assert checking._heads_apart(head(left_end)) is is_held


@pytest.mark.parametrize(("count", "is_held"), [(0, False), (1, False), (2, True)])
def test_two_lines_of_text_stand_above_the_signature(count, is_held):
    above = [Line(2, "Trên đây là báo cáo", 100, 400, 70 + 20 * n, 14, False, False) for n in range(count)]
    title = Line(2, "Nơi nhận:", 85, 140, 140, 12, True, True)

    assert checking._signature_has_text(Seen(sizes=[(595, 842)] * 2, lines=[*above, title])) is is_held


def test_no_letter_is_smaller_than_nine_points():
    small, right = (Seen(lines=[Line(1, "chữ", 100, 200, 100, size, False, False)]) for size in (8, 9))

    assert (checking._readable(small), checking._readable(right)) == (False, True)
