"""Forms of the conference: when and where, the roll, the agenda, the tellers, the prose of the minutes."""

from typing import Any

from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils import timezone

from awards.models import AgendaItem, Conference, Teller
from base.dates import HourField, InstantField
from base.forms import BaseFormMixin, LineArea, OrderInput, choices_of, share_choices
from base.vietnamese import instant
from pledges.models import Pledge


class NextTasksMixin(forms.ModelForm):
    """With what the conference resolves for the next year; it is kept with the year."""

    next_year_tasks = forms.CharField(
        label="Nhiệm vụ trọng tâm năm sau (mỗi dòng một ý)",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Như hội nghị thống nhất; được đưa vào biên bản, giao ước và kế hoạch năm sau.",
    )


class ConferenceForm(BaseFormMixin, forms.ModelForm):
    """When and where the conference meets and who conducts it. What was said and when it ended is written later.

    Why it met without enough members is asked only where the roll was too short.
    """

    starts_at = InstantField(label="Bắt đầu lúc")

    class Meta:
        model = Conference
        fields = [
            "starts_at",
            "place",
            "chair",
            "chair_position",
            "secretary",
            "guests",
            "invitation_notes",
            "next_pledge",
            "quorum_override",
        ]
        widgets = {
            "guests": forms.Textarea(attrs={"rows": 3}),
            "invitation_notes": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        following = Pledge.objects.filter(bloc_year__bloc=year.bloc, bloc_year__year=year.year + 1)
        self.fields["next_pledge"].queryset = following.select_related("bloc_year")
        self.fields["next_pledge"].empty_label = "Không ký tại hội nghị này"
        if not following.exists():
            del self.fields["next_pledge"]
        if not self.is_short:
            del self.fields["quorum_override"]
        self.year = year.year

    @property
    def is_short(self) -> bool:
        """Whether the roll was called and too few were there, or a reason for that is written already."""
        conference = self.instance
        if not conference.pk:
            return False
        is_called = conference.attendances.exists()
        return bool(conference.quorum_override) or (is_called and not conference.opened_with_quorum())

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        if not self.year <= timezone.localtime(starts_at).year <= self.year + 2:
            raise forms.ValidationError(f"Hội nghị này họp trong các năm {self.year} đến {self.year + 2}.")
        return starts_at


class ClosingForm(BaseFormMixin, forms.Form):
    """When the conference ended; with that its results stand."""

    ended_at = InstantField(label="Kết thúc lúc")
    draws_up = forms.BooleanField(
        label="Lập luôn hồ sơ đề nghị từ kết quả bỏ phiếu", required=False, initial=True
    )

    def __init__(self, *args, conference: Conference, **kwargs):
        """On the day itself now is offered; later the hour is looked up in one's notes."""
        super().__init__(*args, **kwargs)
        self.starts_at = conference.starts_at
        is_today = conference.day == timezone.localdate()
        self.initial["ended_at"] = conference.ended_at or (timezone.localtime() if is_today else None)

    def clean_ended_at(self):
        ended_at = self.cleaned_data["ended_at"]
        if ended_at > timezone.now():
            raise forms.ValidationError("Giờ này chưa tới; ghi khi hội nghị đã kết thúc.")
        if ended_at <= self.starts_at:
            raise forms.ValidationError(f"Phải sau giờ bắt đầu ({instant(self.starts_at)}).")
        return ended_at


class RollForm(BaseFormMixin, forms.Form):
    """One member at roll call."""

    is_present = forms.TypedChoiceField(
        label="Có mặt",
        choices=[("1", "Có mặt"), ("0", "Vắng")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn có mặt hay vắng."},
    )
    delegate = forms.CharField(
        label="Đại biểu",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Họ và tên"}),
    )
    position = forms.CharField(
        label="Chức vụ",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Chức vụ"}),
    )
    absence_reason = forms.CharField(label="Lý do vắng", max_length=200, required=False)
    arrived_at = HourField(label="Đến lúc", shown="đến lúc", required=False)
    left_at = HourField(label="Về lúc", shown="về lúc", required=False)
    proxy_to: Any = forms.ModelChoiceField(
        label="Ủy quyền cho", queryset=None, required=False, empty_label="Không ủy quyền"
    )
    proxy_document = forms.CharField(label="Giấy ủy quyền số", max_length=120, required=False)

    def __init__(self, *args, members, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proxy_to"].queryset = members
        share_choices(self.fields["proxy_to"], shared)

    @classmethod
    def shared(cls, members) -> list:
        return choices_of(cls(members=members).fields["proxy_to"])

    @property
    def who(self) -> list:
        return [self[name] for name in ("delegate", "position")]

    @property
    def hours(self) -> list:
        return [self[name] for name in ("arrived_at", "left_at")]

    @property
    def if_absent(self) -> list:
        return [self[name] for name in ("absence_reason", "proxy_to", "proxy_document")]

    @property
    def says_why(self) -> bool:
        """Whether the fold about an absence has something to show."""
        return bool(self.errors) or any(field.value() for field in self.if_absent)

    def clean(self):
        data = super().clean()
        if data.get("is_present"):
            data |= {"proxy_to": None, "proxy_document": "", "absence_reason": ""}
        elif data.get("proxy_to") and not data.get("proxy_document"):
            self.add_error("proxy_document", "Ủy quyền phải có giấy: ghi số, ngày.")
        elif not data.get("proxy_to"):
            data["proxy_document"] = ""
        arrived, left = data.get("arrived_at"), data.get("left_at")
        if arrived and left and left <= arrived:
            self.add_error("left_at", "Giờ về phải sau giờ đến.")
        return data


class AgendaForm(BaseFormMixin, forms.ModelForm):
    """A point of the agenda with what was said; `done` marks it as dealt with."""

    done = forms.BooleanField(label="Đã xong", required=False)

    class Meta:
        model = AgendaItem
        fields = ["position", "title", "notes"]
        widgets = {
            "position": OrderInput,
            "title": LineArea,
            "notes": forms.Textarea(attrs={"rows": 1, "placeholder": "Ghi chép"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done"].initial = self.instance.done_at is not None

    def save(self, *args, **kwargs):
        done = self.cleaned_data["done"]
        self.instance.done_at = (self.instance.done_at or timezone.now()) if done else None
        return super().save(*args, **kwargs)


class CountingForm(BaseFormMixin, forms.ModelForm):
    """From when to when the tellers counted, as their minutes tell it."""

    counting_from = HourField(label="Kiểm phiếu từ lúc", required=False)
    counting_until = HourField(label="Biên bản kiểm phiếu thông qua lúc", required=False)

    class Meta:
        model = Conference
        fields = ["counting_from", "counting_until"]


class TellerForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = Teller
        fields = ["role", "name", "position", "association"]

    def __init__(self, *args, members, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = members
        self.fields["association"].empty_label = "(ngoài khối)"
        self.fields["association"].label_from_instance = lambda association: association.short_name
        share_choices(self.fields["association"], shared)

    @classmethod
    def shared(cls, members) -> list:
        return choices_of(cls(members=members).fields["association"])


AgendaFormSet = inlineformset_factory(Conference, AgendaItem, AgendaForm, extra=1)


class TellerTeam(BaseInlineFormSet):
    """The team has one head, who signs its minutes first."""

    def clean(self):
        if any(self.errors):
            return
        standing = [form for form in self.forms if form not in self.deleted_forms and form.instance.name]
        heads = [form for form in standing if form.instance.role == Teller.Role.HEAD]
        if standing and len(heads) != 1:
            raise forms.ValidationError("Ban kiểm phiếu có một trưởng ban: hãy chọn vai trò của từng người.")


TellerFormSet = inlineformset_factory(Conference, Teller, TellerForm, formset=TellerTeam, extra=1)


class PassedOverForm(BaseFormMixin, forms.Form):
    """Why one that ranks before somebody proposed is not proposed itself."""

    reason = forms.CharField(
        label="Lý do", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProseForm(BaseFormMixin, NextTasksMixin):
    """What the minutes tell in words; open until they are issued."""

    class Meta:
        model = Conference
        fields = ["proceedings", "conclusion"]
        widgets = {
            "proceedings": forms.Textarea(attrs={"rows": 14}),
            "conclusion": forms.Textarea(attrs={"rows": 8}),
        }
