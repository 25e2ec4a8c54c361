"""Days and hours are typed and shown as they are written in Vietnam, whatever the browser's language."""

import datetime
import importlib

import pytest
from django import forms
from django.utils import timezone

from base.dates import DayField, HourField, InstantField

pytestmark = pytest.mark.screens  # not of the database

DAY = datetime.date(2024, 12, 10)
FORMS = [
    "awards.forms", "blocs.forms", "blocs.law_forms", "blocs.year_forms", "documents.forms", "members.forms",
    "pledges.forms", "pledges.forms.bulk",
]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["10/12/2024", "10-12-2024", "10.12.2024", " 10 / 12 / 2024 ", "10122024", "2024-12-10"]
)
def test_a_day_is_read_day_first(typed):
    assert DayField().clean(typed) == DAY


@pytest.mark.parametrize(
    "typed", ["12/31/2024", "31/02/2024", "10/12/24", "10/12", "hôm nay", "10/12/2024 17:00"]
)
def test_a_day_that_is_none_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="ví dụ 10/12/2024"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "10/12/2024 17:00",
        "10/12/2024, 17:00",
        "10/12/2024 17h00",
        "10/12/2024 17h",
        "10/12/2024 17 giờ 00",
        "17:00 10/12/2024",
        "17h00 ngày 10/12/2024",
        "17h ngày 10/12/2024",
        "17 giờ 10/12/2024",
        "17h, 10/12/2024",
        "10122024 1700",
        "101220241700",
        "2024-12-10T17:00",
    ],
)
def test_an_instant_is_read_day_first_with_its_hour(typed):
    assert timezone.localtime(InstantField().clean(typed)).replace(tzinfo=None) == datetime.datetime(
        2024, 12, 10, 17
    )


@pytest.mark.parametrize("typed", ["10/12/2024", "10/12/2024 25:00", "12/31/2024 08:00", "17:00", "9" * 40])
def test_an_instant_without_its_hour_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="ví dụ 10/12/2024 17:00"):
        InstantField().clean(typed)


@pytest.mark.parametrize("typed", ["08:30", "8:30", "8h30", "8 giờ 30", "0830", "830"])
def test_an_hour_is_read_as_one_writes_it(typed):
    assert HourField().clean(typed) == datetime.time(8, 30)


def test_what_is_stored_is_shown_as_it_is_typed():
    moment = timezone.make_aware(datetime.datetime(2024, 12, 10, 8, 5))

    class Shown(forms.Form):
        day, instant, hour = DayField(), InstantField(), HourField()

    page = Shown(initial={"day": DAY, "instant": moment, "hour": datetime.time(8, 5)}).as_p()

    assert 'type="text" name="day" value="10/12/2024"' in page
    assert 'type="text" name="instant" value="10/12/2024 08:05"' in page
    assert 'type="text" name="hour" value="08:05"' in page


def forms_of(module: str) -> list[type[forms.BaseForm]]:
    found = vars(importlib.import_module(module)).values()
    return [one for one in found if isinstance(one, type) and hasattr(one, "base_fields")]


def test_no_form_leaves_a_date_to_the_browser():
    dates = [
        (form.__name__, name, type(field))
        for module in FORMS
        for form in forms_of(module)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField)
    ]

    assert len(dates) > 15
    assert [one for one in dates if not issubclass(one[2], DayField | InstantField | HourField)] == []
