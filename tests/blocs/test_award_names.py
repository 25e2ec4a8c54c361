"""What an award is called on a day in a province, and how many of it a bloc may propose. Proves blocs/models/law.py."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from awards.models import Nomination, Proposal
from awards.papers import draft
from blocs.law_loading import load_law
from blocs.models import AwardType, BlocYear
from tests.documents.issued_case import sheet_of
from tests.factories import make_province

pytestmark = pytest.mark.django_db
CERTIFICATE = "bang-khen-tinh"


@pytest.mark.parametrize(
    ("day", "province", "name"),
    [
        (datetime.date(2023, 12, 31), "tỉnh Hà Giang", "Bằng khen của Ủy ban nhân dân tỉnh"),
        (datetime.date(2024, 1, 1), "tỉnh Hà Giang", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
        (datetime.date(2024, 1, 1), "thành phố Huế", "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố"),
    ],
)
def test_an_award_has_the_name_of_its_law_and_of_its_place(law, day, province, name):
    assert AwardType.objects.get(code=CERTIFICATE).name_on(day, make_province(province)) == name


def test_an_earlier_database_learns_the_earlier_name_and_keeps_what_an_office_wrote(law):
    certificate = AwardType.objects.filter(code=CERTIFICATE)
    certificate.update(earlier_name="", renamed_on=None)
    load_law()
    assert certificate.get().earlier_name == "Bằng khen của Ủy ban nhân dân tỉnh"

    certificate.update(name="Bằng khen của tỉnh", earlier_name="", renamed_on=None)
    load_law()
    assert certificate.get().earlier_name == ""


def test_an_earlier_name_has_its_day(law):
    flag = AwardType.objects.get(code="co-ubnd-tinh")
    flag.earlier_name = "Cờ thi đua của tỉnh"
    with pytest.raises(ValidationError, match="Ghi cả tên trước đó và ngày đổi tên"):
        flag.full_clean()


@pytest.mark.usefixtures("demo")
def test_papers_of_a_city_call_its_awards_by_its_name():
    year = BlocYear.objects.with_parties().get(year=2023)
    type(year.bloc.province).objects.update(name="thành phố Quảng Trị")
    year = BlocYear.objects.with_parties().get(year=2023)

    paper = draft(sheet_of(year, "to-trinh"), year)

    assert "Cờ thi đua của Ủy ban nhân dân thành phố" in paper.abstract
    assert "nhân dân tỉnh" not in " ".join([paper.abstract, *(str(block) for block in paper.blocks)])


@pytest.mark.usefixtures("demo")
def test_every_award_may_have_a_number_of_its_own(client):
    government = AwardType.objects.get(code="co-chinh-phu")
    proposal = Nomination.objects.get(award_type=government).proposal
    year = proposal.bloc_year
    assert Nomination.objects.filter(proposal=proposal, award_type=government).count() == 1
    assert not [line for line in proposal.warnings() if "chỉ tiêu" in line]

    BlocYear.objects.filter(pk=year.pk).update(award_quotas={"co-chinh-phu": 0})
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert "Đề nghị 1 Cờ thi đua của Chính phủ, chỉ tiêu của khối là 0." in proposal.warnings()

    running = BlocYear.objects.get(year=2024)
    client.force_login(running.secretaries()[0])
    address = reverse("blocs:rules", args=[running.pk])
    page = client.get(address)
    form = page.context["form"]
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    typed = {name: "" if value is None else value for name, value in typed.items()}
    typed |= {"reminder_days": [7, 0], "flag_quota_by_size": "", "stamp": page.context["stamp"].now}
    client.post(address, typed | {"quota_co-chinh-phu": "1", "quota_bang-khen-tinh": ""})
    assert BlocYear.objects.get(year=2024).award_quotas == {"co-chinh-phu": 1}
