"""The papers of this room: giao ước, a member's report, score sheet and registration, the receipt for them."""

from .own import opening, own_paper, paper_day, plan_named, plan_reference
from .pledge import pledge_paper, pledge_warnings
from .receipt import receipt_paper
from .registration import registration_paper, situation
from .reports import ANNUAL_FIGURE_COLUMNS, figure_rows, report_paper, score_sheet_paper

__all__ = [
    "ANNUAL_FIGURE_COLUMNS",
    "figure_rows",
    "opening",
    "own_paper",
    "paper_day",
    "plan_named",
    "plan_reference",
    "pledge_paper",
    "pledge_warnings",
    "receipt_paper",
    "registration_paper",
    "report_paper",
    "score_sheet_paper",
    "situation",
]
