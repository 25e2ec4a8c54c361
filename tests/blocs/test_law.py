"""The law as data: kept by secretaries on pages, cited while it is in force."""

import datetime

import pytest
from django.urls import reverse

from blocs.documents import legal_bases
from blocs.models import AwardType, LegalInstrument
from tests.factories import make_association, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(law):
    return make_year().secretary


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
        "cited_in_papers": "on",
        "position": "7",
        "bases-TOTAL_FORMS": "1",
        "bases-INITIAL_FORMS": "0",
        "bases-0-award_type": award.pk,
        "bases-0-article": "khoản 2 Điều 12",
    } | changes


def test_a_secretary_adds_an_instrument_that_papers_then_cite(client, secretary):
    client.force_login(secretary)

    client.post(reverse("blocs:law-create"), facts())

    added = "Căn cứ Nghị định số 999/2026/NĐ-CP ngày 01 tháng 11 năm 2026 của Chính phủ"
    assert not any(line.startswith(added) for line in legal_bases(datetime.date(2026, 12, 31)))
    assert any(line.startswith(added) for line in legal_bases(datetime.date(2027, 1, 1)))
    flag = AwardType.objects.prefetch_related("bases__instrument").get(code="co-ubnd-tinh")
    held = [str(b) for b in flag.bases.all() if b.instrument.number == "999/2026/NĐ-CP"]
    assert held == ["khoản 2 Điều 12 Nghị định 999/2026/NĐ-CP"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"in_force_to": "2026-12-31"}, "Ngày hết hiệu lực phải từ ngày có hiệu lực"),
        ({"in_force_from": "2026-10-01"}, "Không thể có hiệu lực trước ngày ban hành"),
        ({"number": "98/2023/NĐ-CP"}, "tồn tại"),
        ({"bases-0-article": ""}, "bắt buộc"),
    ],
)
def test_mistakes_are_said_and_what_was_typed_stays(client, secretary, changes, said):
    client.force_login(secretary)

    page = client.post(reverse("blocs:law-create"), facts(**changes)).text

    assert said in page
    assert "quy định chi tiết Luật Thi đua, khen thưởng" in page
    assert LegalInstrument.objects.filter(number="999/2026/NĐ-CP").count() == 0


def test_an_instrument_ends_and_names_what_replaces_it(client, secretary):
    old = LegalInstrument.objects.get(number="29/2018/QĐ-UBND")
    client.force_login(secretary)
    url = reverse("blocs:law-edit", args=[old.pk])
    form = client.get(url).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    bases = {"bases-TOTAL_FORMS": "0", "bases-INITIAL_FORMS": "0"}

    client.post(url, kept | bases | {"in_force_to": "2025-06-30", "cited_in_papers": "on"})

    assert not any("29/2018" in line for line in legal_bases(datetime.date(2025, 7, 1)))
    assert any("29/2018" in line for line in legal_bases(datetime.date(2025, 6, 30)))


def test_everybody_reads_the_law_and_members_do_not_write_it(client, secretary):
    client.force_login(make_user(signs_for=make_association()))
    one = LegalInstrument.objects.first()

    assert client.get(reverse("blocs:law")).status_code == 200
    for name, args in (("blocs:law-create", []), ("blocs:law-edit", [one.pk])):
        assert client.get(reverse(name, args=args)).status_code == 403
        assert client.post(reverse(name, args=args), facts()).status_code == 403


def test_the_list_takes_the_same_queries_for_any_number(client, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    for n in range(30):
        day = datetime.date(2020, 1, 1)
        LegalInstrument.objects.create(
            kind="Quyết định", number=f"{n}/QĐ", title="x", issuer="y", issued_on=day, in_force_from=day
        )

    with django_assert_max_num_queries(8):
        client.get(reverse("blocs:law"))
