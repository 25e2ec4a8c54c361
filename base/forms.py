"""What every form here shares: crispy without its own <form> tag, Vietnamese text in one Unicode form."""

import hashlib
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpRequest

from base.text import clean_value, one_line
from base.vietnamese import number, read_number

BOXES = (forms.TextInput, forms.NumberInput, forms.EmailInput, forms.Textarea, forms.FileInput)


def add_bootstrap_class(widget: Any) -> None:
    """Bootstrap's class on a box that a template draws without crispy, as in the cells of a table."""
    if isinstance(widget, forms.CheckboxInput):
        widget.attrs.setdefault("class", "form-check-input")
    elif isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        widget.attrs.setdefault("class", "form-select")
    elif isinstance(widget, BOXES):
        widget.attrs.setdefault("class", "form-control")


class LineArea(forms.Textarea):
    """A box for one line that is long: it wraps, and a line break in it is a blank."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 2} | (attrs or {}))


class OrderInput(forms.NumberInput):
    """The number by which rows of a table are ordered; static/js/order.js puts ↑ and ↓ in its place."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"data-order": "", "class": "form-control points"} | (attrs or {}))


def stamp_of(values: Any) -> str:
    """A short mark of what was stored when a page was opened."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


class StaleCheckForm(forms.Form):
    """A hidden mark of what the page showed. Where something else is stored by now, the first save is refused.

    The page then shows the typed text with the present mark, so that the next save is made knowingly.
    """

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, stored: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = stamp_of(stored)
        self.fields["stamp"].initial = self.now
        self.was_changed = self.is_bound and self.data.get("stamp") != self.now
        if self.was_changed:
            self.data = {"stamp": self.now}


CHANGED = (
    "Người khác đã sửa phần này sau khi anh/chị mở trang. Nội dung anh/chị nhập vẫn còn ở dưới, chưa lưu;"
    " hãy mở lại trang ở cửa sổ khác để so, rồi bấm Lưu lần nữa nếu vẫn muốn ghi."
)


def is_one_line(field: Any) -> bool:
    """Whether a person types a single line here: no text area, no password, nothing hidden."""
    widget = getattr(field, "widget", None)
    return type(widget) in (forms.TextInput, forms.EmailInput, LineArea) and isinstance(
        field, forms.CharField
    )


def name_in_refusal(field: Any) -> None:
    """An empty box is told by its name, in place of Django's one sentence for all of them."""
    if field.error_messages.get("required") is not forms.Field.default_error_messages["required"]:
        return
    if not field.label:
        return
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    field.error_messages["required"] = f"Hãy {'chọn' if chosen else 'ghi'} “{field.label}”."


LONGEST_KEY = 18  # digits; a longer number is the key of no row, and a database does not take it


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows, chosen by their keys."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:40]},
                )
        return super().clean(value)


NO_CHOICE = "(chưa chọn)"
DASHES = BLANK_CHOICE_DASH[0][1]  # Django's own word for no choice


def name_no_choice(field: Any) -> None:
    """“(chưa chọn)” in place of a row of dashes."""
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = NO_CHOICE
    is_of_model = isinstance(field, forms.TypedChoiceField)  # as a model's field with choices makes it
    choices = list(field.choices) if is_of_model else []
    if choices[:1] == BLANK_CHOICE_DASH:
        field.choices = [("", NO_CHOICE), *choices[1:]]


class BaseFormMixin(forms.BaseForm):
    """Mixed into forms: <form> and its buttons stay with the template, text comes out clean (base/text.py)."""

    fields: dict[str, Any]  # what a field has depends on its kind

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            add_bootstrap_class(field.widget)
            name_in_refusal(field)
            name_no_choice(field)

    def clean(self) -> Any:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            field = self.fields.get(name)
            value = self.cleaned_data[name] = self._clean_value(field, value)
            most = getattr(field, "max_length", None)
            if most and isinstance(value, str) and len(value) > most:  # some letters take more room in NFC
                self.add_error(name, f"Dài quá {most} ký tự.")
        return self.cleaned_data

    @staticmethod
    def _clean_value(field: Any, value: Any) -> Any:
        if isinstance(getattr(field, "widget", None), forms.PasswordInput):
            return value
        value = clean_value(value)
        return one_line(value) if isinstance(value, str) and is_one_line(field) else value


def saves_itself(request: HttpRequest) -> bool:
    """Whether a page's script sent this by itself, and wants JSON rather than a page."""
    return request.headers.get("X-Autosave") == "1"


def row_forms(form_class: Any, rows: Any, data: Any = None, *, named: str = "row", **kwargs: Any) -> list:
    """One small form per row, named by the row's key, so that a stale page can never write into another row.

    Callables among `kwargs` are asked for each row's own value.
    """
    return [
        form_class(
            data,
            prefix=f"{named}{row.pk}",
            **{name: value(row) if callable(value) else value for name, value in kwargs.items()},
        )
        for row in rows
    ]


def all_valid(*forms: Any) -> bool:
    """Whether every one of the forms is valid; looks at all of them, so that every error shows."""
    verdicts = [form.is_valid() for form in forms]
    return all(verdicts)


def share_choices(field: forms.ModelChoiceField, choices: list | None) -> None:
    """Rows of a table offer the same choices: they are read once a page, not once a row."""
    if choices is not None:
        field.widget.choices = choices


def choices_of(field: Any) -> list:
    """The choices of a field as a list, to be shared by all rows."""
    return [(str(getattr(value, "value", value)), label) for value, label in field.choices]


class NumberInput(forms.TextInput):
    """A box for a number typed the Vietnamese way; phones show the number keys."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))


LONGEST = 18  # digits of a number that can be stored


class NumberField(forms.DecimalField):
    """A decimal typed as 1.980,5 or 1980,5 or 98.5. `thousands=False` reads every dot as a decimal sign."""

    widget = NumberInput
    default_error_messages = {
        "invalid": "Hãy nhập một số, ví dụ 98,5.",
        "max_digits": "Số này quá lớn.",
        "max_whole_digits": "Số này quá lớn.",
    }

    def __init__(self, *, thousands: bool = True, **kwargs: Any) -> None:
        self.thousands = thousands
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MinValueValidator):
                validator.message = "Phải từ %(limit_value)s trở lên."
            elif isinstance(validator, MaxValueValidator):
                validator.message = "Không được quá %(limit_value)s."

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            read = read_number(value, thousands=self.thousands)
            if read is None:
                too_long = sum(character.isdecimal() for character in value) > LONGEST
                why = "Số này quá lớn." if too_long else self.error_messages["invalid"]
                raise forms.ValidationError(why, code="invalid")
            return read
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else number(value, grouped=self.thousands)
