"""Numbers, dates and addresses as pages and papers print them. A built-in of every template."""

import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html

from base import vietnamese
from documents import unbroken

register = template.Library()

register.filter("number", vietnamese.number)
register.filter("short_date", vietnamese.short_date)
register.filter("long_date", vietnamese.long_date)
register.filter("instant", vietnamese.instant)
register.filter("exact_instant", vietnamese.exact_instant)
register.filter("unbroken", unbroken.unbroken)
register.filter("last_words_kept", unbroken.last_words_kept)
register.filter("uncapitalised", vietnamese.uncapitalised)


@register.filter
def number_plain(value: Any) -> str:
    """A number as HTML attributes want it: 98.5."""
    return f"{value:f}"


@register.filter
def percent_of(part: Any, whole: Any) -> Any:
    """part|percent_of:whole, as 81,3 %."""
    return vietnamese.percentage(part, whole) if part is not None else ""


@register.filter
def moment_date(moment: datetime.datetime) -> str:
    """The day of a moment, on the province's clock."""
    return vietnamese.short_date(timezone.localtime(moment)) if moment else ""


@register.filter
def day_month(moment: datetime.datetime, year: int) -> str:
    """The day of a moment as 05/03; with its year where that is not the one spoken of."""
    day = timezone.localtime(moment)
    return f"{day:%d/%m}" if day.year == year else f"{day:%d/%m/%y}"


@register.filter
def is_past(moment: datetime.datetime) -> bool:
    return moment < timezone.now()


@register.filter
def ago(moment: datetime.datetime) -> Any:
    """How long ago, in words; the exact time on hover and for machines."""
    if moment is None:
        return ""
    exact, words = vietnamese.instant(moment), vietnamese.ago(moment, timezone.now())
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, words)


@register.filter
def get(mapping: Any, key: Any) -> HttpResponseBase:
    """The value of a key that is itself a variable."""
    return mapping.get(key)


@register.filter
def filesize_vi(size: int) -> str:
    """Bytes as KB or MB, with a decimal comma."""
    if size < 1024 * 1024:
        return f"{-(-size // 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


@register.simple_tag
def read_only() -> bool:
    """Whether this copy of the site is an archive, open for reading."""
    return settings.READ_ONLY


@register.filter
def signed(value: Decimal | None) -> str:
    """A difference with its sign: +0,5 or −0,5; nothing for None."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + vietnamese.number(abs(value))
