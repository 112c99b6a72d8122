"""Which year or span a figure is for."""

from __future__ import annotations

from reportlens.report import Date, Quantity


def period_of(row: Quantity, dates: list[Date], year: int | None) -> str:
    """``2015``, ``2021-2025``, or empty when the sentence and its section do not say."""
    before = [d for d in dates if d.end <= row.start and d.year is not None]
    if before:
        date = before[-1]
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
