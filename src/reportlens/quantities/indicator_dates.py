"""The year that one figure is for, or that it is for no single year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlens.lexicon.schema import IndicatorEntry
from reportlens.quantities.indicator_clauses import Figure
from reportlens.quantities.indicator_cues import Cues
from reportlens.quantities.indicator_sentence import Sentence
from reportlens.quantities.indicator_years import Timeline, Years, years_of
from reportlens.report import Date, Quantity, Status

_HEAD_CHARS = 14
"""How far into a sentence words such as 前三季度 speak for the whole of it."""
_SPAN = -1
"""Stands for the year compared with when that is no single year."""


@dataclass(slots=True)
class _When:
    """What a sentence says about the time of a figure."""

    date: Date | None = None
    """The date that governs it."""
    own: bool = False
    """The date stands straight before the figure: 2020年的900亿元."""
    base: int | None = None
    """The year it is compared with; None for the year before."""
    origin: bool = False
    """It is where a rise began: 由A增加到B."""


def figure_year(
    figure: Figure, sentence: Sentence, entry: IndicatorEntry, line: Timeline, cues: Cues
) -> tuple[int, Status] | None:
    """The year a figure is for and whether it was reached or is aimed at.

    Returns
    -------
    tuple of int and {"actual", "target"}, or None
        None for sums and averages of several years, parts of a year, growth since long
        ago, and when the year cannot be known.
    """
    clause = figure.clause + figure.lead
    if cues.average.search(clause) and not cues.year_average.search(clause):
        return None
    when = _when(figure, sentence, cues)
    if _part_of_year(figure, sentence, when.date, line, cues):
        return None
    status: Status = figure.quantity.status
    if cues.aim.search(figure.lead):
        status = "target"
    said = _said(when, sentence, status, line, cues)
    seen_from = _partner(figure, sentence).status if when.origin else status
    years = said or line.years(figure.quantity.start, seen_from)
    if years is None or _passed_sometime(years, figure, sentence, cues):
        return None
    year = _single(years, when, figure, entry, cues)
    if year is None:
        return None
    if entry.measure == "change" and when.base and when.base != year - 1:
        return None
    if (said or when.origin) and line.coming:
        status = _status(year, status, figure, when, sentence, line)
    return year, status


def _single(
    years: Years, when: _When, figure: Figure, entry: IndicatorEntry, cues: Cues
) -> int | None:
    """One year out of a span: the last for a level, none for what adds up over it."""
    first, last = years
    if when.origin and not when.own and when.base and when.base != _SPAN:
        return when.base
    actual = figure.quantity.status == "actual"
    if first == last:
        return last - 1 if when.origin and not when.own else last
    if entry.measure == "change" or entry.once:
        return None
    if actual and cues.held.search(figure.lead):
        return None
    return first - 1 if when.origin else last


def _passed_sometime(years: Years, figure: Figure, sentence: Sentence, cues: Cues) -> bool:
    """Of five years: a round amount that was passed in one of them (迈上500亿元台阶)."""
    mark = cues.mark.match(sentence.text, figure.quantity.end)
    return years[0] < years[1] and mark is not None and figure.quantity.status == "actual"


def _status(
    year: int, status: Status, figure: Figure, when: _When, sentence: Sentence, line: Timeline
) -> Status:
    """The status that an explicit year makes certain."""
    if line.coming is None or year > line.coming:
        return "target"
    if year < line.coming:
        return "actual"
    aims = (
        q.status == "target"
        for q in sentence.quantities
        if when.date and when.date.start < q.start < figure.quantity.start
    )
    return "target" if any(aims) else status


def _said(
    when: _When, sentence: Sentence, status: Status, line: Timeline, cues: Cues
) -> Years | None:
    """The years that the sentence names for a figure."""
    if when.date is None:
        return None
    if when.own and line.reported and status == "actual":
        named = sentence.text[when.date.start : when.date.end]
        if cues.year_before.fullmatch(named):
            # 由上年的……: the year before the one under review, not before the report.
            return line.reported - 1, line.reported - 1
    years = line.years_of(when.date)
    if years and cues.end_of_span.match(sentence.text, when.date.end):
        return years[1], years[1]
    return years


def _partner(figure: Figure, sentence: Sentence) -> Quantity:
    """Of ``从A提高到B``: B."""
    later = (q for q in sentence.quantities if q.start > figure.quantity.start)
    return next(later, figure.quantity)


def _when(figure: Figure, sentence: Sentence, cues: Cues) -> _When:
    """The dates of a sentence, as far as they concern one figure.

    A date after 比 or 较 is what the figure is compared with, unless the figure is that
    date's own (``比2020年的900亿元增加``); one after 从 governs only the next figure.
    """
    text, quantity = sentence.text, figure.quantity
    when = _When(origin=cues.origin.search(figure.lead.rstrip("“ ")) is not None)
    for date in sentence.dates:
        if date.start >= quantity.start:
            break
        if date.kind in ("decade", "century") or years_of(date) is None:
            continue
        before = text[max(sentence.start, date.start - 2) : date.start].rstrip('“‘"')
        own = not text[date.end : quantity.start].strip('”’"末底年的 ')
        origin = cues.origin.search(before) is not None
        than = cues.than.search(before) is not None
        if own and (origin or than):
            return _When(date, own=True, origin=True)
        if than:
            compared = cues.compared.match(text, date.end) is not None
            # 1957年比1952年，工业总产值增长…: said of the whole sentence.
            paired = when.date is not None and date.start - when.date.end <= 2
            if compared or paired or date.start >= figure.clause_start:
                when.base = _base(date)
        elif not origin and not _of_another(date, figure, sentence):
            after = text[date.end : date.end + 8].lstrip('”’"')
            if cues.end_of_span.match(text, date.end) or not cues.date_name.match(after):
                when.date, when.base = date, None
    return when


def _base(date: Date) -> int | None:
    """The year a figure is compared with; None for the year before."""
    if date.kind == "relative" and date.first_year is None:
        return None
    return date.year if date.first_year in (None, date.year) else _SPAN


def _of_another(date: Date, figure: Figure, sentence: Sentence) -> bool:
    """Whether a date stands straight before another figure: ``是2015年的1.6倍``."""
    for quantity in sentence.quantities:
        if quantity.start >= figure.quantity.start:
            return False
        if quantity.start > date.end:
            between = sentence.text[date.end : quantity.start].strip('”’"末底年时期间 ')
            return between == "的"
    return False


def _part_of_year(
    figure: Figure, sentence: Sentence, governing: Date | None, line: Timeline, cues: Cues
) -> bool:
    """Whether a figure covers months or a quarter only."""
    text, end = sentence.text, figure.quantity.start
    start = min(figure.clause_start, governing.start) if governing else figure.clause_start
    head = sentence.start + _HEAD_CHARS
    # 从上半年5.5%降到5.3%: the second figure is not of the half-year.
    said = text[sentence.start : min(head, start)] + "，"
    said += text[_after_origin(figure, sentence, start, cues) : end]
    part = _last(cues.part_year, said)
    if part >= 0 and part > _last(cues.whole_year, said):
        return True
    for date in sentence.dates:
        if date.start >= end:
            break
        months = date.kind in ("month", "day") and (date.start < head or date.start >= start)
        if months and not cues.last_month.search(text, date.start, date.end):
            return True
    return line.part_of_year and governing is None and figure.quantity.status == "actual"


def _after_origin(figure: Figure, sentence: Sentence, start: int, cues: Cues) -> int:
    """Where the clause goes on after a dated start of the rise, else its own start."""
    earlier = [q for q in sentence.quantities if start < q.end <= figure.quantity.start]
    date = sentence.date_before(earlier[-1].start) if earlier else None
    if date is None or date.start <= start:
        return start
    origin = cues.origin.search(sentence.text[start : date.start])
    return earlier[-1].end if origin else start


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
