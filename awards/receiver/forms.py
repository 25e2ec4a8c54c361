"""The boxes of a province's codes."""

import re
from typing import Any

from django import forms

from base.forms import BaseFormMixin

from .codes import Mapping

CODE = re.compile(r"[0-9A-Za-z._-]{1,60}")


class CodesForm(BaseFormMixin, forms.Form):
    """A box for each thing, with the code that stands now."""

    def __init__(self, *args: Any, mappings: list[Mapping], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.mappings = mappings
        for number, one in enumerate(mappings):
            self.fields[f"code-{number}"] = forms.CharField(
                label=one.label, required=False, max_length=60, initial=one.code
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """(kind, its boxes), in the order of the page."""
        by_kind: dict[str, list[Any]] = {}
        for number, one in enumerate(self.mappings):
            by_kind.setdefault(one.kind.label, []).append(self[f"code-{number}"])
        return list(by_kind.items())

    def clean(self) -> dict[str, Any]:
        for name, code in [*self.cleaned_data.items()]:
            if code and not CODE.fullmatch(code):
                self.add_error(name, "Mã chỉ gồm chữ không dấu, số, dấu chấm, gạch nối.")
        return self.cleaned_data

    def codes(self) -> dict[tuple[str, str], str]:
        return {
            (one.kind, one.key): self.cleaned_data[f"code-{number}"]
            for number, one in enumerate(self.mappings)
        }
