"""The impact file and the sheet of a breach are filled from the facts of the site."""

import datetime
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from documents.papers import Paragraph, Table
from operations.privacy.breach import Breach, named_without_account, people_to_tell, readable, touched
from operations.privacy.papers import breach_paper, impact_paper
from pledges.models import Pledge
from tests.factories import Step, make_association, make_province, make_report, make_user, make_year

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 30)


def breach_of(account=None, **facts) -> Breach:
    now = timezone.now()
    return Breach(
        **{"since": now - datetime.timedelta(hours=2), "until": now, "found_at": now} | facts, account=account
    )


def said(paper) -> str:
    words = []
    for block in paper.blocks:
        words += [" | ".join(row) for row in block.rows] if isinstance(block, Table) else [block.text]
    return "\n".join(words)


@pytest.fixture
def administrator(client):
    person = make_user(full_name="Hồ Quản Trị", is_superuser=True)
    client.force_login(person)
    return person


def test_who_is_named_without_an_account_in_what_was_written_is_told(client, administrator):
    thief = make_user(full_name="Lê Mất Mật Khẩu")
    year = make_year()
    signed = {"position": "Chủ tịch", "signed_at": timezone.now(), "recorded_by": thief}
    pledge = Pledge.draft(year)
    one = pledge.signatures.create(association=year.bodies[0], signer="Bùi Không Tài Khoản", **signed)
    other = pledge.signatures.create(association=year.bodies[1], signer=administrator.full_name, **signed)
    pledge.signatures.create(association=year.bodies[2], signer="Vũ Không Động Tới", **signed)
    for signature in (one, other):
        record("pledge.signed", signature, what="Ký", by=thief)

    assert named_without_account(breach_of(thief)) == ["Bùi Không Tài Khoản"]
    assert named_without_account(breach_of(administrator)) == []
    assert "Bùi Không Tài Khoản" in said(breach_paper(breach_of(thief), DAY))


def test_rows_written_to_are_counted_by_kind_and_outside_the_time_nothing_is():
    thief, victim = make_user(), make_user(full_name="Lê Bị Hại")
    make_user(full_name="Trần Không Liên Quan")
    for _ in range(2):
        record("user.written", victim, what="Đổi điện thoại", by=thief)
    record("report.submitted", make_report(), what="Nộp", by=make_user())

    by_thief = breach_of(thief)
    earlier = breach_of(until=by_thief.since + datetime.timedelta(minutes=5))

    assert [(one.kind, one.rows) for one in touched(by_thief)] == [("người dùng", 1)]
    assert "Tài khoản, liên hệ" in touched(by_thief)[0].classes
    assert {one.kind for one in touched(breach_of())} >= {"người dùng", "báo cáo"}
    assert by_thief.acts().count() == 2
    assert touched(earlier) == [] and people_to_tell(earlier) == []
    assert people_to_tell(by_thief) == sorted(
        [thief, victim], key=lambda person: (person.search_key, person.pk)
    )


def test_of_an_account_it_says_what_it_could_read_and_who_is_to_be_told():
    year = make_year(until=Step.SELF_SCORING_OPENED)
    report = make_report(year, year.bodies[2], state="submitted")
    of_the_member = make_user(signs_for=report.association)
    stranger = make_user(signs_for=make_association(province=make_province("tỉnh Hà Giang")))

    could_read = {what: count for what, count, _ in readable(year.secretary)}
    told = people_to_tell(breach_of(year.secretary))

    assert could_read["Báo cáo"] == 1
    assert {year.secretary, of_the_member} <= set(told) and stranger not in told
    assert {what: count for what, count, _ in readable(stranger)}["Báo cáo"] == 0


def test_the_notice_says_when_it_is_due_and_what_nobody_has_filled_in():
    make_province()
    found_at = timezone.make_aware(datetime.datetime(2026, 11, 27, 8, 30))
    account = make_user(full_name="Lê Mất Máy")
    draft = breach_paper(breach_of(account, found_at=found_at), DAY)
    filled = breach_paper(
        breach_of(
            account, found_at=found_at, what="Mất điện thoại.", consequences="Lộ số.", measures="Đã khóa."
        ),
        DAY,
    )

    assert "hạn thông báo 08:30 ngày 30/11/2026" in said(draft) and "Lê Mất Máy" in said(draft)
    missing = [block.text for block in draft.blocks if isinstance(block, Paragraph) and block.is_missing]
    assert len(missing) == 4 and len(filled.missing) == 1
    assert "Mất điện thoại." in said(filled)


def test_the_impact_file_names_every_class_of_data_and_what_protects_it():
    make_province()
    told = said(impact_paper(DAY))

    for words in (
        "Thành tích cá nhân",
        "Ai làm việc gì, lúc nào",
        "Khóa phiên sau 15 phút",
        "Ủy ban nhân dân tỉnh",
    ):
        assert words in told
    missing = impact_paper(DAY).missing  # what the site cannot know, it does not claim
    assert len(missing) == 4 and [text for text in missing if "nước ngoài" in text]


def test_the_page_shows_whom_it_touches_and_gives_the_notice(client, administrator, tmp_path):
    lost = make_user(full_name="Lê Mất Máy", email="mat@hoi.example")
    record("report.submitted", what="Nộp", by=lost)
    now = timezone.localtime()
    typed = {
        "account": "MAT@hoi.example",
        "since": (now - datetime.timedelta(days=1)).strftime("%d/%m/%Y %H:%M"),
        "until": (now + datetime.timedelta(minutes=1)).strftime("%d/%m/%Y %H:%M"),
        "found_at": now.strftime("%d/%m/%Y %H:%M"),
        "what": "Mất điện thoại <b>hôm qua</b>",
    }

    page = client.post(reverse("breach-sheet"), typed).text
    assert "Nhật ký ghi 1 việc" in page and "mat@hoi.example" in page
    assert "&lt;b&gt;hôm qua" in page

    word = client.post(reverse("breach-sheet"), typed | {"paper": "1"})
    (tmp_path / "notice.docx").write_bytes(word.content)
    with ZipFile(tmp_path / "notice.docx") as file:
        assert "Lê Mất Máy" in file.read("word/document.xml").decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"account": "ai@do.example"}, "Không có tài khoản nào dùng địa chỉ này."),
        ({"until": "01/01/2020 08:00"}, "Lúc kết thúc phải sau lúc bắt đầu."),
        ({"found_at": "01/01/2020 08:00"}, "Lúc phát hiện không thể trước lúc bắt đầu."),
        ({"found_at": "01/01/2199 08:00"}, "Lúc này chưa đến."),
        ({"since": "hôm qua"}, "Ghi ngày/tháng/năm và giờ:phút"),
    ],
)
def test_what_cannot_be_is_said_beside_its_box_and_what_was_typed_stays(
    client, administrator, change, sentence
):
    typed = {
        "since": "01/11/2026 08:00", "until": "02/11/2026 08:00", "found_at": "03/11/2026 08:00", "what": "Mất máy",
    }  # fmt: skip

    page = client.post(reverse("breach-sheet"), typed | change).text

    assert sentence in page and "Mất máy" in page and "Hạn thông báo" not in page


def test_it_is_for_administrators_of_the_site_alone(client):
    client.force_login(make_user(province=make_province(), administers_province=True))
    assert client.get(reverse("breach-sheet")).status_code == 403
    assert client.post(reverse("breach-sheet"), {}).status_code == 403
