"""Boxes of forms are drawn by Jinja2: Django's own templates of them, several times as fast on a page of many rows."""

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2
from django.template import TemplateDoesNotExist


class FormRenderer(Jinja2):
    """Widgets that bring no Jinja2 template, as the admin's, are drawn by Django's engine."""

    otherwise = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self.otherwise.get_template(template_name)
