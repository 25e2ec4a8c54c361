"""A paper is dated in its year or after it, and on no day to come."""

import pytest
from django.urls import reverse

from documents.models import IssuedDocument
from members.models import User
from pledges.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize("day", ["2019-01-09", "2099-01-09"])
def test_a_day_before_the_year_or_to_come_is_refused_beside_its_box(client, day):
    pledge = Pledge.objects.get(bloc_year__year=2024)
    client.force_login(User.objects.get(email__startswith="soan.hlg@"))
    address = reverse("awards:paper-issue", args=[pledge.bloc_year_id, "giao-uoc", pledge.pk])
    before = IssuedDocument.objects.count()

    page = client.post(address, {"dated": day})

    assert "Ngày văn bản từ 01/01/2024 đến hôm nay." in page.text and day in page.text
    assert IssuedDocument.objects.count() == before
