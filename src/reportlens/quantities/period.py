"""Which year or span a figure is for."""

from __future__ import annotations

from reportlens.quantities.words import Words
from reportlens.report import Date, Quantity

_TITLE_CHARS = 80
_BEHIND_YEAR = 20


def summed_up(text: str, dates: list[Date], year: int | None, words: Words) -> str | None:
    """What a summary's title says behind the year that it sums up; None for other reports.

    A report to a congress, known by the year in which it is given, looks back on the year
    before; a summary, known by its own year, on that year.
    """
    for date in dates:
        if year is None or date.start > _TITLE_CHARS:
            break
        if date.year == year and date.kind == "year":
            after = text[date.end : date.end + _BEHIND_YEAR].split("\n")[0]
            if words.summary_title.search(after):
                return after
    return None


def plan_year(text: str, dates: list[Date], year: int | None, words: Words) -> int | None:
    """The year that the plans are for: the report's, or the next in a year-end summary."""
    if year is None:
        return None
    if summed_up(text, dates, year, words) is not None:
        return year + 1
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
