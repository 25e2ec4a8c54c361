"""What a new province and a new bloc are asked once."""

from typing import ClassVar

from django import forms

from base.forms import BaseFormMixin
from members.forms import without_address
from members.models import Province, User, kin_of, people_named_for

from .models import Bloc, BlocYear

WITH_KIND = ("tỉnh ", "thành phố ")


class FirstAdministratorForm(BaseFormMixin, forms.Form):
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư điện tử", max_length=254, help_text="Dùng để đăng nhập.")
    password = forms.CharField(
        label="Mật khẩu", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class ProvinceForm(BaseFormMixin, forms.ModelForm):
    """A province. Only its name must be typed: the other lines follow from it, and may be changed."""

    class Meta:
        model = Province
        fields: ClassVar[list[str]] = [
            "name",
            "short_name",
            "place",
            "committee",
            "council",
            "standing_agency",
            "addressees",
        ]
        labels: ClassVar[dict[str, str]] = {"name": "Tỉnh, thành phố"}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "name": forms.TextInput(attrs={"list": "provinces", "autocomplete": "off"}),
            "addressees": forms.Textarea(attrs={"rows": 3}),
        }

    FOLLOWS = ("short_name", "place", "committee", "council", "standing_agency", "addressees")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.FOLLOWS:
            self.fields[name].required = False

    def clean_name(self):
        name = self.cleaned_data["name"]
        kind = next((kind for kind in WITH_KIND if name.lower().startswith(kind)), "")
        rest = name[len(kind) :].strip()
        if not kind or not rest:
            raise forms.ValidationError("Ghi cả chữ tỉnh hoặc thành phố, ví dụ: tỉnh Hà Giang.")
        return kind + (rest.title() if rest.isupper() else rest)

    def clean(self):
        data = super().clean()
        if name := data.get("name"):
            for field, text in lines_of_a_province(name).items():
                data[field] = data.get(field) or text
        return data


def lines_of_a_province(name: str) -> dict[str, str]:
    """What its papers say, as most provinces have it: tỉnh Hà Giang → ỦY BAN NHÂN DÂN TỈNH HÀ GIANG and so on."""
    kind = next(kind for kind in WITH_KIND if name.lower().startswith(kind)).strip()
    short = name[len(kind) + 1 :]
    council = f"Hội đồng Thi đua - Khen thưởng {kind}"
    return {
        "short_name": short,
        "place": short,
        "committee": f"ỦY BAN NHÂN DÂN {name.upper()}",
        "council": council,
        "standing_agency": f"Sở Nội vụ {name}",
        "addressees": f"Chủ tịch Ủy ban nhân dân {name}\n{council}",
    }


class BlocForm(BaseFormMixin, forms.ModelForm):
    """A bloc. The lines of its papers are the province's unless they are changed here."""

    class Meta:
        model = Bloc
        fields: ClassVar[list[str]] = [
            "name",
            "short_name",
            "symbol",
            "parent_name",
            "place",
            "standing_agency",
            "addressees",
            "keeps_order",
        ]
        labels: ClassVar[dict[str, str]] = {"name": "Tên đầy đủ của khối", "short_name": "Tên gọi tắt"}
        widgets: ClassVar[dict[str, forms.Widget]] = {"addressees": forms.Textarea(attrs={"rows": 3})}

    FOLLOWS: ClassVar[dict[str, str]] = {
        "parent_name": "committee",
        "place": "place",
        "standing_agency": "standing_agency",
        "addressees": "addressees",
    }

    def __init__(self, *args, province: Province, **kwargs):
        super().__init__(*args, **kwargs)
        self.province = province
        for name in ("short_name", "symbol", *self.FOLLOWS):
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        data["short_name"] = data.get("short_name") or data.get("name", "")[:100]
        data["symbol"] = data.get("symbol") or "KTĐ"
        for field, source in self.FOLLOWS.items():
            data[field] = data.get(field) or getattr(self.province, source)
        same = Bloc.objects.filter(province=self.province, name=data.get("name")).exclude(pk=self.instance.pk)
        if data.get("name") and same.exists():
            self.add_error("name", "Tỉnh này đã có khối mang tên này.")
        return data


class ServiceForm(BaseFormMixin, forms.Form):
    """Who serves a year: the secretary, of the lead's people; the verifier of the lead's sheet, of the deputy's."""

    secretary = forms.ModelChoiceField(label="Thư ký khối", queryset=User.objects.none())
    verifier = forms.ModelChoiceField(
        label="Người thẩm định bảng điểm của Trưởng khối", queryset=User.objects.none()
    )

    def __init__(self, *args, year: BlocYear, **kwargs):
        super().__init__(*args, **kwargs)
        for name, body in (("secretary", year.lead), ("verifier", year.deputy)):
            field = self.fields[name]
            field.queryset = people_named_for(body.pk)
            field.help_text = f"Người của {body.short_name}."
            if len(field.queryset) == 1:
                field.initial = field.queryset[0]


class ProvinceOfficerForm(BaseFormMixin, forms.Form):
    """Somebody of the standing agency, who reads every bloc of the province."""

    full_name = forms.CharField(label="Họ và tên", max_length=100, validators=[without_address])
    email = forms.EmailField(
        label="Thư điện tử", max_length=254, help_text="Thư mời được gửi tới địa chỉ này."
    )
    administers_province = forms.BooleanField(
        label="Cũng là quản trị của tỉnh: mở khối, ghi các hội, mời người", required=False
    )

    def __init__(self, *args, province: Province, **kwargs):
        super().__init__(*args, **kwargs)
        self.province = province

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        known = User.objects.filter(email=email).first()
        if known and known.province_id == self.province.pk:
            raise forms.ValidationError("Người này đã là cán bộ của tỉnh.")
        if known and (known.province_id or known.is_superuser or self.is_of_another(known)):
            raise forms.ValidationError("Địa chỉ thư này đang dùng ở nơi khác, hãy ghi địa chỉ khác.")
        return email

    def is_of_another(self, person: User) -> bool:
        """Whether this person belongs to other provinces alone, by their offices."""
        own = kin_of([self.province.pk])
        return bool(person.offices) and not own & person.known_province_ids
