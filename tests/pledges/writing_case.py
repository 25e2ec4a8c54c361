"""A report, its member, and how tests post what is typed."""

import json

from django.urls import reverse

from pledges.merging import mark_of

PASSWORD = "mat-khau-rat-dai"


def url(name, report, *more):
    return reverse(f"pledges:{name}", args=[report.pk, *more])


def text_of(report):
    return report.sections.get().text


def box_of(report):
    return f"section-{report.sections.get().pk}-text"


def post_text(client, report, text, read=None):
    """Post the text page; `read` is what the page showed, empty unless said."""
    box = box_of(report)
    marks = {box: mark_of(read or "")}
    return client.post(url("report-text", report), {box: text, "read": json.dumps(marks)})
