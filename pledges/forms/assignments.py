"""Naming verifiers: whom, for what part of the sheet, for which members."""

from django import forms

from base.forms import BaseFormMixin
from blocs.models import CriteriaSet
from members.models import Association, User

TEXT_SHOWN = 60  # characters of a criterion's text in the list


def _named(person: User) -> str:
    """The person with the associations they act for: a bloc does not know everybody by name. `acting_for` is theirs."""
    associations = sorted({office.association.short_name for office in getattr(person, "acting_for", [])})
    return f"{person.full_name} ({', '.join(associations)})" if associations else person.full_name


class AssignForm(BaseFormMixin, forms.Form):
    """One person for one part of the sheets of several members."""

    verifier = forms.ChoiceField(label="Người thẩm định")
    part = forms.ChoiceField(label="Phần của bảng điểm", required=False)
    associations = forms.MultipleChoiceField(label="Của các hội", widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args,
        people: list[User],
        criteria_set: CriteriaSet | None,
        members: list[Association],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.fields["verifier"].choices = [("", "(chọn người)"), *((p.pk, _named(p)) for p in people)]
        tree = criteria_set.tree if criteria_set else []
        parts = [(c.code, f"{' ' * 3 * c.depth}{c.code}. {c.text[:TEXT_SHOWN]}") for c in tree]
        self.fields["part"].choices = [("", "Cả bảng"), *parts]
        self.fields["associations"].choices = [(one.pk, one.short_name) for one in members]
