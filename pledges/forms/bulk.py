"""Rows of the secretariat's workbook: associations, their people, last year's figures."""

from django import forms

from base.dates import DayField
from base.forms import BaseFormMixin, NumberField
from base.vietnamese import number
from members.forms import PhoneField, without_address
from members.models import Association, Officer


class RowForm(BaseFormMixin, forms.Form):
    """One row of one sheet. `known` are the facts of the database that rows are checked against."""

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known

    def change(self) -> str:
        """What saving this row would change, as a sentence; empty where it changes nothing."""
        raise NotImplementedError


class AssociationRow(RowForm):
    """A member of the bloc. An official name is not changed here: a new name has a date and a decision."""

    code = forms.SlugField(max_length=30)
    official_name = forms.CharField(max_length=250)
    short_name = forms.CharField(max_length=120)
    abbreviation = forms.CharField(max_length=30)
    parent_name = forms.CharField(max_length=200, required=False)
    letterhead_name = forms.CharField(max_length=250, required=False, widget=forms.Textarea)
    collective = forms.CharField(max_length=100, required=False)
    place = forms.CharField(max_length=60, required=False)
    address = forms.CharField(max_length=250, required=False)
    phone = PhoneField(max_length=40, required=False)
    joined_on = DayField(required=False)

    ONCE = ("code", "official_name", "joined_on")

    @property
    def held(self) -> Association | None:
        return self.known.associations.get(self.cleaned_data.get("code"))

    def clean_joined_on(self):
        day = self.cleaned_data["joined_on"]
        if day and self.held is None and (sentence := self.known.frozen(day)):
            raise forms.ValidationError(sentence)
        return day

    def clean(self):
        data = super().clean()
        if self.held is None:
            if not data.get("joined_on") and "joined_on" not in self.errors:
                self.add_error("joined_on", "Hội mới: ghi ngày vào khối, ví dụ 01/01/2023.")
        elif self.held.pk not in self.known.members:
            self.add_error("code", "Mã này là của một hội ngoài khối.")
        elif data.get("official_name") not in (None, self.held.official_name):
            self.add_error(
                "official_name",
                f"Tên đang ghi là “{self.held.official_name}”. Đổi tên có ngày hiệu lực, nhờ quản trị ghi.",
            )
        return data

    def changed_names(self) -> list[str]:
        fields = [name for name in self.fields if name not in self.ONCE]
        return [name for name in fields if getattr(self.held, name) != (self.cleaned_data[name] or "")]

    def change(self) -> str:
        if self.held is None:
            return f"Thêm {self.cleaned_data['official_name']} vào khối"
        changed = self.changed_names()
        labels = [str(f.verbose_name) for f in Association._meta.concrete_fields if f.name in changed]
        return f"Sửa {self.held.short_name}: {', '.join(labels)}" if labels else ""


class OfficerRow(RowForm):
    """Somebody of an association that has no signatory in here yet; afterwards it invites its people itself."""

    ROLES = {label.lower(): role for role, label in Officer.Role.choices}

    code = forms.SlugField(max_length=30)
    full_name = forms.CharField(max_length=120)
    email = forms.EmailField(
        max_length=254, error_messages={"invalid": "Chưa phải một địa chỉ thư, ví dụ ten@hoi.vn."}
    )
    position = forms.CharField(max_length=100)
    role = forms.CharField(max_length=30)
    phone = PhoneField(max_length=40, required=False)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_role(self):
        if (role := self.ROLES.get(self.cleaned_data["role"].lower())) is None:
            raise forms.ValidationError("Ghi “Người soạn” hoặc “Lãnh đạo ký”.")
        return role

    def clean(self):
        data = super().clean()
        code, email = data.get("code"), data.get("email")
        if code and code not in self.known.codes:
            self.add_error("code", "Không có hội nào mang mã này trong khối hay ở bảng “Các hội”.")
        elif email and not self.is_held and (signatory := self.known.signatories.get(code)):
            self.add_error("code", f"Hội này đã có lãnh đạo ký ({signatory}); người của hội do hội tự mời.")
        if not self.is_held:
            self._refuse_addresses()
        name = self.known.people.get(email)
        if name and data.get("full_name") not in (None, name):
            self.add_error("full_name", "Địa chỉ thư này đang là của người họ tên khác.")
        return data

    def _refuse_addresses(self) -> None:
        """Who is invited gets a letter with these texts."""
        for name in ("full_name", "position"):
            try:
                without_address(self.cleaned_data.get(name, ""))
            except forms.ValidationError as error:
                self.add_error(name, error)

    @property
    def is_held(self) -> bool:
        return (self.cleaned_data.get("code"), self.cleaned_data.get("email")) in self.known.offices

    def change(self) -> str:
        data = self.cleaned_data
        role = Officer.Role(data["role"]).label.lower()
        body = self.known.names.get(data["code"], data["code"])
        return "" if self.is_held else f"Mời {data['full_name']} làm {role} của {body}"


class FigureRow(RowForm):
    """Last year's figure of one association for one indicator of the year."""

    code = forms.SlugField(max_length=30)
    association = forms.CharField(max_length=250, required=False)
    indicator = forms.CharField(max_length=200)
    unit = forms.CharField(max_length=40)
    value = NumberField(required=False, min_value=0, max_digits=18, decimal_places=2)

    def clean(self):
        data = super().clean()
        if data.get("code") and data["code"] not in self.known.codes:
            self.add_error("code", "Không có hội nào mang mã này trong khối.")
        named = (data.get("indicator"), data.get("unit"))
        if all(named) and named not in self.known.indicators:
            self.add_error("indicator", "Năm này không có chỉ tiêu tên và đơn vị tính như vậy.")
        elif not self.errors and self.known.year.is_locked and self.change():
            self.add_error("value", f"Điểm năm {self.known.year.year} đã khóa, số liệu không sửa được nữa.")
        return data

    @property
    def held(self):
        data = self.cleaned_data
        return self.known.figures.get((data["code"], data["indicator"], data["unit"]))

    def change(self) -> str:
        data = self.cleaned_data
        if data["value"] is None or data["value"] == self.held:
            return ""
        before = f" (đang ghi {number(self.held)})" if self.held is not None else ""
        body = self.known.names.get(data["code"], data["code"])
        return f"{body}: {data['indicator']} {number(data['value'])} {data['unit']}{before}"
