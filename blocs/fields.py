"""Short lists of numbers: ticked, or typed in one box."""

import re

from django import forms

DAYS = [14, 10, 7, 5, 3, 2, 1, 0, -1, -3, -7]  # before a deadline; below zero after it


def day_label(days: int) -> str:
    """trước 7 ngày, đúng ngày hết hạn, sau 1 ngày."""
    if days == 0:
        return "đúng ngày hết hạn"
    return f"trước {days} ngày" if days > 0 else f"sau {-days} ngày"


class DaysField(forms.TypedMultipleChoiceField):
    """Days before a deadline, ticked; as whole numbers, the largest first."""

    def __init__(self, **kwargs):
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.offer([])

    def offer(self, stored: list[int]) -> None:
        """What a year has that is not among the usual days can be kept, too."""
        self.choices = [(days, day_label(days)) for days in sorted({*DAYS, *stored}, reverse=True)]

    def clean(self, value):
        return sorted(super().clean(value), reverse=True)


class QuotaField(forms.CharField):
    """How many flags from how many members on, typed as 10: 2, 15: 3."""

    def prepare_value(self, value):
        return ", ".join(f"{least}: {flags}" for least, flags in value) if isinstance(value, list) else value

    def to_python(self, value):
        parts = [part.strip() for part in (super().to_python(value) or "").split(",") if part.strip()]
        read = [re.fullmatch(r"(\d{1,3})\s*:\s*(\d{1,2})", part) for part in parts]
        pairs = [pair for pair in read if pair]
        if len(pairs) < len(parts):
            raise forms.ValidationError(
                "Hãy ghi số đơn vị và số Cờ, ví dụ 1: 1, 10: 2, 15: 3.", code="invalid"
            )
        return sorted([int(pair[1]), int(pair[2])] for pair in pairs)
