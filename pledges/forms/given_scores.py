"""Forms of points that the secretariat gives, or that come from another body's list."""

from django import forms
from django.core.exceptions import ValidationError

from base.forms import BaseFormMixin, NumberField
from blocs.models import Criterion
from pledges.scoring import points_fault


class SourceForm(BaseFormMixin, forms.Form):
    """What all points of one criterion rest on."""

    source = forms.CharField(
        label="Căn cứ",
        max_length=300,
        help_text="Văn bản, danh sách hoặc cuộc họp: số, ngày, cơ quan. Hội đọc được.",
    )


class GivenScoreForm(BaseFormMixin, forms.Form):
    """The points of one member."""

    points = NumberField(label="Điểm", thousands=False, required=False, max_digits=6, decimal_places=2)
    note = forms.CharField(label="Ghi chú", required=False, max_length=190)

    def __init__(self, *args, criterion: Criterion, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.criterion, self.step = criterion, step

    def clean_points(self):
        points = self.cleaned_data["points"]
        if points is not None and (fault := points_fault(points, self.criterion, self.step)):
            raise ValidationError(fault)
        return points
