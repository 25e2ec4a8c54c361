"""Drawings say what their tables say, and are shown to whom the figures are."""

import datetime
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.charts import DrawnRow, Shade, by_section, claimed_and_found, pictures, ranks_over_years
from awards.standings import score_table
from blocs.models import BlocYear
from documents import charts
from members.models import Association, User
from tests.documents.pdf import read
from tests.factories import make_scored_year, make_user, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
CLAIMED = "hội tự chấm cao hơn kết quả"


def someone(name: str) -> User:
    return User.objects.get(email__startswith=f"{name}@")


@pytest.fixture
def year():
    return BlocYear.objects.with_parties().get(year=2023)


def texts(svg: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text")]


def test_each_drawing_is_whole_and_says_what_its_table_says(year):
    found = pictures(someone("soan.hlg"), year)

    assert len(found) == 9
    for picture in found:
        said = " ".join(texts(picture.svg))
        assert picture.rows and all(len(row) == len(picture.heads) for row in picture.rows)
        for row in picture.rows:
            name = row[1] if picture.heads[0] == "Ngày" else row[0]
            assert name in said or picture.heads[0] == "Ngày"


def test_claimed_and_found_are_those_of_the_ranking(year):
    table = score_table(year)
    picture = claimed_and_found(table)

    assert [row[2] for row in picture.rows] == [
        str(row.final.total.normalize()).replace(".", ",") for row in table.rows
    ]
    assert picture.title == "12 trên 16 hội tự chấm cao hơn kết quả"


def test_a_member_sees_only_what_is_published(year):
    member = someone("soan.tnxp")
    assert any(p.title.endswith(CLAIMED) for p in pictures(member, year))
    BlocYear.objects.filter(pk=year.pk).update(ranking_published_at=None)
    hidden = BlocYear.objects.with_parties().get(pk=year.pk)

    assert not [p for p in pictures(member, hidden) if p.title.endswith(CLAIMED)]
    assert not [p for p in pictures(member, hidden) if "theo ngày" in p.title]
    assert [p for p in pictures(someone("soan.hlg"), hidden) if "theo ngày" in p.title]


def test_ranks_over_years_follow_what_one_may_see(year, monkeypatch):
    body = Association.objects.get(code="nkt")
    assert ranks_over_years(someone("soan.hlg"), body) is None  # one year is a sentence, no picture

    table = score_table(year)
    monkeypatch.setattr("awards.charts.score_table", lambda _year: table)

    assert ranks_over_years(someone("soan.hlg"), body).rows[:2] == [["2023", "1/16"], ["2024", "1/16"]]
    assert ranks_over_years(make_user(), body) is None


def test_the_same_queries_however_many_members(client):
    def counted(members: int) -> int:
        scored = make_scored_year([{"I": 50, "II": 40}] * members)
        client.force_login(scored.secretary)
        address = reverse("awards:pictures", args=[scored.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert counted(2) == counted(12)


def test_names_cannot_break_a_drawing():
    svg = charts.bar_chart([('<script>"&', Decimal(3))], full=Decimal(5))

    assert texts(svg)[0] == '<script>"&'


def test_stairs_rise_once_for_each_paper():
    days = [datetime.date(2023, 2, n) for n in (3, 1, 3)]
    svg = charts.step_chart(days, total=4, due=datetime.date(2023, 2, 2))

    assert len(re.findall(r" V", svg)) == 3 and "3/4" in texts(svg) and 'class="limit"' in svg


def test_a_share_of_nothing_is_no_share():
    svg = charts.heat_map(["I.1", "I.2"], [("Hội A", [Decimal("0.5"), None])])

    assert texts(svg) == ["I.1", "I.2", "Hội A", "50", "–"]


@pytest.mark.parametrize(
    ("share", "text", "level"),
    [
        (None, "–", 0),
        ("1", "100 %", 0),
        ("0.97", "97 %", 1),
        ("0.9", "90 %", 2),
        ("0.75", "75 %", 3),
        ("0", "0 %", 4),
    ],
)
def test_a_cell_is_the_darker_the_more_was_lost(share, text, level):
    shade = Shade.of("I.1", None if share is None else Decimal(share))

    assert (shade.head, shade.text.replace("\u00a0", " "), shade.level) == ("I.1", text, level)


def test_each_member_has_its_panel_with_its_share_of_each_section(year):
    table = score_table(year)

    picture = by_section(table)

    assert picture.heads == ["Hội", *table.sections]
    most = {c.code: c.max_points for c in table.criteria_set.tree if c.depth == 0}
    assert len(picture.rows) == 16
    for row, shown in zip(table.rows, picture.rows, strict=True):
        shares = [row.final.sections[code] / most[code] * 100 for code in table.sections]
        assert shares
        shares = [f"{share.quantize(Decimal(1), ROUND_HALF_UP)} %" for share in shares]
        assert shown == [row.association.short_name, *shares]
    assert len(re.findall('class="bar"', picture.svg)) == len(table.rows) * len(table.sections)


@pytest.mark.parametrize(("name", "sees_days"), [("soan.hlg", True), ("soan.tnxp", False)])
def test_the_paper_shows_the_same_drawings_and_tables_as_the_page(client, year, name, sees_days):
    user = someone(name)
    client.force_login(user)

    pdf = read(client.get(reverse("awards:pictures-pdf", args=[year.pk])).content)

    said = " ".join(pdf.text.split())
    found = pictures(user, year)
    assert found
    for n, picture in enumerate(found, 1):
        assert f"{n}. {picture.title}" in said
        told = " ".join(cell for row in picture.rows for cell in row).split()
        assert not Counter(told) - Counter(said.split())  # a long name may be broken into lines
    assert ("Nộp báo cáo năm theo ngày" in said) == sees_days


def test_a_year_without_figures_has_a_paper_that_says_so(client):
    year = make_year()
    client.force_login(year.verifier)

    page = client.get(reverse("awards:pictures", args=[year.pk]))
    pdf = read(client.get(reverse("awards:pictures-pdf", args=[year.pk])).content)

    assert "Bản in (PDF)" not in page.text
    assert "Chưa có số liệu nào để vẽ" in pdf.text


class TestDrawnRows:
    """On a page a line of a drawing has its letters at the size of the page, and the same figures as the paper."""

    def test_a_bar_that_stays_under_the_limit_is_marked(self):
        enough = DrawnRow.bar("Hội A", "13/16", Fraction(13, 16), limit=Fraction(4, 5))
        short = DrawnRow.bar("Hội B", "12/16", Fraction(12, 16), limit=Fraction(4, 5))

        assert (enough.end, enough.limit, enough.is_short) == ("81.2%", "80.0%", False)
        assert short.is_short

    def test_votes_and_pairs_are_drawn_line_by_line(self, client, year):
        client.force_login(someone("soan.hlg"))

        page = client.get(reverse("awards:pictures", args=[year.pk]))

        drawn = [picture for picture in page.context["pictures"] if picture.drawn]
        assert len(drawn) >= 3
        for picture in drawn:
            assert [row.name for row in picture.drawn] == [row[0] for row in picture.rows]
            for row in picture.drawn:
                assert row.value in page.text
