"""An association's names as its administrator writes them, and the name it takes from a day on."""

import datetime

import pytest
from django.urls import reverse

from audit.models import AuditEntry
from members.association_forms import IDENTITY
from members.models import Association
from tests.factories import make_association, make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(client):
    province = make_province("tỉnh Hà Giang")
    client.force_login(make_user(province=province, administers_province=True))
    return make_association(province=province, official_name="Ban đại diện Hội Người cao tuổi tỉnh Hà Giang")


def facts_of(body) -> dict[str, str]:
    return {name: getattr(body, name) for name in IDENTITY}


def test_a_mistake_in_a_name_is_mended_and_stands_in_the_log(client, body):
    lines = "BAN ĐẠI DIỆN\nHỘI NGƯỜI CAO TUỔI"
    facts = facts_of(body) | {"short_name": "Hội NCT", "letterhead_name": lines, "phone": ""}

    client.post(reverse("members:association-edit", args=[body.pk]), facts)

    body.refresh_from_db()
    assert (body.short_name, body.letterhead_name) == ("Hội NCT", lines)
    assert "“Hội NCT”" in AuditEntry.objects.get(action="association.written").what


def test_a_new_name_leaves_the_old_one_its_days(client, body):
    facts = facts_of(body) | {"official_name": "Hội Người cao tuổi tỉnh Hà Giang", "on": "01/07/2025"}

    client.post(reverse("members:association-rename", args=[body.pk]), facts)

    body = Association.objects.get(pk=body.pk)
    assert body.name_on(datetime.date(2025, 6, 30)).startswith("Ban đại diện")
    assert body.name_on(datetime.date(2025, 7, 1)) == "Hội Người cao tuổi tỉnh Hà Giang"
    assert AuditEntry.objects.filter(action="association.renamed").count() == 1


@pytest.mark.parametrize(
    ("name", "on", "why"),
    [
        ("Hội Người cao tuổi tỉnh Hà Giang", "01/01/2024", "còn trong thời gian của một tên cũ"),
        ("Hội Người cao tuổi tỉnh Hà Giang", "01/01/2190", "không quá một năm"),
        ("", "01/07/2025", "Tên chưa đổi"),
    ],
)
def test_a_new_name_has_a_day_of_its_own(client, body, name, on, why):
    body.former_names.create(**facts_of(body) | {"official_name": "Tên xưa"}, until=datetime.date(2024, 6, 1))
    facts = facts_of(body) | {"official_name": name or body.official_name, "on": on}

    page = client.post(reverse("members:association-rename", args=[body.pk]), facts)

    assert why in page.text
    assert Association.objects.get(pk=body.pk).official_name == body.official_name
