"""The law as data: kept by the province on pages, cited while it is in force."""

import datetime
import html
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from audit.models import AuditEntry
from blocs.documents import legal_bases
from blocs.law_loading import load_law
from blocs.models import AwardType, BaseSalary, LegalInstrument, prize_money
from blocs.reference import EARLIER
from demo.people import load_law_of_the_province
from members.models import Notice
from tests.factories import make_association, make_province, make_user, make_year
from tests.test_consistency import ROOMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(law):
    make_year()
    return make_user(province=make_province())


def facts(**changes) -> dict:
    award = AwardType.objects.get(code="co-ubnd-tinh")
    return {
        "kind": "Nghị định",
        "number": "999/2026/NĐ-CP",
        "title": "quy định chi tiết Luật Thi đua, khen thưởng",
        "issuer": "Chính phủ",
        "issued_on": "2026-11-01",
        "in_force_from": "2027-01-01",
        "in_force_to": "",
        "replaced_by": "",
        "amends": "",
        "province": "",
        "source": "",
        "note": "",
        "cited_in_papers": "on",
        "position": "7",
        "bases-TOTAL_FORMS": "1",
        "bases-INITIAL_FORMS": "0",
        "bases-0-award_type": award.pk,
        "bases-0-article": "khoản 2 Điều 12",
    } | changes


def test_the_province_adds_an_instrument_that_papers_then_cite(client, province):
    client.force_login(province)

    client.post(reverse("blocs:law-create"), facts())

    added = "Căn cứ Nghị định số 999/2026/NĐ-CP ngày 01 tháng 11 năm 2026 của Chính phủ"
    assert not cited(added, datetime.date(2026, 12, 31))
    assert cited(added, datetime.date(2027, 1, 1))
    flag = AwardType.objects.prefetch_related("bases__instrument").get(code="co-ubnd-tinh")
    held = [str(b) for b in flag.bases.all() if b.instrument.number == "999/2026/NĐ-CP"]
    assert held == ["khoản 2 Điều 12 Nghị định 999/2026/NĐ-CP"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"in_force_to": "2026-12-31"}, "Ngày hết hiệu lực phải từ ngày có hiệu lực"),
        ({"in_force_from": "2026-10-01"}, "Không thể có hiệu lực trước ngày ban hành"),
        ({"number": "98/2023/NĐ-CP"}, "tồn tại"),
        ({"bases-0-article": ""}, "Hãy ghi “Điểm, khoản, điều”."),
    ],
)
def test_mistakes_are_said_and_what_was_typed_stays(client, province, changes, said):
    client.force_login(province)

    page = client.post(reverse("blocs:law-create"), facts(**changes)).text

    assert said in page
    assert "quy định chi tiết Luật Thi đua, khen thưởng" in page
    assert LegalInstrument.objects.filter(number="999/2026/NĐ-CP").count() == 0


def test_an_instrument_ends_and_names_what_replaces_it(client, province):
    old = LegalInstrument.objects.get(number="15/2025/TT-BNV")
    client.force_login(province)
    url = reverse("blocs:law-edit", args=[old.pk])
    form = client.get(url).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    bases = {"bases-TOTAL_FORMS": "0", "bases-INITIAL_FORMS": "0"}

    client.post(url, kept | bases | {"in_force_to": "2026-06-30", "cited_in_papers": "on"})

    assert not cited("15/2025", datetime.date(2026, 7, 1))
    assert cited("15/2025", datetime.date(2026, 6, 30))


def test_each_change_of_the_law_has_its_history_and_is_told(client, province):
    one = LegalInstrument.objects.get(number="15/2025/TT-BNV")
    reader = make_year().secretary
    client.force_login(province)
    url = reverse("blocs:law-edit", args=[one.pk])
    form = client.get(url).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    bases = {"bases-TOTAL_FORMS": "0", "bases-INITIAL_FORMS": "0"}

    client.post(url, kept | bases | {"title": "tên đúng hơn", "cited_in_papers": "on"})

    (act,) = AuditEntry.objects.filter(action="law.written")
    assert (act.actor_id, act.subject) == (province.pk, f"blocs.legalinstrument:{one.pk}")
    assert f"“{one.title}” → “tên đúng hơn”" in act.what
    assert act.what in html.unescape(client.get(url).text)
    assert Notice.objects.get(to=reader).subject == "ĐÃ SỬA văn bản pháp luật: Thông tư 15/2025/TT-BNV"


@pytest.mark.parametrize("name", ["law-create", "law-edit", "law-check"])
def test_a_secretary_does_not_write_the_law_of_all_blocs(client, province, name):
    one = LegalInstrument.objects.first()
    client.force_login(make_year().secretary)

    url = reverse(f"blocs:{name}", args=[] if name == "law-create" else [one.pk])

    assert client.post(url, facts()).status_code == 403


def cited(words: str, day: datetime.date, province: str = "tỉnh Quảng Trị") -> bool:
    return any(words in line for line in legal_bases(day, make_province(province)))


LAW_2003 = "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"
AMENDED_2003 = (
    "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 14 tháng 6 năm 2005"
    " và ngày 16 tháng 11 năm 2013"
)
LAW_2022 = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
AMENDED_2022 = (
    "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 23 tháng 4 năm 2026"
)
DECREE_91 = (
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số điều"
    " của Luật Thi đua, khen thưởng"
)
DECREE_98 = (
    "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều"
    " của Luật Thi đua, khen thưởng"
)
DECREE_152 = (
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong"
    " lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng"
)
CIRCULAR_15 = (
    "Căn cứ Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ Nội vụ quy định biện pháp để tổ chức, hướng dẫn"
    " thi hành Luật Thi đua, khen thưởng và Nghị định số 152/2025/NĐ-CP"
)


@pytest.mark.parametrize(
    ("day", "bases"),
    [
        ("2023-12-20", [LAW_2003, AMENDED_2003, DECREE_91]),
        ("2024-01-09", [LAW_2022, DECREE_98]),
        ("2025-08-01", [LAW_2022, DECREE_152]),
        ("2026-09-30", [LAW_2022, DECREE_152, CIRCULAR_15]),
        ("2026-10-01", [LAW_2022, AMENDED_2022, DECREE_152, CIRCULAR_15]),
        ("2027-03-01", [LAW_2022, AMENDED_2022, CIRCULAR_15]),
    ],
)
def test_a_paper_cites_what_is_right_on_its_day(law, day, bases):
    assert legal_bases(datetime.date.fromisoformat(day), make_province("tỉnh Hà Giang")) == bases


@pytest.mark.parametrize(("year", "base"), [(2024, 28080000), (2026, 30360000)])
def test_prize_money_is_counted_by_the_base_salary_of_the_decision(law, year, base):
    flag = AwardType.objects.get(code="co-chinh-phu")

    day = datetime.date(2025, 12, 1) if year == 2024 else datetime.date(2026, 12, 1)

    assert prize_money(flag, day) == base


def test_no_province_gets_what_another_decided(law):
    """What is shipped is national law; the demo brings its province's own."""
    load_law_of_the_province(make_province())
    own = LegalInstrument.objects.get(number="29/2018/QĐ-UBND")
    LegalInstrument.objects.filter(pk=own.pk).update(title="tên đã sửa")

    load_law()

    own.refresh_from_db()
    assert own.title == "tên đã sửa"
    day = datetime.date(2024, 1, 12)
    assert cited("29/2018/QĐ-UBND", day)
    assert not cited("29/2018/QĐ-UBND", day, "tỉnh Hà Giang")


def test_a_provinces_instrument_older_than_the_law_in_force_is_told_to_who_keeps_it(client, law):
    client.force_login(make_user(is_superuser=True))
    assert "Ban hành trước luật đang có hiệu lực" not in client.get(reverse("blocs:law")).text

    load_law_of_the_province(make_province())

    page = " ".join(client.get(reverse("blocs:law")).text.split())
    assert "thay thế chưa:</strong> Quyết định 29/2018/QĐ-UBND." in page


def as_shipped_by_0_7_0() -> None:
    """The rows that a site of 0.7.0 holds, where they differ from today's."""
    load_law()
    LegalInstrument.objects.filter(number__in=["47/2005/QH11", "39/2013/QH13", "06/2026/QH16"]).delete()
    LegalInstrument.objects.update(checked_on=None, checked_by="", source="")
    for number, columns in EARLIER.items():
        values = {name: text or None if name == "in_force_to" else text for name, text in columns.items()}
        LegalInstrument.objects.filter(number=number).update(**values)
    LegalInstrument.objects.create(
        kind="Quyết định",
        number="29/2018/QĐ-UBND",
        title="ban hành quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh Quảng Trị",
        issuer="Ủy ban nhân dân tỉnh Quảng Trị",
        issued_on=datetime.date(2018, 11, 21),
        in_force_from=datetime.date(2018, 12, 1),
        cited_in_papers=True,
        position=9,
    )
    BaseSalary.objects.filter(since="2026-07-01").delete()


def test_a_running_site_gets_corrections_and_keeps_what_the_office_changed(db):
    make_province("tỉnh Quảng Trị")
    as_shipped_by_0_7_0()
    own = "quy định chi tiết (theo văn bản của tỉnh)"
    LegalInstrument.objects.filter(number="15/2025/TT-BNV").update(title=own)

    differences = load_law()

    assert legal_bases(datetime.date(2026, 10, 1), make_province("tỉnh Hà Giang"))[:3] == [
        LAW_2022,
        AMENDED_2022,
        DECREE_152,
    ]
    assert LegalInstrument.objects.get(number="152/2025/NĐ-CP").in_force_to == datetime.date(2027, 2, 28)
    assert LegalInstrument.objects.get(number="15/2025/TT-BNV").title == own
    assert BaseSalary.objects.filter(since="2026-07-01", amount=2530000).exists()
    (told,) = differences
    assert told.startswith("Thông tư 15/2025/TT-BNV, trích yếu: đang ghi “quy định chi tiết (theo")
    assert load_law() == differences  # at every start again, and nothing else happens
    assert cited(
        "của Ủy ban nhân dân tỉnh Quảng Trị ban hành Quy chế Thi đua, Khen thưởng tỉnh Quảng Trị",
        datetime.date(2026, 1, 1),
    )
    assert not cited("29/2018", datetime.date(2026, 1, 1), "tỉnh Hà Giang")


def test_what_was_shipped_of_one_province_is_cited_in_no_other(db):
    as_shipped_by_0_7_0()

    load_law()

    kept = LegalInstrument.objects.get(number="29/2018/QĐ-UBND")
    assert (kept.province, kept.cited_in_papers) == (None, False)


def test_the_administrator_is_told_what_is_kept_otherwise(client, law):
    LegalInstrument.objects.filter(number="98/2023/NĐ-CP").update(title="tên của tỉnh")
    client.force_login(make_user(is_superuser=True))

    assert "đang ghi “tên của tỉnh”" in client.get(reverse("blocs:law")).text


@pytest.mark.parametrize(
    ("today", "ending", "unchecked"),
    [("2026-11-29", False, False), ("2026-12-01", True, False), ("2027-06-15", False, True)],
)
def test_the_page_warns_of_what_ends_and_of_what_nobody_checked(client, province, today, ending, unchecked):
    with time_machine.travel(f"{today} 08:00+07:00"):
        client.force_login(province)
        page = client.get(reverse("blocs:law")).text

    assert ("Sắp hết hiệu lực, chưa có văn bản thay thế" in page) is ending
    assert ("Quá sáu tháng chưa đối chiếu" in page) is unchecked


def test_checking_an_instrument_is_noted_with_who_did_it(client, province):
    one = LegalInstrument.objects.get(number="06/2022/QH15")
    client.force_login(province)

    with time_machine.travel("2027-06-15 08:00+07:00"):
        client.force_login(province)
        client.post(reverse("blocs:law-check", args=[one.pk]))

    one.refresh_from_db()
    assert (one.checked_on, one.checked_by) == (datetime.date(2027, 6, 15), province.full_name)


def test_the_product_names_no_province_but_the_demo():
    root = Path(settings.BASE_DIR)
    files = list((root / "templates").rglob("*.html"))
    for room in ROOMS:
        files += (root / room).rglob("*.py")
    named = [
        str(path.relative_to(root))
        for path in files
        if "Quảng Trị" in path.read_text(encoding="utf-8")
        and "demo" not in path.parts
        and "migrations" not in path.parts
    ]
    assert len(files) > 200
    # The correction of what earlier versions shipped to all; the list of all provinces; what bin/run prints when it
    # loads the demo.
    assert sorted(named) == [
        "blocs/reference.py",
        "members/reference.py",
        "operations/management/commands/serve.py",
    ]


def test_everybody_reads_the_law_and_members_do_not_write_it(client, province):
    client.force_login(make_user(signs_for=make_association()))
    one = LegalInstrument.objects.first()

    assert client.get(reverse("blocs:law")).status_code == 200
    for name, args in (("blocs:law-create", []), ("blocs:law-edit", [one.pk])):
        assert client.get(reverse(name, args=args)).status_code == 403
        assert client.post(reverse(name, args=args), facts()).status_code == 403


def test_the_list_takes_the_same_queries_for_any_number(client, province, django_assert_max_num_queries):
    client.force_login(province)
    for n in range(30):
        day = datetime.date(2020, 1, 1)
        LegalInstrument.objects.create(
            kind="Quyết định", number=f"{n}/QĐ", title="x", issuer="y", issued_on=day, in_force_from=day
        )

    with django_assert_max_num_queries(12):
        client.get(reverse("blocs:law"))
