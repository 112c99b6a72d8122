"""Which year or span a figure is for."""

from __future__ import annotations

from reportlens.quantities.words import Words
from reportlens.report import Date, Quantity


def plan_year(text: str, dates: list[Date], year: int | None, words: Words) -> int | None:
    """The year that the plans are for: the report's, or the next in a year-end summary."""
    if year is None:
        return None
    for date in dates:
        if date.kind == "year" and date.year == year + 1 and words.plan_title.match(text, date.end):
            return year + 1
    return year


def period_of(row: Quantity, date: Date | None, year: int | None) -> str:
    """``2015``, ``2021-2025``, or empty when the sentence and its section do not say."""
    if date is not None and date.year is not None:
        if date.first_year is not None and date.first_year != date.year:
            return f"{date.first_year}-{date.year}"
        return str(date.year)
    if year is None:
        return ""
    if row.status == "target" and row.label in ("goal", "plan"):
        return str(year)
    if row.label == "achievement":
        return str(year - 1)
    return ""
