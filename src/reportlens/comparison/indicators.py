"""Indicator × year: targets and actuals of all reports in one long table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlens.comparison.groups import Member
from reportlens.lexicon import Lexicon

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "region",
    "year",
    "indicator",
    "status",
    "low",
    "high",
    "unit",
    "bound",
    "report_id",
    "report_year",
    "start",
    "end",
    "text",
)


def indicators(members: Sequence[Member], lexicon: Lexicon) -> pd.DataFrame:
    """One row a reported figure; `start` and `end` are offsets into the report's text.

    Columns: region, year, indicator, status, low, high, unit, bound, report_id,
    report_year, start, end, text.
    """
    import pandas as pd

    rows = [
        (
            member.region,
            row.year,
            row.indicator,
            row.status,
            row.low,
            row.high,
            row.unit,
            row.bound,
            member.report_id,
            member.year,
            row.start,
            row.end,
            row.text,
        )
        for member in members
        for row in member.report.indicators
    ]
    rows.sort(key=lambda row: (row[0], row[1], row[2], row[3], row[9] or 0, row[10]))
    return pd.DataFrame(rows, columns=list(COLUMNS))
