"""The lines of security level 2 name tests that exist, and its papers say what this site is."""

import ast
import datetime
from zipfile import ZipFile

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.urls import reverse

from audit.models import MaintenanceRun
from audit.models.maintenance import done
from documents.papers import Paragraph, Table
from operations.personal_data import ACHIEVEMENT, FREE_TEXT, HOLDINGS, UPLOAD
from operations.security_level.line import State
from operations.security_level.lines import LINES
from operations.security_level.papers import UNKNOWN, accounts_paper, level_paper
from operations.security_level.site import PEOPLE_IN, data_classes, packages, parts, runtime
from operations.security_level.support import end_of_support
from tests.factories import make_province, make_user, make_year

DAY = datetime.date(2026, 11, 30)


def names_in(file: str) -> set[str]:
    tree = ast.parse((site.BASE_DIR / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def text_of(paper) -> str:
    """All that stands in a paper's blocks."""
    words = []
    for block in paper.blocks:
        if isinstance(block, Table):
            words += [" | ".join(row) for row in block.rows]
        else:
            words.append(block.text)
    return "\n".join(words)


@pytest.mark.screens
def test_every_test_that_a_line_names_is_there():
    named = [name for line in LINES for name in line.tests]
    assert len(named) > 25

    missing = []
    for name in named:
        file, _, test = name.partition("::")
        if test not in names_in(file):
            missing.append(name)
    assert missing == []


@pytest.mark.django_db
def test_a_line_that_the_software_holds_names_a_test_and_the_owners_lines_say_what_to_do():
    held = [line for line in LINES if line.state == State.HELD]
    others = [line for line in LINES if line.state in {State.OWNER, State.ARGUED}]
    assert len(held) > 5 and len(others) > 3

    assert [line.text for line in held if not line.tests] == []
    assert [line.text for line in others if not line.how] == []


@pytest.mark.django_db
def test_a_setting_and_what_was_done_decide_their_lines(settings):
    def state_of(words: str) -> tuple[State, str]:
        (line,) = [line for line in LINES if line.text.startswith(words)]
        return line.state, line.told

    settings.ACCOUNT_IDLE_DAYS = 0
    assert state_of("Tài khoản không dùng")[0] == State.NOT_SET
    assert state_of("Khôi phục thử") == (State.NOT_SET, "Hiện nay: chưa làm lần nào.")

    settings.ACCOUNT_IDLE_DAYS = 30
    done(MaintenanceRun.Kind.REHEARSAL, note="xong")
    assert state_of("Tài khoản không dùng") == (State.SET, "Hiện nay: 30 ngày.")
    assert state_of("Khôi phục thử")[0] == State.SET
    MaintenanceRun.objects.update(is_well=False)
    assert state_of("Khôi phục thử")[0] == State.NOT_SET
    old = MaintenanceRun.objects.get().at - datetime.timedelta(days=400)
    MaintenanceRun.objects.update(is_well=True, at=old)
    assert state_of("Khôi phục thử")[0] == State.NOT_SET


@pytest.mark.django_db
def test_the_parts_are_those_of_the_settings(settings):
    settings.HTTPS, settings.MEDIA_BUCKET, settings.CLAMAV, settings.AUDIT_COLLECTOR = False, "", "", ""
    plain = {part.name for part in parts()}
    settings.HTTPS, settings.MEDIA_BUCKET = True, "thi-dua"
    settings.CLAMAV, settings.AUDIT_COLLECTOR = "/run/clamd.ctl", "tcp://nhatky:601"
    settings.SENTRY_DSN = "https://khoa@loi.example/1"

    told = {part.name: part for part in parts()}

    assert set(told) - plain == {"Quét mã độc", "Nơi thu thập nhật ký", "Theo dõi lỗi"}
    assert told["Theo dõi lỗi"].where == "loi.example"  # without the key
    assert told["Cửa vào"].purpose.startswith("HTTPS;") and "kho thi-dua" in told["Kho tệp"].where


@pytest.mark.django_db
def test_components_are_those_of_the_lock_files():
    told = {one.name: one for one in (*runtime(), *packages())}

    assert len(told) > 60
    assert {"Python", "Django", "weasyprint", "bootstrap"} <= set(told)
    assert told["Django"].supported_until and told["Python"].supported_until
    assert [one.name for one in packages() if not one.licence] == []
    assert [one.name for one in told.values() if not one.version] == []
    assert [one.name for one in told.values() if one.name in {"axe-core", "pytest"}] == []
    assert end_of_support("PostgreSQL", "15.18") == datetime.date(2027, 11, 11)
    assert end_of_support("PostgreSQL", "150.1") is None


@pytest.mark.django_db
def test_people_are_counted_where_they_can_be_told_apart():
    year = make_year()
    make_user()

    told = {one.holding.name: one for one in data_classes()}

    assert set(PEOPLE_IN) | {FREE_TEXT, UPLOAD, ACHIEVEMENT} == set(HOLDINGS)
    assert len(told) == len(HOLDINGS)
    assert told["Tài khoản, liên hệ"].people == 3
    assert told["Chức vụ, vai trò"].people == len({year.secretary, year.verifier})
    assert told["Lời văn có thể nêu tên người"].people is None


@pytest.mark.django_db
def test_the_description_is_of_this_site_and_says_where_it_does_not_know_whose_it_is(settings):
    missing = level_paper(DAY)
    assert [block.text for block in missing.blocks if isinstance(block, Paragraph) and block.is_missing] == [
        UNKNOWN
    ]

    make_province()
    paper = level_paper(DAY)
    told = text_of(paper)
    assert "Chủ quản hệ thống thông tin: Ủy ban nhân dân tỉnh Quảng Trị" in told and UNKNOWN not in told
    assert paper.missing == []
    assert "Khóa phiên sau 15 phút không thao tác" in told and "Viết đăng ký, báo cáo của hội" in told
    assert paper.letterhead.name == "BAN THI ĐUA - KHEN THƯỞNG TỈNH"

    make_province("tỉnh Hà Giang")  # of two provinces it is to be said who owns the site
    settings.SITE_OWNER, settings.SITE_OPERATOR = "Sở Nội vụ", "Trung tâm Dữ liệu"
    assert "Đơn vị vận hành: Trung tâm Dữ liệu" in text_of(level_paper(DAY))


@pytest.mark.django_db
def test_the_command_writes_the_papers_as_pdf_and_word(tmp_path, capsys):
    make_province()
    make_user(full_name="Nguyễn Thị Rà Soát")

    call_command("security_level_papers", tmp_path)

    written = sorted(file.name for file in tmp_path.iterdir())
    names = ("danh-gia-tac-dong", "danh-sach-tai-khoan", "thuyet-minh-cap-do")
    assert written == [f"{name}.{form}" for name in names for form in ("docx", "pdf")]
    assert (tmp_path / "thuyet-minh-cap-do.pdf").read_bytes().startswith(b"%PDF")
    with ZipFile(tmp_path / "danh-sach-tai-khoan.docx") as word:
        assert "Nguyễn Thị Rà Soát" in word.read("word/document.xml").decode().replace("\u00a0", " ")


@pytest.mark.django_db
def test_the_page_shows_every_line_and_its_papers_are_downloaded(client):
    client.force_login(make_user(is_superuser=True))
    make_province()
    page = client.get(reverse("security-level")).text

    assert [line.text for line in LINES if line.text not in page] == []
    assert client.get(reverse("security-paper", args=["danh-sach-tai-khoan", "docx"])).status_code == 200
    assert client.get(reverse("security-paper", args=["thuyet-minh-cap-do", "exe"])).status_code == 404
    assert client.get(reverse("security-paper", args=["cai-khac", "pdf"])).status_code == 404


@pytest.mark.django_db
def test_the_list_of_accounts_has_each_of_them_and_room_to_decide():
    people = [make_user(full_name=f"Trần Văn {letter}") for letter in "ABC"]
    paper = accounts_paper(DAY)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]

    assert [row[1].partition(",")[0] for row in table.rows] == [person.full_name for person in people]
    assert {row[-1] for row in table.rows} == {""}
