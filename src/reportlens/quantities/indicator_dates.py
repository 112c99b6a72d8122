"""The year that one figure is for, or that it is for no single year."""

from __future__ import annotations

import re

from reportlens.lexicon.schema import IndicatorEntry
from reportlens.quantities.indicator_clauses import Figure
from reportlens.quantities.indicator_cues import Cues
from reportlens.quantities.indicator_sentence import Sentence
from reportlens.quantities.indicator_years import Timeline, Years, years_of
from reportlens.report import Date, Quantity, Status

_HEAD_CHARS = 14
"""How far into a sentence words such as 前三季度 speak for the whole of it."""


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
    quantity = figure.quantity
    clause = figure.clause + figure.lead
    if cues.average.search(clause) and not cues.year_average.search(clause):
        return None
    governing, base, origin = _dates(figure, sentence, cues)
    if _part_of_year(figure, sentence, governing, line, cues):
        return None
    status: Status = quantity.status
    said = _said(governing, sentence, status, origin, line, cues)
    aim = _partner(figure, sentence).status if origin else status
    years = said or line.years(quantity.start, aim)
    if years is None:
        return None
    year = _single(years, figure, entry, status, origin, said is not None, cues)
    if year is None:
        return None
    if entry.measure == "change" and base and base != year - 1:
        return None
    if (said or origin) and line.coming:
        if year < line.coming:
            status = "actual"
        elif year > line.coming or (
            status == "actual"
            and any(
                q.status == "target"
                for q in sentence.quantities
                if governing and governing.start < q.start < quantity.start
            )
        ):
            status = "target"
    return year, status


def _said(
    governing: Date | None,
    sentence: Sentence,
    status: Status,
    origin: bool,
    line: Timeline,
    cues: Cues,
) -> Years | None:
    """The years that the sentence names for a figure."""
    if governing is None:
        return None
    if origin and line.reported and status == "actual":
        named = sentence.text[governing.start : governing.end]
        if cues.year_before.fullmatch(named):
            # 由上年的……: the year before the one under review, not before the report.
            return line.reported - 1, line.reported - 1
    years = line.years_of(governing)
    if years and cues.end_of_span.match(sentence.text, governing.end):
        return years[1], years[1]
    return years


def _partner(figure: Figure, sentence: Sentence) -> Quantity:
    """Of ``从A提高到B``: B."""
    later = (q for q in sentence.quantities if q.start > figure.quantity.start)
    return next(later, figure.quantity)


def _single(
    years: Years,
    figure: Figure,
    entry: IndicatorEntry,
    status: Status,
    origin: bool,
    explicit: bool,
    cues: Cues,
) -> int | None:
    """One year out of a span: the last for a level, none for what adds up over it."""
    first, last = years
    if first == last:
        return last - 1 if origin and not explicit else last
    if entry.measure == "change" or (entry.once and status == "actual"):
        return None
    if status == "actual" and cues.held.search(figure.lead):
        return None
    return first - 1 if origin else last


def _dates(figure: Figure, sentence: Sentence, cues: Cues) -> tuple[Date | None, int | None, bool]:
    """The date that governs a figure, the year it is compared with, and whether it is a start.

    A date after 比 or 较 is what the figure is compared with, unless the figure is that
    date's own (``比2020年的900亿元增加``); one after 从 governs only the next figure.
    """
    text, quantity = sentence.text, figure.quantity
    governing: Date | None = None
    base: int | None = None
    origin = False
    for date in sentence.dates:
        if date.start >= quantity.start:
            break
        if date.kind in ("decade", "century") or years_of(date) is None:
            continue
        before = text[max(sentence.start, date.start - 2) : date.start].rstrip('“‘"')
        own = not text[date.end : quantity.start].strip('”’"末底年的 ')
        if cues.origin.search(before):
            if own:
                return date, None, True
            continue
        if cues.than.search(before):
            if own:
                return date, None, True
            compared = text.startswith("相比", date.end) or text.startswith("年相比", date.end)
            if compared or date.start >= figure.clause_start:
                base = _base(date)
            continue
        if _of_another(date, figure, sentence):
            continue
        if cues.date_name.match(text[date.end : date.end + 8].lstrip('”’"')) and not (
            cues.end_of_span.match(text, date.end)
        ):
            continue
        governing = date
    lead = figure.lead.rstrip("“")
    if cues.origin.search(lead.strip()):
        origin = True
    return governing, base, origin


def _base(date: Date) -> int | None:
    """The year a figure is compared with; None for the year before, -1 for a span."""
    if date.kind == "relative" and date.first_year is None:
        return None
    return date.year if date.first_year in (None, date.year) else -1


def _after_start_of_rise(figure: Figure, sentence: Sentence, start: int, cues: Cues) -> int:
    for quantity in reversed(sentence.quantities):
        if start < quantity.end <= figure.quantity.start:
            date = sentence.date_before(quantity.start)
            if (
                date
                and date.start > start
                and cues.origin.search(sentence.text[start : date.start])
            ):
                return quantity.end
            break
    return start


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


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
    text = sentence.text
    start = figure.clause_start
    if governing:
        start = min(start, governing.start)
    head = sentence.start + _HEAD_CHARS
    said = text[sentence.start : min(head, start)] + "，"
    # 从上半年5.5%降到5.3%: the second figure is not of the half-year.
    said += text[_after_start_of_rise(figure, sentence, start, cues) : figure.quantity.start]
    part = _last(cues.part_year, said)
    if part >= 0 and part > _last(cues.whole_year, said):
        return True
    for date in sentence.dates:
        if date.kind in ("month", "day") and (date.start < head or date.start >= start):
            if date.start >= figure.quantity.start:
                break
            if not text[date.start : date.end].endswith(("12月", "十二月")):
                return True
    return line.part_of_year and governing is None and figure.quantity.status == "actual"
