"""Tables of rows: one more row, another order, both there after saving."""

import pytest
from django.urls import reverse

from tests.factories import make_year

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year():
    made = make_year(members=2)
    made.outline.all().delete()
    for position, title in enumerate(["Một", "Hai", "Ba"], 1):
        made.outline.create(title=title, position=position)
    return made


def titles(year) -> list[str]:
    return list(year.outline.values_list("title", flat=True))


def test_rows_are_moved_and_added(person, year):
    secretary = person(year.secretary)
    secretary.open(reverse("blocs:outline-edit", args=[year.pk, "sections"]))
    rows = secretary.page.locator("tbody tr")

    rows.nth(2).get_by_label("Đưa lên một dòng").click()
    secretary.press("+ Thêm dòng")
    rows.last.get_by_label("Tiêu đề mục").fill("Bốn")
    rows.nth(4).get_by_label("Đưa lên một dòng").click()  # past the row that is left empty
    rows.nth(3).get_by_label("Đưa lên một dòng").click()
    secretary.press("Lưu")
    secretary.sees("Đã lưu.")

    assert titles(year) == ["Một", "Ba", "Bốn", "Hai"]


def test_a_refused_table_keeps_the_order_it_was_given(person, year):
    secretary = person(year.secretary)
    secretary.open(reverse("blocs:outline-edit", args=[year.pk, "sections"]))
    rows = secretary.page.locator("tbody tr")

    rows.nth(2).get_by_label("Đưa lên một dòng").click()
    rows.nth(0).get_by_label("Tiêu đề mục").fill("")
    secretary.press("Lưu")
    secretary.page.locator(".invalid-feedback, .errorlist").first.wait_for()
    secretary.page.locator("tbody tr").nth(0).get_by_label("Tiêu đề mục").fill("Không")
    secretary.press("Lưu")
    secretary.sees("Đã lưu.")

    assert titles(year) == ["Không", "Ba", "Hai"]


def test_a_criterion_shows_only_the_boxes_of_its_kind(person, year):
    draft = year.criteria_sets.create(version=1, scale=100)
    secretary = person(year.secretary)
    secretary.open(reverse("blocs:criterion-add", args=[draft.pk]))
    kind, steps = (
        secretary.page.get_by_label("Cách chấm"),
        secretary.page.get_by_text("Mức đạt được", exact=True),
    )

    seen = {}
    for label in ("Chấm từ 0 đến tối đa", "Theo mức đạt được", "Điểm trừ"):
        kind.select_option(label=label)
        boxes = [secretary.page.get_by_label(name) for name in ("Điểm khi nộp muộn", "Điểm trừ mỗi lần")]
        seen[label] = [steps.is_visible(), *(box.is_visible() for box in boxes)]

    assert seen == {
        "Chấm từ 0 đến tối đa": [False, False, False],
        "Theo mức đạt được": [True, False, False],
        "Điểm trừ": [False, False, True],
    }
