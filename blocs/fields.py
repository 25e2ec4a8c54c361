"""Short lists of numbers that people type in one box."""

import re

from django import forms


class DaysField(forms.CharField):
    """Whole numbers of days, typed as 7, 2, 0, -1; the largest first, each once."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        parts = [part.strip() for part in (super().to_python(value) or "").replace("−", "-").split(",")]
        if not all(re.fullmatch(r"-?\d{1,2}", part) for part in parts):
            raise forms.ValidationError("Hãy ghi các số ngày, ví dụ 7, 2, 0, -1.", code="invalid")
        return sorted({int(part) for part in parts}, reverse=True)


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
