"""A deadline in an English browser: the day first, and in words beneath."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import Step, make_year

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
DUE = datetime.datetime(2024, 12, 10, 17)


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, {"width": 390, "height": 844}])
def test_a_deadline_is_shown_day_first_and_said_in_words(person, size):
    year = make_year(year=2024, until=Step.REGISTRATION_OPENED)
    milestone = year.milestones.get(kind=Step.SELF_SCORING_CLOSED)
    year.milestones.filter(pk=milestone.pk).update(due_at=timezone.make_aware(DUE))
    hoa = person(year.secretary, **size)
    hoa.open(f"/years/{year.pk}/milestones/")
    assert hoa.page.evaluate("navigator.language").startswith("en")
    box = hoa.page.locator(f"#id_row{milestone.pk}-due_at")

    assert box.input_value() == "10/12/2024 17:00"
    hoa.sees("17 giờ 00, thứ Ba, ngày 10 tháng 12 năm 2024")
    box.fill("150120250830")
    box.blur()
    assert box.input_value() == "15/01/2025 08:30"
    hoa.sees("08 giờ 30, thứ Tư, ngày 15 tháng 01 năm 2025")
    box.fill("17h ngày 10/12/2024")
    hoa.sees("17 giờ 00, thứ Ba, ngày 10 tháng 12 năm 2024")
    box.fill("31/02/2025 08:30")
    box.blur()
    hoa.sees("Không có ngày giờ này. Ghi như 10/12/2024 17:00.")
    box.fill("15/01/2025 8h30")
    hoa.press("Lưu")
    hoa.page.locator(".alert-success").wait_for()

    milestone.refresh_from_db()
    assert timezone.localtime(milestone.due_at).replace(tzinfo=None) == datetime.datetime(2025, 1, 15, 8, 30)
