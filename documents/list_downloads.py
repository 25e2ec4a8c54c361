"""The lists of pages as files: XLSX for people, CSV for other programs."""

import csv
import datetime
import io
from collections import Counter
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from .files import XLSX
from .spreadsheets import Listing, lists_book, no_formula

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # by which Excel knows UTF-8


def list_download(request: HttpRequest, name: str, *listings: Listing) -> HttpResponse:
    """A workbook with a sheet for each list. `?csv` asks for the first list as CSV, `?csv=2` for the second.

    Headings are the same in both, but that no two of a CSV are alike; 404 where there is no such list.
    """
    if "csv" not in request.GET:
        return _file(lists_book(*listings), f"{name}.xlsx", XLSX)
    turn = request.GET["csv"] or "1"
    if turn not in map(str, range(1, len(listings) + 1)):
        raise Http404
    ending = "" if turn == "1" else f"-{turn}"
    return _file(as_csv(listings[int(turn) - 1]), f"{name}{ending}.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def as_csv(listing: Listing) -> bytes:
    """Headings and rows; figures with a decimal point, times with their zone, no cell a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(no_formula, names_of([heading for heading, _ in listing.columns])))
    writer.writerows([_cell(value) for value in row] for row in listing.rows)
    return BYTE_ORDER_MARK + text.getvalue().encode()


def names_of(headings: list[str]) -> list[str]:
    """A name of its own for each column: one that stands under several headings says which it belongs to."""
    times, names, before = Counter(headings), [], ""
    for heading in headings:
        if times[heading] > 1:
            names.append(f"{heading} ({before})" if before else heading)
        else:
            names.append(heading)
            before = heading
    turns = Counter[str]()
    for n, name in enumerate(names):
        turns[name] += 1
        names[n] = name if turns[name] == 1 else f"{name} {turns[name]}"
    return names


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return str(value) if isinstance(value, int | float | Decimal) else no_formula(str(value))
