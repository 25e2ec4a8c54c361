"""Days and hours as they are typed here: 10/12/2024 and 17:00, in a browser of whatever language.

The browser's own boxes follow its language: an English one shows 10 December as 12/10/2024.
"""

import re
from typing import Any

from django import forms

from base.text import one_line

DAY, HOUR = "%d/%m/%Y", "%H:%M"
ISO_DAY = "%Y-%m-%d"
WRONG_DAY = "Ghi ngày/tháng/năm, ví dụ 10/12/2024."
WRONG_INSTANT = "Ghi ngày/tháng/năm và giờ:phút, ví dụ 10/12/2024 17:00."
WRONG_HOUR = "Ghi giờ:phút, ví dụ 08:30."
DOTTED = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})")
CLOCK = re.compile(r"(\d{1,2})\s*(?:giờ|[hg:])(?:\s*(\d{2}))?(?![\d/])", re.IGNORECASE)
BARE_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})(?!\d)")
BARE_INSTANT = re.compile(r"(\d{2})(\d{2})(\d{4}) ?(\d{2})(\d{2})")
BARE_HOUR = re.compile(r"(\d{1,2})(\d{2})")


def year_fault(year: int) -> None:
    if not 1900 <= year <= 2200:
        raise forms.ValidationError("Năm phải trong khoảng 1900 đến 2200.", code="year")


def plain_day(text: str) -> str:
    """10-12-2024, 10.12.2024 and 10122024 as 10/12/2024; anything else as it came."""
    text = one_line(text)
    if bare := BARE_DAY.fullmatch(text):
        return "/".join(bare.groups())
    return DOTTED.sub(r"\1/\2/\3", text)


def plain_hour(text: str) -> str:
    """8h30, 8 giờ 30 and 0830 as 8:30; anything else as it came."""
    text = one_line(text)
    if bare := BARE_HOUR.fullmatch(text):
        return ":".join(bare.groups())
    return CLOCK.sub(lambda found: f"{found[1]}:{found[2] or '00'}", text)


def plain_instant(text: str) -> str:
    """A day and an hour, the hour before or after it, as 10/12/2024 17:00; anything else as it came."""
    text = one_line(text).replace(",", " ")
    if bare := BARE_INSTANT.fullmatch(text):
        return "{}/{}/{} {}:{}".format(*bare.groups())
    text = one_line(plain_hour(plain_day(text)))
    if swapped := re.fullmatch(r"(\d{1,2}:\d{2}) (?:ngày )?(\d{1,2}/\d{1,2}/\d{4})", text):
        return f"{swapped[2]} {swapped[1]}"
    return text


def _box(
    widget: type[forms.DateInput | forms.TimeInput | forms.DateTimeInput], kind: str, shown: str, format: str
) -> Any:
    """A box that static/js/dates.js says in words; phones show the number keys."""
    attrs = {"data-when": kind, "placeholder": shown, "inputmode": "numeric", "autocomplete": "off"}
    return widget(attrs=attrs, format=format)


class DayField(forms.DateField):
    """A calendar day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = _box(forms.DateInput, "day", "ngày/tháng/năm", DAY)
        errors = {"invalid": WRONG_DAY} | kwargs.pop("error_messages", {})
        super().__init__(widget=widget, input_formats=[DAY, ISO_DAY], error_messages=errors, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_day(value) if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            year_fault(value.year)


class HourField(forms.TimeField):
    """An hour of a day that is known. In a table two hours stand without labels: the empty box says which one it is."""

    def __init__(self, *, shown: str = "giờ:phút", **kwargs: Any) -> None:
        widget = _box(forms.TimeInput, "hour", shown, HOUR)
        super().__init__(
            widget=widget, input_formats=[HOUR], error_messages={"invalid": WRONG_HOUR}, **kwargs
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_hour(value) if isinstance(value, str) else value)


class InstantField(forms.DateTimeField):
    """A deadline or a meeting: day and hour in Vietnam."""

    FORMATS = [f"{DAY} {HOUR}", f"{ISO_DAY}T{HOUR}", f"{ISO_DAY} {HOUR}"]

    def __init__(self, **kwargs: Any) -> None:
        widget = _box(forms.DateTimeInput, "instant", "ngày/tháng/năm giờ:phút", f"{DAY} {HOUR}")
        errors = {"invalid": WRONG_INSTANT} | kwargs.pop("error_messages", {})
        super().__init__(widget=widget, input_formats=self.FORMATS, error_messages=errors, **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            moment = super().to_python(plain_instant(value) if isinstance(value, str) else value)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if moment:
            year_fault(moment.year)
        return moment
