"""A sheet on its way through a browser: what was read is sent along, so that its cells can be mended on the page."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from base.text import read_json

from .workbooks import (
    CELL_LIMIT,
    COLUMNS_READ,
    MERGED_CELLS,
    MERGED_LIMIT,
    ROWS_READ,
    SheetRefused,
    WorkbookSheet,
    merged_cells,
)

CHANGED = "Bảng gửi kèm không còn đúng dạng. Hãy tải tệp lên lại."
CELL = re.compile(r"cell-(\d{1,4})-(\d{1,2})")


def sheets_to_json(sheets: Iterable[WorkbookSheet]) -> str:
    """What reading the sheets again needs."""
    return json.dumps([_facts(sheet) for sheet in sheets], ensure_ascii=False, separators=(",", ":"))


def _facts(sheet: WorkbookSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "is_hidden": sheet.is_hidden,
        "was_tcvn3": sheet.was_tcvn3,
        "has_tracked_changes": sheet.has_tracked_changes,
        "rows": sheet.rows,
        "is_cut": sheet.is_cut,
        "uncomputed": sheet.uncomputed,
        "merged": sheet.merged,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
    }


def sheets_from_json(text: str) -> list[WorkbookSheet]:
    """The sheets as they were sent. SheetRefused where somebody changed their form on the way."""
    try:
        sheets = [_sheet(facts) for facts in read_json(text)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SheetRefused(CHANGED) from error
    if not sheets:
        raise SheetRefused(CHANGED)
    return sheets


def _sheet(facts: dict[str, Any]) -> WorkbookSheet:
    rows = facts["rows"]
    if not isinstance(facts["name"], str) or len(rows) > ROWS_READ:
        raise ValueError
    if not all(isinstance(row, list) and len(row) <= COLUMNS_READ for row in rows):
        raise ValueError
    if not all(isinstance(text, str) and len(text) <= CELL_LIMIT for row in rows for text in row):
        raise ValueError
    merged = [_area(area) for area in facts["merged"]]
    if len(merged) > MERGED_LIMIT or merged_cells(merged) > MERGED_CELLS:
        raise ValueError
    return WorkbookSheet(
        facts["name"],
        is_hidden=facts["is_hidden"] is True,
        was_tcvn3=facts["was_tcvn3"] is True,
        has_tracked_changes=facts.get("has_tracked_changes") is True,
        is_cut=facts["is_cut"] is True,
        uncomputed=[str(cell)[:10] for cell in facts["uncomputed"][:20]],
        rows=rows,
        merged=merged,
        hidden_rows={_place(y) for y in facts["hidden_rows"]},
        hidden_columns={_place(x) for x in facts["hidden_columns"]},
    )


def _place(number: Any) -> int:
    if not isinstance(number, int) or not 0 <= number < ROWS_READ:
        raise ValueError
    return number


def _area(area: Any) -> tuple[int, int, int, int]:
    top, left, bottom, right = map(_place, area)
    if top > bottom or left > right or right >= COLUMNS_READ:
        raise ValueError
    return top, left, bottom, right


def mend_cells(sheet: WorkbookSheet, typed: Mapping[str, str]) -> None:
    """Put into the sheet what was typed into boxes named cell-ROW-COLUMN, counted from 0; other names are none."""
    for name, text in typed.items():
        if place := CELL.fullmatch(name):
            y, x = int(place[1]), int(place[2])
            if y < len(sheet.rows) and x < COLUMNS_READ:
                row = sheet.rows[y]
                row += [""] * (x + 1 - len(row))
                row[x] = text.strip()[:CELL_LIMIT]
