"""Addresses of a report, a registration or one of their versions."""

from django import template

register = template.Library()


@register.filter
def page(submission, name: str) -> str:
    """{{ report|page:"answers" }}: the address of that page of it."""
    return submission.url(name)
