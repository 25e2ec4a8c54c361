"""Every list of a page is there as a workbook and as CSV. Proves documents/list_downloads.py."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.urls import reverse
from openpyxl import load_workbook

from blocs.models import BlocYear
from documents.list_downloads import as_csv, list_download, names_of
from documents.spreadsheets import Listing
from members.models import User

LISTS = {  # {address: how many lists it gives}
    "pledges:completeness-xlsx": 1,
    "pledges:score-states-xlsx": 2,
    "pledges:overclaims-xlsx": 1,
    "pledges:targets-xlsx": 1,
    "blocs:events-xlsx": 1,
    "awards:over-years-xlsx": 2,
    "awards:prizes-xlsx": 1,
    "awards:register-xlsx": 1,
    "awards:statistics-xlsx": 1,
}


def table_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_cell_is_read_by_another_program_and_is_no_formula():
    at = datetime.datetime(2023, 12, 31, 23, 59, tzinfo=datetime.UTC)
    listing = Listing(
        "Mẫu", "Tiêu đề", [("Hội", 30), ("Điểm", 8), ("Lúc", 17)], [["=1+1", Decimal("98.50"), at]]
    )

    assert table_of(as_csv(listing)) == [
        ["Hội", "Điểm", "Lúc"],
        ["'=1+1", "98.50", "2024-01-01T06:59:00+07:00"],
    ]


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (
            ["Hội", "Đăng ký", "Lúc", "Giao ước", "Lúc"],
            ["Hội", "Đăng ký", "Lúc (Đăng ký)", "Giao ước", "Lúc (Giao ước)"],
        ),
        (["Họp", "Họp", "Dự"], ["Họp", "Họp 2", "Dự"]),
        (["STT", "Họp", "Họp"], ["STT", "Họp (STT)", "Họp (STT) 2"]),
    ],
)
def test_no_two_columns_have_one_name(headings, names):
    assert names_of(headings) == names


@pytest.mark.parametrize("turn", ["0", "2", "-1", "một", "9999999999999999999999"])
def test_a_list_that_is_not_there_is_not_found(turn):
    request = RequestFactory().get("/")
    request.GET = QueryDict(f"csv={turn}")
    with pytest.raises(Http404):
        list_download(request, "mau", Listing("Mẫu", "Tiêu đề", [("Hội", 30)], []))


@pytest.mark.django_db
@pytest.mark.screens
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", LISTS)
def test_the_lists_of_the_real_case_say_the_same_in_both(client, name):
    client.force_login(User.objects.get(email__startswith="soan.nct@"))
    url = reverse(name, args=[BlocYear.objects.get(year=2023).pk])
    sheets = load_workbook(io.BytesIO(client.get(url).content)).worksheets
    assert len(sheets) == LISTS[name]

    for turn, sheet in enumerate(sheets, 1):
        answer = client.get(url, {"csv": turn})
        table = table_of(answer.content)

        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        headings = [cell.value for cell in sheet[3]]
        assert table[0] == names_of(headings)
        assert len(set(table[0])) == len(headings)
        assert len(table) == sheet.max_row - 2
    assert client.get(url, {"csv": len(sheets) + 1}).status_code == 404


@pytest.mark.django_db
@pytest.mark.screens
@pytest.mark.usefixtures("demo")
def test_pages_offer_both(client):
    client.force_login(User.objects.get(email__startswith="soan.nct@"))
    year = BlocYear.objects.get(year=2023)
    for page in ("pledges:overclaims", "awards:prizes", "awards:over-years", "blocs:events"):
        told = client.get(reverse(page, args=[year.pk])).text
        assert f'<a href="{reverse(f"{page}-xlsx", args=[year.pk])}?csv">CSV</a>' in told
    told = client.get(reverse("pledges:completeness", args=[year.pk]), {"sort": "late"}).text
    assert "&amp;sort=late&amp;csv" in told
