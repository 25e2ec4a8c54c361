"""An instrument of the law, and the articles that awards stand on in it."""

from django import forms
from django.forms import inlineformset_factory

from base.dates import DayField
from base.forms import BaseFormMixin
from members.models import Province

from .models import AwardBasis, LegalInstrument
from .permissions import can_keep_national_law


class InstrumentForm(BaseFormMixin, forms.ModelForm):
    issued_on = DayField(label="Ngày ban hành")
    in_force_from = DayField(label="Có hiệu lực từ ngày")
    in_force_to = DayField(label="Hết hiệu lực sau ngày", required=False)

    class Meta:
        model = LegalInstrument
        fields = [
            "kind",
            "number",
            "title",
            "issuer",
            "issued_on",
            "in_force_from",
            "in_force_to",
            "replaced_by",
            "amends",
            "province",
            "cited_in_papers",
            "position",
            "source",
            "note",
        ]
        help_texts = {
            "title": "Viết tiếp sau tên cơ quan ban hành, ví dụ: quy định chi tiết thi hành một số điều của…",
            "cited_in_papers": "In trong phần căn cứ của tờ trình, báo cáo, biên bản khi đang có hiệu lực.",
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        own = (
            Province.objects.all()
            if by.is_superuser
            else Province.objects.filter(pk__in=by.read_province_ids)
        )
        self.fields["province"].queryset = own
        self.fields["province"].empty_label = "Cả nước"
        if not can_keep_national_law(by):
            self.fields["province"].required = True
            self.fields["province"].empty_label = None
        for name in ("replaced_by", "amends"):
            self.fields[name].queryset = LegalInstrument.objects.for_user(by)

    def clean(self):
        data = super().clean()
        since, until = data.get("in_force_from"), data.get("in_force_to")
        issued_on, replacing = data.get("issued_on"), data.get("replaced_by")
        same = LegalInstrument.objects.filter(number=data.get("number"), province=data.get("province"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("number", "Văn bản mang số, ký hiệu này đã tồn tại.")
        if since and until and until < since:
            self.add_error("in_force_to", "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.")
        if issued_on and since and since < issued_on:
            self.add_error("in_force_from", "Không thể có hiệu lực trước ngày ban hành.")
        if replacing and replacing == self.instance:
            self.add_error("replaced_by", "Văn bản không thể thay thế chính nó.")
        if data.get("amends") and data["amends"] == self.instance:
            self.add_error("amends", "Văn bản không thể sửa đổi chính nó.")
        return data


class BasisForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = AwardBasis
        fields = ["award_type", "article"]


BasisFormSet = inlineformset_factory(LegalInstrument, AwardBasis, form=BasisForm, extra=1)
