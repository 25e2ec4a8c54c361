"""What one row of an office's list says of an association and of its people, and how their names are read."""

import re

from django import forms

from base.dates import DayField
from base.forms import BaseFormMixin
from base.vietnamese import search_key
from documents.capacities import without_degree
from members.forms import PhoneField, without_address
from members.models import FORMS_OF_ADDRESS

SMALL_WORDS = {"và", "các", "của", "tỉnh", "thành", "phố"}  # with their tones: thanh niên is no thành phố


def without_digits(name: str) -> None:
    if re.search(r"\d{4}", name):  # a telephone number that stands in the wrong column
        raise forms.ValidationError("Họ và tên không có chữ số.")


class AssociationLine(BaseFormMixin, forms.Form):
    """What a row says of an association."""

    official_name = forms.CharField(label="Tên hội", max_length=250, validators=[without_address])
    short_name = forms.CharField(max_length=120, required=False, validators=[without_address])
    abbreviation = forms.CharField(max_length=30, required=False)
    parent_name = forms.CharField(max_length=200, required=False)
    letterhead_name = forms.CharField(max_length=250, required=False, widget=forms.Textarea)
    collective = forms.CharField(max_length=100, required=False)
    founding_decision = forms.CharField(max_length=250, required=False)
    address = forms.CharField(max_length=250, required=False)
    phone = PhoneField(max_length=40, required=False)
    joined_on = DayField(required=False)


class PersonLine(BaseFormMixin, forms.Form):
    """What a row says of one of its people."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=100, validators=[without_address, without_digits]
    )
    position = forms.CharField(max_length=100, required=False, validators=[without_address])
    email = forms.EmailField(
        label="Thư điện tử",
        max_length=254,
        error_messages={"invalid": "Chưa phải một địa chỉ thư, ví dụ ten@hoi.vn."},
    )
    person_phone = PhoneField(max_length=40, required=False)

    def clean_full_name(self) -> str:
        """As papers print it: nothing before the name, and not in capitals."""
        name = without_degree(self.cleaned_data["full_name"])
        return name.title() if name.isupper() else name

    def form_of_address(self) -> str:
        """Ông or Bà where the list says it before the name."""
        first = self["full_name"].value().split()[:1]
        return next(
            (form for form, _ in FORMS_OF_ADDRESS if [form.casefold()] == [*map(str.casefold, first)]), ""
        )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


def bare_key(name: str, province: str) -> str:
    """By what a body is known however it is written: Hội Văn học - Nghệ thuật tỉnh An Lạc → hoi van hoc nghe thuat."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", search_key(name)).split())
    plain = plain.removesuffix(search_key(province)).strip()
    return re.sub(r" (tinh|thanh pho)$", "", plain)


def short_of(official_name: str, province: str) -> str:
    """Hội Luật gia tỉnh Hà Giang → Hội Luật gia."""
    short = re.sub(rf"\s*{re.escape(province)}\s*$", "", official_name, flags=re.IGNORECASE).strip()
    return (short or official_name)[:120]


def initials(name: str) -> str:
    """Hội Luật gia → HLG, as offices abbreviate a body in the number of its papers."""
    words = [word for word in re.split(r"[\s,()/-]+", name) if word and word.lower() not in SMALL_WORDS]
    return "".join(word[0].upper() for word in words if word[0].isalpha())[:30]
