"""What a table would change in the draft is shown before it does. Proves blocs/comparing.compare_lines."""

import pytest

from blocs.comparing import compare_lines
from blocs.criteria_lines import Line
from blocs.models import CriteriaSet
from tests.factories import make_year

from .test_criteria_sheets import book_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    year = make_year()
    year.criteria_sets.all().delete()
    client.force_login(year.secretary)
    draft = CriteriaSet.objects.create(bloc_year=year, version=1, scale=100)
    for n, (code, text, points) in enumerate(
        [("I", "Tuyên truyền", 60), ("II", "Vận động", 30), ("III", "Thi đua", 10)]
    ):
        draft.criteria.create(code=code, text=text, max_points=points, position=n, kind="judged")
    return draft


def test_lines_are_new_changed_or_as_before_and_what_is_gone_is_named(draft):
    lines = [
        Line(1, "I", "Tuyên truyền", "60", 0),
        Line(2, "II", "Vận động quần chúng", "25 điểm", 0, needs_evidence=True),
        Line(3, "IV", "Đoàn kết", "15", 0, kind="bonus"),
    ]

    compared, gone = compare_lines(draft, lines)

    assert [change.notes for change in compared] == [
        (),
        ("Nội dung trước đây: Vận động", "Điểm trước đây: 30", "Nay cần minh chứng"),
        ("Mới",),
    ]
    assert [criterion.code for criterion in gone] == ["III"]


def test_the_page_shows_the_difference_to_the_draft(client, draft):
    page = upload(client, draft, book_of(["I", "Tuyên truyền", 60, None], ["II", "Vận động", 40, None]))

    assert "0 dòng mới, 1 dòng đổi, 1 dòng như cũ, 1 dòng không còn." in " ".join(page.text.split())
    assert "III. Thi đua" in page.text
    assert "Điểm trước đây: 30" in page.text
