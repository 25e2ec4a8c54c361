"""Pages of a list, and the same list as CSV."""

import csv
import io
from typing import Any

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.renderers import BaseRenderer

from documents.spreadsheets import no_formula


class Pages(LimitOffsetPagination):
    """?limit= and ?offset=."""

    default_limit, max_limit = 100, 1000


class CsvRenderer(BaseRenderer):
    """Columns by the names of the fields, in their order; with the mark by which Excel knows UTF-8."""

    media_type, format, charset = "text/csv", "csv", "utf-8"

    def render(self, data: Any, _type: Any = None, renderer_context: Any = None) -> bytes:
        if not isinstance(data, list):  # a refusal
            return str(data.get("detail", data) if isinstance(data, dict) else data).encode()
        names = renderer_context["view"].listing.columns
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([_cell(row[name]) for name in names] for row in data)
        return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else no_formula(str(value))
