"""One box finds what whoever asks may see, accents or not, by number and by year, in the same few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Officer, User
from pledges.models import Version
from portal.search import find
from tests.factories import make_association, make_user, provincial_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def someone(name: str) -> User:
    return User.objects.get(email__startswith=f"{name}@")


def texts(user, words: str) -> dict[str, list[str]]:
    return {heading: [hit.text for hit in hits] for heading, hits in find(user, words)}


def test_without_accents_with_a_year():
    found = texts(someone("soan.hlg"), "hoi luat gia 2023")

    assert found["Các hội"] == ["Hội Luật gia tỉnh Quảng Trị"]
    assert found["Báo cáo"] == [
        "Báo cáo tổng kết năm 2023, Hội Luật gia",
        "Báo cáo sơ kết 6 tháng 2023, Hội Luật gia",
    ]


def test_reports_are_found_by_their_kind_and_ones_own_by_the_year_alone():
    user = someone("soan.tnxp")

    assert texts(user, "so ket 2023")["Báo cáo"] == [
        "Báo cáo sơ kết 6 tháng 2023, Hội Cựu thanh niên xung phong"
    ]
    own = texts(user, "2023")["Báo cáo"]
    assert len(own) == 2 and all("Hội Cựu thanh niên xung phong" in text for text in own)
    assert len(texts(someone("tinh"), "so ket 2023")["Báo cáo"]) == 8


def test_a_year_alone_finds_the_year():
    assert texts(someone("soan.hlg"), "2023")["Khối và năm thi đua"] == ["Năm thi đua 2023"]


def test_a_paper_is_found_by_its_number_and_by_its_words():
    paper = provincial_letter()
    secretary = someone("soan.hlg")

    assert paper.named in texts(secretary, str(paper.number))["Văn bản"]
    assert paper.named in texts(secretary, paper.reference)["Văn bản"]
    assert paper.named in texts(secretary, "to trinh")["Văn bản"]


def test_what_was_handed_in_is_found_by_its_receipt_and_by_nobody_else():
    version = Version.objects.exclude(report=None).order_by("pk").last()
    officer = version.report.association.officers.select_related("user").first()
    year = version.report.bloc_year
    served = [officer.association_id, year.lead_id, year.deputy_id]
    foreign = Officer.objects.exclude(association__in=served).select_related("user").first().user

    assert texts(officer.user, version.code.lower())["Bản đã nộp"] == [f"Biên nhận {version.code}"]
    assert "Bản đã nộp" not in texts(foreign, version.code)
    assert "Bản đã nộp" not in texts(officer.user, version.code[:-1] + "X")


def test_a_draft_of_another_member_and_its_people_stay_hidden():
    outsider, member, province = make_user(), someone("soan.tnxp"), someone("tinh")
    chair = someone("lanhdao.hlg")

    assert "Báo cáo" not in texts(outsider, "luat gia") and "Văn bản" not in texts(outsider, "to trinh")
    assert "Người của các hội" not in texts(member, chair.full_name)
    assert chair.full_name in texts(province, chair.full_name)["Người của các hội"]
    assert any("Luật gia" in text for text in texts(province, "luat gia")["Báo cáo"])
    assert all("Luật gia" not in text for text in texts(member, "luat gia").get("Báo cáo", []))


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "\x00", "a" * 5000, "'; DROP TABLE", "100%_"])
def test_odd_words_find_nothing_and_break_nothing(client, words):
    client.force_login(someone("soan.hlg"))

    assert client.get(reverse("search"), {"q": words.replace("\x00", "")}).status_code == 200
    assert find(someone("soan.hlg"), words) == []


def test_the_same_queries_for_three_and_for_three_hundred():
    secretary = someone("soan.hlg")

    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            find(someone("soan.hlg"), "hoi")
        return len(queries)

    find(secretary, "hoi")
    few = counted()
    for n in range(60):
        make_association(official_name=f"Hội thử thứ {n}")
    assert counted() <= few


def test_the_palette_gets_the_list_alone(client):
    client.force_login(someone("soan.hlg"))
    answer = client.get(reverse("search"), {"q": "luat gia"}, headers={"X-Part": "1"})

    assert "data-group" in answer.text and "<html" not in answer.text


def test_the_pages_of_the_latest_years_come_first():
    user = someone("soan.hlg")

    (heading, hits), *_ = find(user, "xếp")
    assert heading == "Trang của năm"
    assert [hit.text for hit in hits] == ["Xếp hạng 2024", "Xếp hạng 2023"]
    assert texts(user, "giao uoc 2023")["Trang của năm"] == ["Giao ước 2023"]
    assert "Trang của năm" not in texts(make_user(), "xếp")
