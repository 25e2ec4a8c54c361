"""Boxes that a template draws itself look like those that crispy draws; rows are chosen by keys. Proves base/forms."""

import pytest
from django import forms

from base.forms import BaseFormMixin, RowsField
from blocs.models import Criterion
from members.models import User
from tests.factories import make_user


class EveryBoxForm(BaseFormMixin, forms.Form):
    words = forms.CharField()
    number = forms.IntegerField()
    points = forms.DecimalField()
    mail = forms.EmailField()
    prose = forms.CharField(widget=forms.Textarea)
    day = forms.DateField()
    file = forms.FileField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    tick = forms.BooleanField()
    radio = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


@pytest.mark.parametrize("name", ["words", "number", "points", "mail", "prose", "day", "file"])
def test_every_box_has_its_class(name):
    assert EveryBoxForm().fields[name].widget.attrs["class"] == "form-control"


def test_choices_and_ticks_have_theirs():
    fields = EveryBoxForm().fields
    classes = {name: fields[name].widget.attrs.get("class") for name in ("choice", "tick", "radio")}
    assert classes == {"choice": "form-select", "tick": "form-check-input", "radio": None}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 20, "9" * 5000, "x", "-1"])
def test_a_key_no_database_can_hold_is_refused_not_looked_up(key):
    field = RowsField(queryset=User.objects.all())
    someone = make_user()
    assert list(field.clean([str(someone.pk)])) == [someone]

    with pytest.raises(forms.ValidationError):
        field.clean([str(someone.pk), key])


@pytest.mark.django_db
def test_no_choice_is_a_word_and_no_row_of_dashes():
    class Choices(BaseFormMixin, forms.ModelForm):
        person = forms.ModelChoiceField(queryset=User.objects.all())

        class Meta:
            model = Criterion
            fields = ["kind", "document"]

    form = Choices()

    assert "-----" not in form.as_p()
    assert form.as_p().count("(chưa chọn)") >= 1
