"""Boxes drawn by Jinja2 are those that Django's own engine draws. Proves base/form_renderer.py."""

import datetime

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from base.form_renderer import FormRenderer
from base.forms import LineArea, NumberInput, OrderInput

CHOICES = [("a", "Một <b>"), ("b", "Hai"), ("Nhóm", [("c", "Ba")])]
DRAWN = [
    (forms.TextInput({"class": "form-control", "disabled": True, "required": False}), 'Chữ "có" <dấu>'),
    (NumberInput(), "1.980,5"),
    (OrderInput(), 1980),
    (forms.EmailInput(), None),
    (forms.PasswordInput(), "không hiện lại"),
    (forms.HiddenInput(), "x"),
    (forms.Textarea({"rows": 6}), "Dòng một\n<script>"),
    (LineArea(), "Một dòng"),
    (forms.DateInput(format="%d/%m/%Y"), datetime.date(2023, 12, 31)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Select(choices=CHOICES), "c"),
    (forms.SelectMultiple(choices=CHOICES), ["a", "b"]),
    (forms.RadioSelect(choices=CHOICES), "b"),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["a"]),
    (forms.FileInput(), None),
    (forms.ClearableFileInput(), None),
]


@pytest.mark.parametrize(("widget", "value"), DRAWN, ids=lambda given: type(given).__name__)
def test_a_box_is_drawn_as_django_draws_it(widget, value):
    attrs = {"id": "id_box"}
    ours = widget.render("box", value, attrs, renderer=FormRenderer())

    assert parse_html(ours) == parse_html(widget.render("box", value, attrs, renderer=DjangoTemplates()))


def test_what_has_no_jinja_template_is_drawn_by_django():
    assert "vDateField" in AdminDateWidget().render("day", None, renderer=FormRenderer())
