"""A member's figures as a drawing, beside their table on the page and in the paper."""

from decimal import Decimal
from fractions import Fraction
from textwrap import shorten

from base.vietnamese import percent_value
from blocs.models import Indicator
from documents.charts import bar_chart
from documents.papers import Chart

LABEL = 36  # letters that fit beside a bar
DRAWN = (Indicator.Kind.COUNT, Indicator.Kind.MONEY, Indicator.Kind.PERCENT)


def plan_chart(results) -> Chart | None:
    """How much of each plan was done, in %; None where nothing can be compared. A tenth of a percent is enough."""
    bars = []
    for result in results:
        target = result.target
        if target.kind in DRAWN and target.plan and result.actual is not None:
            share = percent_value(Fraction(result.actual) / Fraction(target.plan))
            bars.append((shorten(target.name, LABEL, placeholder="…"), share))
    if not bars:
        return None
    full = max(Decimal(100), *(value for _, value in bars))
    finding = "; ".join(f"{label} {value} %" for label, value in bars).replace(".", ",")
    return Chart(bar_chart(bars, full=full), "Tỷ lệ thực hiện so với kế hoạch năm (%)", finding)
